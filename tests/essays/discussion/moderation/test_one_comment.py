"""Mails, feeds and the first page lead to the desk at one comment."""

import pytest
from django.urls import reverse

from essays.models import Comment
from tests import factories
from tests.essays.discussion.moderation.test_queue import act, shown, states, waiting

pytestmark = pytest.mark.django_db


def lead(client, comment):
    return client.get(reverse("moderation:comment", args=[comment.pk]), follow=True)


@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("waiting", ["Boris", "Clara"]),
        ("approved", ["Boris", "Anna"]),
        ("spam", ["Boris", "Anna"]),
        ("removed", ["Boris", "Anna"]),
    ],
)
def test_desk_opens_at_one_comment_in_its_tray(moderator_client, state, names):
    essay = factories.essay()
    for name in ["Anna", "Boris", "Clara"]:
        factories.comment(name=name, state=state, essay=essay)
    response = lead(moderator_client, Comment.objects.get(name="Boris"))
    assert (shown(response), response.context["tray"].name) == (names, state)
    assert "Back to the beginning" in response.text


def test_reported_comment_comes_first_among_the_reported(moderator_client):
    essay = factories.essay()
    for name in ["Anna", "Boris", "Clara"]:
        factories.comment(name=name, essay=essay).flags.create(reason="Rude")
    response = lead(moderator_client, Comment.objects.get(name="Boris"))
    assert (shown(response), response.context["tray"].name) == (["Boris", "Clara"], "flagged")


def test_desk_opened_at_one_comment_goes_on_when_it_is_decided(moderator_client):
    _anna, boris, _clara = waiting("Anna", "Boris", "Clara")
    act(moderator_client, f"approve:{boris.pk}", tray="waiting", start=boris.pk)
    page = moderator_client.get(reverse("moderation:desk", query={"start": boris.pk}))
    assert (states(), shown(page)) == (["waiting", "approved", "waiting"], ["Clara"])


@pytest.mark.parametrize("withdrawn", [True, False])
def test_comment_that_is_gone_leads_to_the_desk_and_says_so(moderator_client, withdrawn):
    _anna, boris = waiting("Anna", "Boris")
    Comment.objects.filter(pk=boris.pk).update(withdrawn=True)
    if not withdrawn:
        Comment.objects.filter(pk=boris.pk).delete()
    response = lead(moderator_client, boris)
    assert shown(response) == ["Anna"]
    assert [str(each) for each in response.context["messages"]] == [
        "This comment no longer exists."
    ]


def test_only_moderators_are_led_to_a_comment(client):
    (anna,) = waiting("Anna")
    address = reverse("moderation:comment", args=[anna.pk])
    assert client.get(address).status_code == 302
    assert client.get(address).url.startswith("/admin/login/")
