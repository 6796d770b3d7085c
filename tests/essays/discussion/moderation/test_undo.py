"""Undoing the latest action of a moderator."""

import pytest
from django.urls import reverse

from essays.models import Comment, Decision
from tests import factories
from tests.essays.discussion.moderation.queue import QUEUE, UNDO, act, states, waiting
from tests.forms import filled

pytestmark = pytest.mark.django_db


def undo(client, page=None, **fields):
    """Presses the button of the page, or of the queue as it is now."""
    latest_action = (page or client.get(QUEUE)).context["latest_action"]
    response = client.post(UNDO, {"batch": latest_action.batch, **fields}, follow=True)
    return [str(message) for message in response.context["messages"]]


def test_latest_action_is_undone(moderator_client):
    anna, boris = waiting("Anna", "Boris")
    act(moderator_client, "spam", anna, boris)
    assert undo(moderator_client) == ["Undone: 2 comments."]
    assert states() == ["waiting", "waiting"]


def test_queue_shows_the_latest_action(moderator_client):
    anna, boris = waiting("Anna", "Boris")
    assert moderator_client.get(QUEUE).context["latest_action"] is None
    act(moderator_client, "spam", anna, boris)
    latest_action = moderator_client.get(QUEUE).context["latest_action"]
    assert (latest_action.title, latest_action.count) == ("Spam", 2)


def test_undo_skips_comments_that_others_changed(moderator_client):
    anna, boris, clara = waiting("Anna", "Boris", "Clara")
    act(moderator_client, "spam", anna, boris, clara)
    Comment.objects.filter(pk=anna.pk).decide("approved", factories.user(), seen=None)
    messages = ["Undone: 2 comments.", "1 has changed since and was left as it is."]
    assert (undo(moderator_client), states()) == (messages, ["approved", "waiting", "waiting"])


def test_undo_applies_only_to_the_batch_of_its_button(moderator_client):
    anna, boris = waiting("Anna", "Boris")
    act(moderator_client, f"approve:{anna.pk}")
    act(moderator_client, f"approve:{boris.pk}")
    page = moderator_client.get(QUEUE)
    Comment.objects.filter(pk=boris.pk).decide("spam", factories.user(), seen=None)
    messages = ["Undone: 0 comments.", "1 has changed since and was left as it is."]
    assert (undo(moderator_client, page), states()) == (messages, ["approved", "spam"])


def test_latest_action_that_others_changed_offers_no_undo(moderator_client):
    anna, boris = waiting("Anna", "Boris")
    act(moderator_client, f"approve:{anna.pk}")
    act(moderator_client, f"approve:{boris.pk}")
    Comment.objects.filter(pk=boris.pk).decide("spam", factories.user(), seen=None)
    page = moderator_client.get(QUEUE)
    assert (page.context["latest_action"].count, 'id="undo"' in page.text) == (0, False)


def test_double_click_on_undo_undoes_once(moderator_client):
    anna, boris = waiting("Anna", "Boris")
    act(moderator_client, f"spam:{anna.pk}")
    act(moderator_client, f"spam:{boris.pk}")
    page = moderator_client.get(QUEUE)
    messages = [undo(moderator_client, page) for _ in range(2)]
    assert messages == [["Undone: 1 comment."], ["There is nothing left to undo."]]
    assert states() == ["spam", "waiting"]


@pytest.mark.parametrize("batch", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_unknown_batch_is_not_undone(moderator_client, batch):
    response = moderator_client.post(UNDO, {"batch": batch}, follow=True)
    messages = [str(message) for message in response.context["messages"]]
    assert messages == ["There is nothing left to undo."]


def test_action_of_another_moderator_is_not_undone(moderator_client):
    waiting("Anna")
    Comment.objects.decide("spam", factories.user(), seen=None)
    moderator_client.post(UNDO, {"batch": Decision.objects.get().batch})
    assert states() == ["spam"]


@pytest.mark.parametrize("here", ["https://elsewhere.example/", "//elsewhere.example", "/admin/"])
def test_undo_redirects_only_to_the_queue(moderator_client, here):
    assert moderator_client.post(UNDO, {"next": here}).url == QUEUE


def test_undo_redirects_to_the_same_tab(moderator_client):
    here = f"{QUEUE}?tab=spam"
    assert moderator_client.post(UNDO, {"next": here}).url == here


def test_action_of_the_comment_list_is_logged_and_undone(moderator_client):
    [anna] = waiting("Anna")
    changelist = reverse("admin:essays_comment_changelist")
    page = moderator_client.get(changelist)
    moderator_client.post(changelist, filled(page, action="approve", _selected_action=anna.pk))
    logged = Decision.objects.count()
    undo(moderator_client)
    assert (logged, states()) == (1, ["waiting"])
