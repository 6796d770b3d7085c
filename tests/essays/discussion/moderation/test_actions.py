"""Deciding about comments in the moderation queue."""

import pytest

from essays.models import Comment, Flag
from tests import factories
from tests.essays.discussion.moderation.queue import QUEUE, act, states, waiting
from tests.forms import filled

LEFT = "1 comment has changed in the meantime, or was deleted by its author, and was left as it is."

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("tab", "do", "state"),
    [
        ("waiting", "approve", "approved"),
        ("waiting", "spam", "spam"),
        ("waiting", "remove", "removed"),
        ("spam", "restore", "approved"),
        ("spam", "wait", "waiting"),
        ("removed", "restore", "approved"),
        ("approved", "wait", "waiting"),
    ],
)
def test_one_click_changes_the_state_of_one_comment(moderator_client, tab, do, state):
    comments = [factories.comment(state=tab) for _ in range(2)]
    act(moderator_client, f"{do}:{comments[0].pk}", tab=tab)
    assert states() == [state, tab]


def test_action_applies_to_all_chosen_comments(moderator_client):
    anna, _boris, clara = waiting("Anna", "Boris", "Clara")
    assert act(moderator_client, "spam", anna, clara) == ["Spam: 2 comments."]
    assert states() == ["spam", "waiting", "spam"]


def test_decision_redirects_to_the_next_comment(moderator_client):
    anna, boris = waiting("Anna", "Boris")
    response = moderator_client.post(QUEUE, {"do": f"approve:{anna.pk}"})
    assert response.url == f"{QUEUE}#comment-{boris.pk}"


def test_decision_about_the_last_comment_redirects_to_the_queue(moderator_client):
    [anna] = waiting("Anna")
    response = moderator_client.post(QUEUE, {"do": f"approve:{anna.pk}"})
    assert response.url == QUEUE


def test_keeping_a_comment_dismisses_its_flags(moderator_client):
    comment = factories.comment()
    Flag.objects.create(comment=comment, reason="Rude")
    act(moderator_client, f"keep:{comment.pk}", tab="flagged")
    assert (states(), Flag.objects.raised().count()) == (["approved"], 0)


def test_comment_that_another_moderator_decided_is_skipped(moderator_client):
    [anna] = waiting("Anna")
    Comment.objects.decide("approved", factories.user(username="boris"), seen=None)
    messages = act(moderator_client, "spam", anna)
    assert messages == ["Spam: 0 comments.", f"{LEFT} Already decided by: boris."]
    assert states() == ["approved"]


def test_comment_that_its_author_changed_is_skipped_and_names_nobody(moderator_client):
    [anna] = waiting("Anna")
    page = moderator_client.get(QUEUE)
    Comment.objects.update(text="Buy!")
    data = filled(page, do=f"approve:{anna.pk}")
    response = moderator_client.post(QUEUE, data, follow=True)
    assert [str(message) for message in response.context["messages"]][1:] == [LEFT]


def test_double_click_decides_once(moderator_client):
    [anna] = waiting("Anna")
    page = moderator_client.get(QUEUE)
    for _ in range(2):
        submit(moderator_client, page, f"approve:{anna.pk}")
    messages = [str(each) for each in moderator_client.get(QUEUE).context["messages"]]
    assert messages == ["Approve: 1 comment.", "Approve: already done."]


def submit(client, page, do, **fields):
    """Sends the form of the page as it was loaded."""
    client.post(page.context["current_url"], filled(page, do=do) | fields)


def test_text_that_changed_since_the_page_was_loaded_is_not_approved(moderator_client):
    [anna] = waiting("Anna")
    page = moderator_client.get(QUEUE)
    Comment.objects.update(text="Buy!")
    submit(moderator_client, page, f"approve:{anna.pk}")
    assert states() == ["waiting"]


def test_text_that_changed_since_the_page_was_loaded_gets_no_reply(moderator_client):
    [anna] = waiting("Anna")
    page = moderator_client.get(QUEUE)
    Comment.objects.update(text="Buy!")
    submit(moderator_client, page, f"reply:{anna.pk}", **{f"reply-{anna.pk}-text": "Well said."})
    assert states() == ["waiting"]


def test_flag_raised_after_the_page_was_loaded_is_not_dismissed(moderator_client):
    comment = factories.comment()
    Flag.objects.create(comment=comment, reason="Rude")
    page = moderator_client.get(QUEUE, {"tab": "flagged"})
    Flag.objects.create(comment=comment, reason="Worse", address="b")
    submit(moderator_client, page, f"keep:{comment.pk}")
    assert [flag.reason for flag in Flag.objects.raised()] == ["Worse"]


def test_flags_of_a_removed_comment_are_not_dismissed(moderator_client):
    comment = factories.comment()
    Flag.objects.create(comment=comment, reason="Rude")
    boris = factories.user()
    Comment.objects.decide("removed", boris, seen=None)
    messages = act(moderator_client, f"keep:{comment.pk}", tab="flagged")
    late = f"{LEFT} Already decided by: {boris}."
    assert (messages, Flag.objects.raised().count()) == (
        ["Keep, dismiss flags: 0 comments.", late],
        1,
    )


@pytest.mark.parametrize("do", ["", "delete", "restore", "approve:x", "reply", "approve:"])
def test_unknown_action_is_refused(moderator_client, do):
    [anna] = waiting("Anna")
    assert act(moderator_client, do, anna) == ["This action is not available here."]
    assert states() == ["waiting"]


def test_action_without_chosen_comments_is_refused(moderator_client):
    waiting("Anna")
    assert act(moderator_client, "spam") == ["No comment is selected."]


def test_unknown_comment_returns_404(moderator_client):
    assert moderator_client.post(QUEUE, {"do": "spam:999"}).status_code == 404
