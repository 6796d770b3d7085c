"""The moderation log in the admin: who did what, and the buttons that undo it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from essays.discussion.moderation_log import UNDO, record
from essays.models import Comment, CommentSettings, Essay, ModerationAction
from tests import factories
from tests.forms import filled

pytestmark = pytest.mark.django_db

Kind = ModerationAction.Kind
LOG = reverse("admin:essays_moderationaction_changelist")


@pytest.fixture
def vera():
    return factories.user("Moderators", username="vera")


@pytest.fixture
def boris():
    return factories.user("Moderators", username="boris")


@pytest.fixture
def log_in():
    def log_in(user):
        client = Client()
        client.force_login(user)
        return client

    return log_in


def sentences(client, **query):
    changelist = client.get(LOG, query).context["cl"]
    return [changelist.model_admin.what(action) for action in changelist.result_list]


def undo(client, action, address=LOG):
    response = client.post(address, {"_undo": str(action.pk)}, follow=True)
    return [str(message) for message in response.context["messages"]]


def page_of(action):
    return reverse("admin:essays_moderationaction_change", args=[action.pk])


@pytest.mark.parametrize(
    ("kind", "count", "changes", "sentence"),
    [
        (Kind.DECISION, 2, {"after": "approved"}, "2 comments approved."),
        (Kind.DECISION, 1, {"after": "spam"}, "1 comment marked as spam."),
        (Kind.DECISION, 1, {"after": "waiting"}, "1 comment moved back to pending."),
        (Kind.FLAGS, 2, {}, "Flags of 2 comments dismissed."),
        (Kind.REPLY, 1, {}, "A reply published."),
        (Kind.REPLY, 2, {}, "A comment approved, and a reply to it published."),
        (Kind.SWITCH, 300, {"open": False}, "Comments closed on 300 essays."),
        (Kind.SWITCH, 1, {"open": True}, "Comments opened on 1 essay."),
        (Kind.POLICY, 3, {}, "Comment policy set for 3 essays."),
        (
            Kind.SETTINGS,
            2,
            {"most_links": [2, 5], "blocked_words": None},
            "Comment settings changed: links allowed, blocked words.",
        ),
        (Kind.THREAD, 1, {"closed": True}, "Thread closed."),
        (Kind.THREAD, 1, {"closed": False}, "Thread reopened."),
        (Kind.REDACTION, 1, {}, "1 comment redacted."),
        (Kind.BLOCK, 1, {"block": 1}, "Sender blocked."),
        (Kind.BLOCK, 3, {"block": 1}, "Sender blocked, and 2 comments marked as spam."),
        (Kind.BLOCK, 1, {"block": 1, "ended": True}, "Block of a sender ended."),
        (Kind.EMPTIED, 7, {}, "7 spam comments deleted for good."),
        (Kind.ERASURE, 2, {}, "All data of one e-mail address erased: 2 items."),
        (
            Kind.IMPORT,
            3,
            {"added": [1, 2], "changed": [3]},
            "2 essays imported. 1 essay changed by an import.",
        ),
    ],
)
def test_each_kind_has_a_sentence(moderator_client, kind, count, changes, sentence):
    record(kind, None, count=count, changes=changes)
    assert sentences(moderator_client) == [sentence]


def test_log_is_filtered_by_kind_person_essay_and_decision(moderator_client, vera, boris):
    essay = factories.essay()
    factories.comment(essay=essay, state="waiting")
    Comment.objects.decide("spam", vera, seen=None)
    Comment.objects.decide("approved", boris, seen=None)
    Essay.objects.filter(pk=factories.essay().pk).switch_comments(False, vera)
    spam, approved = "1 comment marked as spam.", "1 comment approved."
    closed = "Comments closed on 1 essay."
    assert sentences(moderator_client) == [closed, approved, spam]
    assert sentences(moderator_client, kind__exact="switch") == [closed]
    assert sentences(moderator_client, by__id__exact=vera.pk) == [closed, spam]
    assert sentences(moderator_client, essay__id__exact=essay.pk) == [approved, spam]
    assert sentences(moderator_client, after="approved") == [approved]
    assert sentences(moderator_client, at__year=timezone.localdate().year - 1) == []


def test_colleague_undoes_an_action_and_is_named(log_in, vera, boris):
    factories.comment(state="waiting")
    Comment.objects.decide("spam", vera, seen=None)
    client, action = log_in(boris), ModerationAction.objects.get()
    said = [undo(client, action) for _ in range(2)]
    assert said == [["Undone: 1 comment."], ["There is nothing left to undo."]]
    assert Comment.objects.get().state == "waiting"
    page = client.get(LOG).text
    assert ("<bdi>boris</bdi>, " in page, 'name="_undo"' in page) == (True, False)


def test_button_keeps_the_filters_of_the_list(log_in, vera):
    factories.essay()
    Essay.objects.all().switch_comments(False, vera)
    address = f"{LOG}?kind__exact=switch"
    response = log_in(vera).post(address, {"_undo": str(ModerationAction.objects.get().pk)})
    assert response.url == address


def test_action_that_a_colleague_changed_since_is_left(log_in, vera, boris):
    factories.essay()
    Essay.objects.all().switch_comments(False, vera)
    action = ModerationAction.objects.get()
    Essay.objects.all().switch_comments(True, boris)
    Essay.objects.all().switch_comments(False, boris)
    assert undo(log_in(vera), action) == ["1 has changed since and was left as it is."]
    assert not Essay.objects.get().comments_open


@pytest.mark.parametrize("sent", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_unknown_action_is_not_undone(moderator_client, sent):
    response = moderator_client.post(LOG, {"_undo": sent}, follow=True)
    messages = [str(message) for message in response.context["messages"]]
    assert messages == ["There is nothing left to undo."]


@pytest.mark.parametrize("is_page", [True, False])
def test_editor_neither_reads_the_log_nor_undoes(editor_client, vera, is_page):
    factories.comment(state="waiting")
    Comment.objects.decide("spam", vera, seen=None)
    action = ModerationAction.objects.get()
    address = page_of(action) if is_page else LOG
    statuses = [editor_client.get(address), editor_client.post(address, {"_undo": action.pk})]
    assert [response.status_code for response in statuses] == [403, 403]
    assert Comment.objects.get().state == "spam"


def test_undo_requires_the_right_to_do_the_same(log_in, vera):
    record(Kind.IMPORT, None, changes={"added": [], "changed": []})
    client = log_in(vera)
    assert 'name="_undo"' not in client.get(LOG).text
    data = {"_undo": str(ModerationAction.objects.get().pk)}
    assert client.post(LOG, data).status_code == 403


def test_only_what_is_deleted_for_good_cannot_be_undone():
    blocks = {Kind.BLOCK} - UNDO.keys()
    assert {*Kind.values} - UNDO.keys() - blocks == {Kind.EMPTIED, Kind.ERASURE}


def test_hidden_essay_shows_no_title(log_in, vera):
    hidden = factories.essay(title="Unheard-of", status="draft")
    factories.essay(title="Prisoners Return")
    Essay.objects.all().switch_comments(False, None)
    Essay.objects.filter(pk=hidden.pk).switch_comments(True, None)
    client = log_in(vera)
    pages = [client.get(LOG).text]
    pages += [client.get(page_of(action)).text for action in ModerationAction.objects.all()]
    assert not any("Unheard-of" in page for page in pages)
    assert ("Not public" in pages[0], "Prisoners Return" in pages[2]) == (True, True)


def test_moderator_does_not_undo_on_an_essay_that_is_hidden(vera):
    hidden, public = factories.essay(status="draft"), factories.essay()
    Essay.objects.all().switch_comments(False, None)
    assert ModerationAction.objects.get().undo(vera) == 1
    opened = Essay.objects.filter(comments_open=True)
    assert (list(opened), hidden.pk == public.pk) == ([public], False)


def test_page_shows_what_happened_to_each_comment(moderator_client, vera):
    for name in ["Anna", "Иван", "ليلى"]:
        factories.comment(name=name, state="waiting")
    Comment.objects.decide("spam", vera, seen=None)
    page = moderator_client.get(page_of(ModerationAction.objects.get())).text
    assert [f"<bdi>{name}</bdi>" in page for name in ["Anna", "Иван", "ليلى"]] == [True] * 3
    assert page.count("Pending → Spam") == 3


def test_page_shows_the_policy_before_and_after(moderator_client, vera):
    factories.essay(quiet_days=9)
    at = timezone.localtime().replace(year=2031, month=5, day=4, hour=9, minute=30)
    values = {"approval": "never", "comments_from": at, "quiet_days": None}
    Essay.objects.all().set_comment_policy(values, vera)
    page = moderator_client.get(page_of(ModerationAction.objects.get())).text
    shown = [
        "New comments: Every comment needs approval → All comments are published immediately",
        "Open from: – → 4 May 2031, 09:30",
        "Days without comments: 9 → –",
    ]
    assert [words in page for words in shown] == [True] * 3


def test_page_shows_the_settings_before_and_after(moderator_client, vera):
    CommentSettings.objects.row()
    CommentSettings.objects.change({"comments_open": False, "blocked_words": "казино"}, vera)
    page = moderator_client.get(page_of(ModerationAction.objects.get())).text
    shown = ["Comments open on the whole site: Yes → No", "+ казино"]
    assert [words in page for words in shown] == [True] * 2


def test_deleted_account_and_deleted_comment_leave_a_line(moderator_client, vera):
    factories.comment(state="waiting")
    Comment.objects.decide("spam", vera, seen=None)
    Comment.objects.all().delete()
    vera.delete()
    assert sentences(moderator_client) == ["1 comment marked as spam."]
    assert moderator_client.get(page_of(ModerationAction.objects.get())).status_code == 200


@pytest.mark.parametrize("number", [1, 5])
def test_log_takes_eleven_queries(moderator_client, vera, number):
    for _ in range(number):
        comment = factories.comment(state="waiting")
        Comment.objects.filter(pk=comment.pk).decide("spam", vera, seen=None)
    with CaptureQueriesContext(connection) as queries:
        moderator_client.get(LOG)
    assert len(queries) == 11


def test_action_on_many_essays_counts_those_that_are_not_shown(moderator_client, vera):
    keys = [factories.essay().pk for _ in range(3)]
    switch = {"open": False, "essays": [*keys, *range(1000, 1297)]}
    action = record(Kind.SWITCH, vera, count=300, changes=switch)
    with CaptureQueriesContext(connection) as queries:
        page = moderator_client.get(page_of(action)).text
    assert ("297 more" in page, len(queries) < 15) == (True, True)


def test_queue_offers_to_undo_a_closed_thread_and_links_the_log(log_in, vera):
    comment, client = factories.comment(), log_in(vera)
    client.post(reverse("moderation:thread", args=[comment.pk]), {"closed": "1"})
    page = client.get(reverse("moderation:queue"))
    assert ("Thread closed." in page.text, f'href="{LOG}"' in page.text) == (True, True)
    client.post(reverse("moderation:undo"), filled(page, batch=page.context["latest_action"].batch))
    assert not Comment.objects.get().thread_closed


def test_queue_does_not_undo_what_was_done_elsewhere(log_in, vera):
    factories.essay()
    Essay.objects.all().switch_comments(False, vera)
    page = log_in(vera).get(reverse("moderation:queue"))
    assert page.context["latest_action"] is None
