from datetime import timedelta

import pytest
from django.utils import timezone

from essays.models import Comment
from tests import factories

NOW = timezone.now()
TOMORROW = NOW + timedelta(days=1)
HIDDEN = ["waiting", "spam", "removed"]


def answers(comment, at=None):
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
    assert answers(comment) == (visible, visible)


def test_comment_appears_with_its_essay(db):
    comment = factories.comment(essay=factories.essay(published_at=TOMORROW))
    assert answers(comment, TOMORROW) == (True, True)


def test_new_comment_waits(db):
    comment = Comment.objects.create(essay=factories.essay(), name="Anna", text="I read this.")
    assert list(Comment.objects.waiting()) == [comment]


@pytest.mark.parametrize("state", HIDDEN)
def test_what_is_not_approved_is_not_among_the_approved(db, state):
    factories.comment(state=state)
    approved = factories.comment()
    assert list(Comment.objects.approved()) == [approved]


def test_comments_stand_as_they_were_written(db):
    comments = [factories.comment(), factories.comment(), factories.comment()]
    Comment.objects.filter(pk=comments[2].pk).update(created=NOW - timedelta(days=1))
    assert list(Comment.objects.all()) == [comments[2], comments[0], comments[1]]


def test_what_waits_comes_first_and_then_the_newest(db):
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
def test_text_is_shown_as_it_was_written_and_no_markup_works(db, text, html):
    assert factories.comment(text=text).html == html


def test_address_leads_to_the_comment(db):
    comment = factories.comment(essay=factories.essay(slug="home"))
    assert comment.get_absolute_url() == f"/essays/home/comments/{comment.pk}/"


def test_comment_is_called_by_its_author_and_beginning():
    comment = Comment(name="Anna", text="x" * 100)
    assert str(comment) == f"Anna: {'x' * 59}…"


def test_comments_go_with_their_essay(db):
    factories.comment().essay.delete()
    assert Comment.objects.count() == 0
