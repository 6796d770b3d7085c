"""What the moderation queue shows."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from essays.models import Comment, CommentSender, Flag
from seventeen_moments.versions.publish_due import publish_in_time
from tests import factories
from tests.essays.discussion.moderation.queue import QUEUE, UNDO, authors, waiting

pytestmark = pytest.mark.django_db


def test_waiting_comments_come_oldest_first(moderator_client):
    anna, _boris = waiting("Anna", "Boris")
    Comment.objects.filter(pk=anna.pk).update(created=timezone.now() + timedelta(hours=1))
    factories.comment(name="Clara")
    assert authors(moderator_client.get(QUEUE)) == ["Boris", "Anna"]


@pytest.mark.parametrize(
    ("tab", "names"),
    [
        ("waiting", ["waiting"]),
        ("flagged", ["flagged"]),
        ("spam", ["spam"]),
        ("removed", ["removed"]),
        ("approved", ["approved", "flagged"]),
        ("nonsense", ["waiting"]),
    ],
)
def test_each_tab_lists_its_comments(moderator_client, tab, names):
    for state in Comment.State.values:
        factories.comment(name=state, state=state)
    flagged = factories.comment(name="flagged")
    Flag.objects.create(comment=flagged, reason="Rude")
    Flag.objects.create(comment=Comment.objects.get(name="approved"), reason="No", dismissed=True)
    factories.comment(name="gone").withdraw()
    assert sorted(authors(moderator_client.get(QUEUE, {"tab": tab}))) == names


def test_every_tab_shows_its_count(moderator_client):
    waiting("Anna", "Boris")
    factories.comment(state="spam")
    counts = moderator_client.get(QUEUE).context["counts"]
    counts = [(tab.name, count) for tab, count in counts]
    assert counts == [("waiting", 2), ("flagged", 0), ("spam", 1), ("removed", 0), ("approved", 0)]


def test_queue_is_filtered_by_essay(moderator_client):
    waiting("Anna")
    [boris] = waiting("Boris")
    response = moderator_client.get(QUEUE, {"essay": boris.essay_id})
    assert (authors(response), response.context["counts"][0][1]) == (["Boris"], 1)


@pytest.mark.parametrize("query", [{"essay": "x"}, {"essay": "999"}, {"after": "9" * 30}])
def test_invalid_query_is_ignored(moderator_client, query):
    waiting("Anna")
    assert authors(moderator_client.get(QUEUE, query)) == ["Anna"]


@pytest.mark.parametrize("tab", ["waiting", "spam"])
def test_pages_list_every_comment_once(moderator_client, tab):
    essay = factories.essay()
    for number in range(27):
        factories.comment(essay=essay, name=str(number), state=tab)
    first = moderator_client.get(QUEUE, {"tab": tab})
    last = first.context["entries"][-1]
    second = moderator_client.get(QUEUE, {"tab": tab, "after": last.pk})
    both = authors(first) + authors(second)
    assert sorted(both, key=int) == [str(number) for number in range(27)]
    assert (len(authors(first)), first.context["has_more"], second.context["has_more"]) == (
        25,
        True,
        False,
    )


def test_entry_shows_what_a_moderator_needs_to_decide(moderator_client):
    essay = factories.essay(title="Virgin Lands", slug="virgin-lands")
    root = factories.comment(essay=essay, name="Clara", email="clara@example.org", text="Why?")
    factories.comment(essay=essay, state="spam")
    comment = factories.comment(
        essay=essay, state="waiting", about=2, quote="Steel.", parent=root, suspicion="links"
    )
    Flag.objects.create(comment=comment, reason="This is rude")
    page = moderator_client.get(QUEUE).text
    words = [
        "anna@example.org",
        "1 spam",
        '<a href="/essays/virgin-lands/#p2">Steel.</a>',
        "In reply to Clara: “Why?”",
        "<p>I read this twice.</p>",
        "Many links",
        "This is rude",
    ]
    assert [word for word in words if word not in page] == []


def test_essay_that_moderators_may_not_view_is_not_named(moderator_client):
    essay = factories.essay(title="Virgin Lands", slug="virgin-lands", status="draft")
    waiting("Anna", essay=essay, about=2, quote="Steel.")
    page = moderator_client.get(QUEUE).text
    assert ("Virgin Lands" in page, "Steel." in page, "/virgin-lands/" in page) == (
        False,
        True,
        False,
    )


def test_filter_by_a_draft_is_ignored(moderator_client):
    essay = factories.essay(title="Virgin Lands", status="draft")
    page = moderator_client.get(QUEUE, {"essay": essay.pk})
    assert (page.context["essay"], "Virgin Lands" in page.text) == (None, False)


def test_administrator_filters_the_queue_by_a_draft(admin_client):
    essay = factories.essay(title="Virgin Lands", status="draft")
    assert admin_client.get(QUEUE, {"essay": essay.pk}).context["essay"] == essay


def test_name_and_text_of_readers_are_escaped(moderator_client):
    waiting("<b>Anna", text="<script>alert(1)</script>")
    page = moderator_client.get(QUEUE).text
    assert ("<b>Anna" in page, "<script>alert" in page) == (False, False)


@pytest.mark.parametrize("number", [1, 3])
def test_queue_takes_twenty_four_queries(moderator_client, number):
    for count in range(number):
        comment = waiting("Anna", email=f"{count}@example.org")[0]
        Flag.objects.create(comment=comment, reason="Rude")
        CommentSender.objects.create(comment=comment, sender=f"{count}", at=timezone.now())
        Comment.objects.filter(pk=comment.pk).decide("spam", factories.user(), seen=None)
    publish_in_time()
    with CaptureQueriesContext(connection) as queries:
        moderator_client.get(QUEUE, {"tab": "spam"})
    assert len(queries) == 24


@pytest.mark.parametrize("address", [QUEUE, UNDO])
def test_editor_has_no_access_to_the_queue(editor_client, address):
    waiting("Anna")
    assert editor_client.post(address, {"do": "spam"}).status_code == 403
