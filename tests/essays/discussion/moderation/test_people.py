"""What one person wrote, and a whole thread with the records of all who wrote in it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from essays.models import Block, Comment, CommentSender
from tests import factories
from tests.essays.discussion.moderation.queue import QUEUE, authors, states, waiting
from tests.forms import filled

BORIS = "boris@example.org"

pytestmark = pytest.mark.django_db


def url(name, comment, **query):
    return reverse(f"moderation:{name}", args=[comment.pk], query=query)


def told(response):
    return [str(message) for message in response.context["messages"]]


def sender(comment, value="hash"):
    CommentSender.objects.create(comment=comment, sender=value, at=timezone.now())


def texts(response):
    return [comment.text for comment in response.context["entries"]]


@pytest.fixture
def thread(db):
    """A dispute of Anna and Boris below a comment of Clara, who has deleted hers."""
    root = factories.comment(name="Clara", email="clara@example.org", text="Why?")
    fields = {"essay": root.essay, "parent": root}
    for number, state in enumerate(["approved", "waiting", "spam"]):
        name, email = [("Anna", "anna@example.org"), ("Boris", BORIS)][number % 2]
        factories.comment(name=name, email=email, text=f"No! {number}", state=state, **fields)
    root.withdraw()
    return root


# Author


def test_list_has_what_one_address_wrote_in_any_state_newest_first(moderator_client):
    for state in Comment.State:
        comment = factories.comment(text=f"Anna, {state}", state=state)
    factories.comment(text="Boris", email=BORIS)
    factories.comment(text="Staff", author_role="editor")
    page = moderator_client.get(url("author", comment))
    assert texts(page) == [f"Anna, {state}" for state in reversed(Comment.State)]
    assert [count for _state, count in page.context["counts"]] == [1, 1, 1, 1]


def test_address_of_the_list_has_no_email(moderator_client):
    comment = factories.comment()
    page = moderator_client.get(QUEUE, {"tab": "approved"}).text
    address = url("author", comment)
    assert (f'href="{address}"' in page, "@" in address) == (True, False)


def test_other_addresses_of_the_same_sender_are_listed_apart(moderator_client):
    anna, boris, clara = waiting("Anna"), waiting("Boris", email=BORIS), waiting("Clara")
    sender(anna[0])
    sender(boris[0])
    sender(clara[0], "another")
    lists = [moderator_client.get(url("author", anna[0], **query)) for query in [{}, SAME]]
    assert [sorted(authors(page)) for page in lists] == [["Anna", "Clara"], ["Boris"]]
    assert [count for *_rest, count in lists[0].context["author_tabs"]] == [2, 1]
    assert [each for each in ["hash", "another"] if f">{each}" in lists[1].text] == []


SAME = {"same": "sender"}


def test_without_the_hash_nothing_is_of_the_same_sender(moderator_client):
    anna, boris = waiting("Anna")[0], waiting("Boris", email=BORIS)[0]
    sender(boris)
    page = moderator_client.get(url("author", anna, **SAME))
    assert (authors(page), len(page.context["author_tabs"])) == ([], 1)


@pytest.mark.parametrize("fields", [{"email": ""}, {"withdrawn": True, "email": ""}])
def test_comment_without_an_address_is_alone_in_its_list(moderator_client, fields):
    comments = [factories.comment(**fields) for _ in range(2)]
    page = moderator_client.get(url("author", comments[0]))
    assert [comment.pk for comment in page.context["entries"]] == [comments[0].pk]


def test_pages_of_a_long_list_have_every_comment_once(moderator_client):
    essay = factories.essay()
    for number in range(120):
        comment = factories.comment(essay=essay, text=str(number))
    address, seen = url("author", comment), []
    for _ in range(3):
        page = moderator_client.get(address)
        seen += texts(page)
        last = page.context["entries"][-1]
        address = url("author", comment) + page.context["more_url"] + str(last.pk)
    assert (seen, page.context["has_more"]) == ([str(n) for n in reversed(range(120))], False)


@pytest.mark.parametrize(
    ("name", "do", "expected"),
    [
        ("author", "spam", ["spam", "spam"]),
        ("author", "remove", ["removed", "removed"]),
        ("whole_thread", "approve", ["approved", "approved"]),
    ],
)
def test_selected_comments_in_different_states_are_decided_at_once(
    moderator_client, name, do, expected
):
    root = factories.comment()
    reply = factories.comment(essay=root.essay, parent=root, state="waiting")
    page = moderator_client.get(url(name, root))
    data = filled(page, do=do, chosen=[root.pk, reply.pk])
    response = moderator_client.post(url(name, root), data)
    assert (response.url, states()) == (url(name, root), expected)


@pytest.mark.parametrize(
    ("state", "actions"),
    [
        ("waiting", ["approve", "spam", "remove"]),
        ("approved", ["wait", "spam", "remove"]),
        ("spam", ["approve", "wait", "remove"]),
        ("removed", ["approve", "wait", "spam"]),
    ],
)
def test_each_comment_has_the_actions_of_its_state(moderator_client, state, actions):
    comment = factories.comment(state=state)
    page = moderator_client.get(url("author", comment))
    [entry] = page.context["entries"]
    assert [action.name for action in entry.tab.actions] == actions
    moderator_client.post(url("author", comment), filled(page, do=f"{actions[0]}:{comment.pk}"))
    comment.refresh_from_db()
    assert comment.state != state


def test_comment_that_a_colleague_decided_meanwhile_is_skipped(moderator_client):
    comment = factories.comment(state="waiting")
    page = moderator_client.get(url("author", comment))
    Comment.objects.decide("removed", factories.user(username="vera"), seen=None)
    data = filled(page, do="approve", chosen=[comment.pk])
    response = moderator_client.post(url("author", comment), data, follow=True)
    assert told(response)[1].endswith("Already decided by: vera.")
    assert states() == ["removed"]


def test_flags_are_dismissed_and_replies_sent_from_the_list(moderator_client):
    comment = factories.comment()
    comment.flags.create(reason="Rude")
    page = moderator_client.get(url("author", comment))
    reply = {f"reply-{comment.pk}-text": "Please stay polite."}
    moderator_client.post(url("author", comment), filled(page, do=f"reply:{comment.pk}", **reply))
    moderator_client.post(url("author", comment), filled(page, do=f"keep:{comment.pk}"))
    assert comment.direct_replies.get().text == "Please stay polite."
    assert comment.flags.get().dismissed


def test_undo_returns_to_the_list(moderator_client):
    [comment] = waiting("Anna")
    here = url("author", comment)
    page = moderator_client.post(
        here, filled(moderator_client.get(here), do=f"spam:{comment.pk}"), follow=True
    )
    batch = page.context["latest_action"].batch
    response = moderator_client.post(reverse("moderation:undo"), {"batch": batch, "next": here})
    assert (response.url, states()) == (here, ["waiting"])


# Thread


def test_whole_thread_is_in_order_with_what_was_deleted(moderator_client, thread):
    page = moderator_client.get(url("whole_thread", thread))
    assert texts(page) == ["Deleted by its author.", "No! 0", "No! 1", "No! 2"]
    assert f'value="{thread.pk}" data-choice' not in page.text
    assert f'name="do" value="approve:{thread.pk}"' not in page.text


def test_address_of_a_reply_redirects_to_its_thread(moderator_client, thread):
    reply = thread.replies.first()
    expected = f"{url('whole_thread', thread)}#comment-{reply.pk}"
    assert moderator_client.get(url("whole_thread", reply)).url == expected


@pytest.mark.parametrize("reported", [True, False])
def test_queue_links_to_the_thread_of_replies_and_reported_comments(moderator_client, reported):
    root = factories.comment(state="approved" if reported else "waiting")
    if reported:
        root.flags.create(reason="Rude")
    page = moderator_client.get(QUEUE, {"tab": "flagged" if reported else "waiting"}).text
    assert (url("whole_thread", root) in page) is reported
    factories.comment(essay=root.essay, parent=root, state="waiting")
    assert url("whole_thread", root) in moderator_client.get(QUEUE).text


def test_records_of_both_stand_side_by_side(moderator_client, thread):
    anna, boris = Comment.objects.filter(name="Anna"), Comment.objects.filter(name="Boris")
    anna[0].flags.create(reason="Rude")
    anna[0].flags.create(reason="No", dismissed=True)
    anna.filter(state="spam").decide("removed", factories.user(username="vera"), seen=None)
    Block.objects.create(kind="domain", value="example.org")
    factories.comment(name="Boris B.", email=BORIS)
    page = moderator_client.get(url("whole_thread", thread))
    of_anna, of_boris = page.context["records"]
    assert (of_anna.counts, of_boris.counts) == (
        {"approved": 1, "removed": 1},
        {"waiting": 1, "approved": 1},
    )
    assert (of_anna.flags_raised, of_anna.flags_dismissed) == (1, 1)
    assert (of_anna.names, of_boris.names) == (["Anna"], ["Boris", "Boris B."])
    assert [each.is_approved_author for each in page.context["records"]] == [True, True]
    assert "Spam → Removed, vera" in of_anna.decisions[0].description
    assert of_anna.since == anna[0].created
    assert page.text.count("Blocked: @example.org") >= 2
    assert boris.count() == 1


def test_record_agrees_with_the_rule_of_approved_authors(moderator_client):
    for number, kept in enumerate([["approved"], ["approved", "spam"], ["waiting"]]):
        for state in kept:
            comment = factories.comment(email=f"{number}@example.org", state=state)
        [record] = moderator_client.get(url("author", comment)).context["records"]
        rule = Comment.objects.is_approved_author(record.email)
        assert record.is_approved_author is rule


def test_thread_is_closed_on_its_page(moderator_client, thread):
    page = moderator_client.get(url("whole_thread", thread)).text
    assert f'formaction="{url("thread", thread)}?next=' in page
    data = {"closed": "1", "next": url("whole_thread", thread)}
    response = moderator_client.post(url("thread", thread), data, follow=True)
    assert "Readers cannot reply to this thread." in response.text


@pytest.mark.parametrize("name", ["author", "whole_thread"])
def test_title_of_a_draft_is_hidden(moderator_client, admin_client, name):
    comment = factories.comment(essay=factories.essay(title="Unheard-of", status="draft"))
    pages = [client.get(url(name, comment)).text for client in (moderator_client, admin_client)]
    assert ["Unheard-of" in page for page in pages] == [False, True]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("author", 31), ("whole_thread", 29)])
def test_lists_have_constant_query_counts(moderator_client, name, number, queries):
    root = factories.comment()
    for count in range(number):
        fields = {"essay": root.essay, "parent": root, "email": root.email}
        if name == "whole_thread":
            fields["email"] = f"{count}@example.org"
        comment = factories.comment(**fields)
        comment.flags.create(reason="Rude")
        comment.moderator_notes.create(text="Third time.")
        sender(comment, str(count))
    Comment.objects.filter(parent=root).decide("spam", factories.user(), seen=None)
    moderator_client.get(url(name, root))
    with CaptureQueriesContext(connection) as captured:
        moderator_client.get(url(name, comment if name == "author" else root))
    assert len(captured) == queries


@pytest.mark.parametrize("name", ["author", "whole_thread", "block"])
def test_page_of_a_comment_links_to_its_author_and_thread(moderator_client, name):
    comment = factories.comment()
    change = reverse("admin:essays_comment_change", args=[comment.pk])
    assert url(name, comment) in moderator_client.get(change).text


@pytest.mark.parametrize("name", ["author", "whole_thread"])
def test_unknown_comment_returns_404(moderator_client, name):
    assert moderator_client.get(url(name, Comment(pk=999))).status_code == 404


@pytest.mark.parametrize("name", ["author", "whole_thread"])
def test_editor_has_no_access(editor_client, name):
    comment = factories.comment()
    responses = [editor_client.get(url(name, comment)), editor_client.post(url(name, comment))]
    assert [response.status_code for response in responses] == [403, 403]
