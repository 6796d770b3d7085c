"""The earlier texts of a comment, and “edited”."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from essays.discussion.edits import compared_texts
from essays.models import Comment, CommentEdit
from seventeen_moments.core import retention as rules
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment():
    essay = factories.essay(slug="home", approval="never")
    return factories.comment(essay=essay, name="Anna", text="I was there.")


def change(client, comment, text="I was here."):
    client.post(comment.own_url, {"text": text})
    comment.refresh_from_db()


def test_earlier_text_is_kept(client, comment):
    change(client, comment)
    change(client, comment, "I was here twice.")
    assert list(comment.edits.values_list("text", flat=True)) == ["I was there.", "I was here."]


@pytest.mark.parametrize("text", ["I was there.", " I was there. ", "I was\u2063 there."])
def test_unchanged_text_is_no_edit(client, comment, text):
    change(client, comment, text)
    assert (comment.edits.count(), comment.edited) == (0, None)


def test_unchanged_lines_are_no_edit(client, comment):
    """Browsers send other line ends than those that are stored."""
    Comment.objects.update(text="One.\n\nTwo.")
    change(client, comment, "One.\r\n\r\nTwo.")
    assert (comment.edits.count(), comment.state) == (0, "approved")


def test_readers_see_that_a_public_comment_was_edited(client, comment):
    before = "edited" in client.get("/essays/home/").text
    change(client, comment)
    pages = [client.get(page).text for page in ["/essays/home/", "/essays/home/comments/"]]
    shown = [f'<time\ndatetime="{comment.edited:%Y-%m-%dT%H:%M}' in page for page in pages]
    assert (before, shown) == (False, [True, True])


def test_change_before_publication_is_not_shown(client, comment):
    Comment.objects.update(state="waiting")
    change(client, comment)
    assert (comment.edits.count(), comment.edited) == (1, None)


@pytest.mark.parametrize("earlier", ["decided", "edited"])
def test_comment_that_was_public_earlier_is_shown_as_edited(client, comment, earlier):
    if earlier == "decided":
        Comment.objects.decide("waiting", factories.user(), seen=None)
    else:
        Comment.objects.update(state="waiting", edited=timezone.now())
    change(client, comment)
    assert comment.edited is not None


def test_moderators_see_the_differences(client, moderator_client, comment):
    change(client, comment)
    pages = [
        reverse("moderation:queue", query={"tab": "approved"}),
        reverse("admin:essays_comment_change", args=[comment.pk]),
    ]
    for page in pages:
        assert "I was <del>there</del><ins>here</ins>." in moderator_client.get(page).text


def test_editors_and_readers_do_not_see_the_earlier_text(client, comment):
    change(client, comment)
    client.force_login(factories.user("Editors"))
    pages = ["/essays/home/", reverse("admin:essays_comment_change", args=[comment.pk])]
    assert [page for page in pages if "there" in client.get(page).text] == []


def test_each_text_is_compared_with_the_next(client, comment):
    change(client, comment, "Two.")
    change(client, comment, "Three.")
    removed = [each.pieces[0] for each in compared_texts(comment, comment.edits.all())]
    assert removed == [("removed", "Two"), ("removed", "I was there")]


def test_comment_that_its_author_deletes_has_no_earlier_texts(client, comment):
    change(client, comment)
    client.post(comment.own_url, {"delete": "1"})
    comment.refresh_from_db()
    assert (CommentEdit.objects.count(), comment.edited) == (0, None)


def test_earlier_texts_are_deleted_after_some_days(client, comment):
    change(client, comment)
    rule, now = rules.RULES["earlier texts of comments"], timezone.now()
    assert [rule(now + timedelta(days=days)) for days in (29, 30, 31)] == [0, 1, 0]
