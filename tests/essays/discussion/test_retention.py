"""Spam and removed comments are deleted for good after some days."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from essays.discussion import retention
from essays.discussion.moderation_log import ModerationAction, record
from essays.models import Comment, CommentEdit, CommentSettings, Decision, Flag, Redaction
from seventeen_moments.core import retention as rules
from tests import factories

pytestmark = pytest.mark.django_db


def apply(days):
    at = timezone.now() + timedelta(days=days)
    return rules.RULES["spam and removed comments"](at)


def decided(state, **fields):
    comment = factories.comment(**fields)
    Comment.objects.filter(pk=comment.pk).decide(state, factories.user(), seen=None)
    return comment


def aged(days):
    """As if all comments had been decided earlier."""
    Comment.objects.update(state_since=timezone.now() - timedelta(days=days))


@pytest.mark.parametrize("state", ["spam", "removed"])
@pytest.mark.parametrize(("days", "deleted"), [(29, 0), (30, 1)])
def test_days_count_from_the_decision(state, days, deleted):
    comment = factories.comment()
    Comment.objects.update(created=timezone.now() - timedelta(days=400))
    aged(400)
    Comment.objects.filter(pk=comment.pk).decide(state, factories.user(), seen=None)
    assert (apply(days), Comment.objects.count()) == (deleted, 1 - deleted)


@pytest.mark.parametrize("state", ["waiting", "approved"])
def test_other_comments_stay(state):
    factories.comment(state=state)
    assert apply(4000) == 0


def test_restored_and_undone_comments_stay():
    user = factories.user()
    comment = decided("spam")
    Comment.objects.filter(pk=comment.pk).decide("approved", user, seen=None)
    aged(400)
    Decision.objects.filter(by=user).undo()
    assert apply(29) == 0


@pytest.mark.parametrize("days", [0, None])
def test_all_is_kept_if_the_settings_say_so(days):
    decided("spam")
    CommentSettings.objects.create(pk=1, keep_days=days)
    assert apply(4000) == 0


def test_days_of_the_settings_count():
    decided("spam")
    CommentSettings.objects.create(pk=1, keep_days=3)
    assert [apply(2), apply(3)] == [0, 1]


def test_everything_goes_with_the_comment():
    comment = decided("removed")
    comment.flags.create(reason="Rude")
    comment.edits.create(text="Ruder")
    comment.redactions.create(reason="A number", original={"name": "Anna", "text": "555"})
    action = record(ModerationAction.Kind.REDACTION, None, comment=comment)
    entry = LogEntry.objects.create(
        user=factories.user(),
        content_type=ContentType.objects.get_for_model(Comment),
        object_id=comment.pk,
        object_repr=str(comment),
        action_flag=2,
    )
    apply(30)
    action.refresh_from_db()
    entry.refresh_from_db()
    models = [Comment, CommentEdit, Flag, Redaction, Decision]
    assert [model.objects.count() for model in models] == [0] * 5
    assert (action.comment, entry.object_repr) == (None, "comment")


def test_comment_with_replies_keeps_its_place_without_words(client):
    essay = factories.essay(slug="home")
    removed = decided("removed", essay=essay, name="Anna", text="Bread", about=1, quote="Bread")
    removed.flags.create(reason="Rude")
    factories.comment(essay=essay, parent=removed, reply_to=removed, name="Boris", text="No.")
    assert [apply(30), apply(31)] == [1, 0]
    removed.refresh_from_db()
    row = (removed.name, removed.email, removed.text, removed.html, removed.quote, removed.about)
    assert row == ("", "", "", "<p></p>", "", None)
    assert (removed.withdrawn, removed.flags.count(), Flag.objects.count()) == (True, 0, 0)
    page = client.get("/essays/home/").text
    expected = {"Removed by a moderator.": True, "No.": True, "Deleted by its author": False}
    assert {words: words in page for words in expected} == expected


def test_place_goes_with_the_last_reply():
    removed = decided("removed")
    reply = decided("spam", essay=removed.essay, parent=removed)
    assert (apply(30), Comment.objects.count()) == (2, 0)
    assert not Comment.objects.filter(pk=reply.pk).exists()


def test_emptied_comment_cannot_be_restored(moderator_client):
    removed = decided("removed")
    factories.comment(essay=removed.essay, parent=removed)
    apply(30)
    result = Comment.objects.filter(pk=removed.pk).decide("approved", factories.user(), seen=None)
    change = reverse("admin:essays_comment_change", args=[removed.pk])
    page = moderator_client.post(change, {"state": "approved", "seen": ""}).text
    assert (result.changed, Decision.objects.undo()) == (0, 0)
    assert "This comment was deleted for good, so it stays removed." in page
    assert moderator_client.get(reverse("moderation:redact", args=[removed.pk])).status_code == 404


def test_author_of_a_deleted_comment_finds_no_page(client):
    comment = decided("removed")
    factories.comment(essay=comment.essay, parent=comment)
    apply(30)
    assert client.get(comment.own_url).status_code == 404


@pytest.mark.parametrize(
    ("tab", "shown"), [("spam", True), ("removed", True), ("waiting", False), ("approved", False)]
)
def test_queue_says_when_comments_go(moderator_client, tab, shown):
    page = moderator_client.get(reverse("moderation:queue", query={"tab": tab})).text
    assert ("Deleted for good after 30 days." in page) == shown


def test_queue_says_nothing_if_comments_are_kept(moderator_client):
    CommentSettings.objects.create(pk=1, keep_days=None)
    page = moderator_client.get(reverse("moderation:queue", query={"tab": "spam"})).text
    assert "Deleted for good" not in page


def test_rest_follows_an_hour_later(monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    monkeypatch.setattr(retention, "MOST_BATCHES", 2)
    essay = factories.essay()
    for _number in range(5):
        decided("spam", essay=essay)
    assert [apply(30), apply(30), apply(30)] == [4, 1, 0]


def test_queries_do_not_grow_with_the_comments():
    ContentType.objects.get_for_model(Comment)  # remembered for later tests, too
    essay, counts = factories.essay(), []
    for number in (1, 20):
        for _number in range(number):
            decided("spam", essay=essay)
        with CaptureQueriesContext(connection) as queries:
            apply(30)
        counts.append(len(queries))
    assert counts[0] == counts[1] == 36


def test_nothing_is_written_while_nothing_expired():
    decided("spam")
    with CaptureQueriesContext(connection) as queries:
        apply(1)
    assert [query["sql"][:6] for query in queries] == ["SELECT"] * 3
