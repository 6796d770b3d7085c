"""E-mails, feeds and the dashboard link to one comment in the queue."""

import pytest
from django.urls import reverse

from essays.models import Comment
from tests import factories
from tests.essays.discussion.moderation.queue import act, authors, states, waiting

pytestmark = pytest.mark.django_db


def follow(client, comment):
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
def test_tab_of_the_comment_begins_with_it(moderator_client, state, names):
    essay = factories.essay()
    for name in ["Anna", "Boris", "Clara"]:
        factories.comment(name=name, state=state, essay=essay)
    response = follow(moderator_client, Comment.objects.get(name="Boris"))
    assert (authors(response), response.context["tab"].name) == (names, state)
    assert "Back to the beginning" in response.text


def test_reported_comment_opens_the_flagged_tab(moderator_client):
    essay = factories.essay()
    for name in ["Anna", "Boris", "Clara"]:
        factories.comment(name=name, essay=essay).flags.create(reason="Rude")
    response = follow(moderator_client, Comment.objects.get(name="Boris"))
    assert (authors(response), response.context["tab"].name) == (["Boris", "Clara"], "flagged")


def test_page_that_began_with_a_decided_comment_goes_on_after_it(moderator_client):
    _anna, boris, _clara = waiting("Anna", "Boris", "Clara")
    act(moderator_client, f"approve:{boris.pk}", tab="waiting", start=boris.pk)
    page = moderator_client.get(reverse("moderation:queue", query={"start": boris.pk}))
    assert (states(), authors(page)) == (["waiting", "approved", "waiting"], ["Clara"])


@pytest.mark.parametrize("withdrawn", [True, False])
def test_deleted_comment_redirects_to_the_queue_with_a_message(moderator_client, withdrawn):
    _anna, boris = waiting("Anna", "Boris")
    Comment.objects.filter(pk=boris.pk).update(withdrawn=True)
    if not withdrawn:
        Comment.objects.filter(pk=boris.pk).delete()
    response = follow(moderator_client, boris)
    assert authors(response) == ["Anna"]
    assert [str(each) for each in response.context["messages"]] == [
        "This comment no longer exists."
    ]


def test_visitor_is_redirected_to_the_login(client):
    (anna,) = waiting("Anna")
    address = reverse("moderation:comment", args=[anna.pk])
    assert client.get(address).status_code == 302
    assert client.get(address).url.startswith("/admin/login/")
