from datetime import timedelta

import pytest
from django.utils import timezone

from essays.models import Comment
from tests import factories

NOW = timezone.now()
TOMORROW = NOW + timedelta(days=1)
HIDDEN = ["waiting", "spam", "removed"]


def visibility(comment, at=None):
    return Comment.objects.published(at).filter(pk=comment.pk).exists(), comment.is_published(at)


@pytest.mark.parametrize(
    ("state", "essay", "visible"),
    [
        ("approved", {}, True),
        ("approved", {"status": "draft"}, False),
        ("approved", {"published_at": TOMORROW}, False),
        *((state, {}, False) for state in HIDDEN),
    ],
)
def test_comment_is_visible_once_approved_under_a_visible_essay(db, state, essay, visible):
    comment = factories.comment(state=state, essay=factories.essay(**essay))
    assert visibility(comment) == (visible, visible)


def test_comment_appears_with_its_essay(db):
    comment = factories.comment(essay=factories.essay(published_at=TOMORROW))
    assert visibility(comment, TOMORROW) == (True, True)


def test_new_comment_waits(db):
    comment = Comment.objects.create(essay=factories.essay(), name="Anna", text="I read this.")
    assert list(Comment.objects.waiting()) == [comment]


@pytest.mark.parametrize("state", HIDDEN)
def test_approved_returns_only_approved_comments(db, state):
    factories.comment(state=state)
    approved = factories.comment()
    assert list(Comment.objects.approved()) == [approved]


def test_comments_are_ordered_by_time(db):
    comments = [factories.comment(), factories.comment(), factories.comment()]
    Comment.objects.filter(pk=comments[2].pk).update(created=NOW - timedelta(days=1))
    assert list(Comment.objects.all()) == [comments[2], comments[0], comments[1]]


def test_waiting_comments_come_first_then_the_newest(db):
    old, new = factories.comment(), factories.comment(state="removed")
    waiting, latest = factories.comment(state="waiting"), factories.comment(state="spam")
    assert list(Comment.objects.waiting_first()) == [waiting, latest, new, old]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("I read this.", "<p>I read this.</p>"),
        ("One.\r\n\r\nTwo,\r\nthree.", "<p>One.</p>\n\n<p>Two,<br>three.</p>"),
        ("<script>x</script> & “y”", "<p>&lt;script&gt;x&lt;/script&gt; &amp; “y”</p>"),
        ('<a href="javascript:x">', "<p>&lt;a href=&quot;javascript:x&quot;&gt;</p>"),
        ("&lt;b&gt;", "<p>&amp;lt;b&amp;gt;</p>"),
    ],
)
def test_text_keeps_its_paragraphs_and_is_escaped(db, text, html):
    assert factories.comment(text=text).html == html


def test_absolute_url_is_that_of_the_comment(db):
    comment = factories.comment(essay=factories.essay(slug="home"))
    assert comment.get_absolute_url() == f"/essays/home/comments/{comment.pk}/"


def test_string_of_a_comment_has_its_author_and_beginning():
    comment = Comment(name="Anna", text="x" * 100)
    assert str(comment) == f"Anna: {'x' * 59}…"


def test_deleting_an_essay_deletes_its_comments(db):
    factories.comment().essay.delete()
    assert Comment.objects.count() == 0
