"""A reason that the author of a removed comment is told, if a moderator wants."""

import pytest
from django.utils.translation import gettext_lazy

from essays.discussion.removal_reasons import REASONS
from essays.models import Comment, Decision
from tests import factories
from tests.essays.discussion.moderation.queue import QUEUE, UNDO, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment():
    return waiting("Anna")[0]


def remove(client, comment, do="remove", **fields):
    data = {"do": f"{do}:{comment.pk}"}
    data |= {f"{name.replace('_', '-')}-{comment.pk}": text for name, text in fields.items()}
    client.post(QUEUE, data)
    return Comment.objects.get(pk=comment.pk).removal_reason


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, ""),
        ({"reason": "  ", "reason_choice": ""}, ""),
        ({"reason": "See rule 3."}, "See rule 3."),
        ({"reason_choice": "insult"}, "It insults other people."),
        ({"reason_choice": "insult", "reason": "See 3."}, "It insults other people. See 3."),
        ({"reason_choice": "unheard-of"}, ""),
        ({"reason": "x" * 600}, "x" * 500),
        ({"reason": "a\u202eb\r\nc"}, "ab\nc"),
    ],
)
def test_moderator_picks_or_writes_a_reason_or_none(moderator_client, comment, fields, reason):
    assert remove(moderator_client, comment, **fields) == reason


def test_picked_reason_is_in_the_language_of_the_authors_mails(
    moderator_client, comment, monkeypatch
):
    monkeypatch.setitem(REASONS, "insult", gettext_lazy("Comment"))
    Comment.objects.update(language="ru")
    assert remove(moderator_client, comment, reason_choice="insult") == "Комментарий"


@pytest.mark.parametrize("do", ["approve", "spam"])
def test_other_decisions_have_no_reason(moderator_client, comment, do):
    remove(moderator_client, comment, do, reason="See rule 3.")
    assert Decision.objects.get().reason == ""


def test_reasons_of_several_comments_are_not_mixed_up(moderator_client):
    anna, boris = waiting("Anna", "Boris")
    data = {"do": "remove", "chosen": [anna.pk, boris.pk], f"reason-{boris.pk}": "Rude"}
    moderator_client.post(QUEUE, data)
    reasons = [comment.removal_reason for comment in Comment.objects.order_by("pk")]
    assert reasons == ["", "Rude"]


def test_author_sees_the_reason_on_the_page_of_the_comment(moderator_client, client, comment):
    remove(moderator_client, comment, reason="See <rule> 3.")
    client.logout()
    page = client.get(comment.own_url).text
    assert "A moderator removed your comment." in page
    assert "Reason: <bdi>See &lt;rule&gt; 3.</bdi>" in page


def test_author_sees_no_reason_if_there_is_none(moderator_client, client, comment):
    remove(moderator_client, comment)
    page = client.get(comment.own_url).text
    assert ("A moderator removed your comment." in page, "Reason:" in page) == (True, False)


@pytest.mark.parametrize("state", ["approved", "waiting", "spam"])
def test_reason_is_gone_when_the_comment_has_another_state(moderator_client, comment, state):
    remove(moderator_client, comment, reason="Rude")
    Comment.objects.decide(state, factories.user(), seen=None)
    assert Comment.objects.get().removal_reason == ""


def test_undo_takes_the_reason_back(moderator_client, comment):
    remove(moderator_client, comment, reason="Rude")
    moderator_client.post(UNDO, {"batch": Decision.objects.get().batch})
    Comment.objects.decide("removed", factories.user(), seen=None)
    assert Comment.objects.get().removal_reason == ""


def test_reason_is_erased_with_the_comment(moderator_client, comment):
    remove(moderator_client, comment, reason="Anna is rude")
    Comment.objects.get().withdraw()
    assert (Decision.objects.get().reason, Comment.objects.get().removal_reason) == ("", "")


def test_tab_of_removed_comments_asks_for_no_reason(moderator_client, comment):
    Comment.objects.update(state="removed")
    assert "Remove and tell the author" not in moderator_client.get(QUEUE, {"tab": "removed"}).text
