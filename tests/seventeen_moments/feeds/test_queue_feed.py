"""The queue as a feed, at an address that one moderator knows."""

import pytest
from django.urls import reverse

from essays.models import Comment
from seventeen_moments.feeds.models import QueueFeed
from tests import factories

from .reading import ATOM, read, titles, tree

pytestmark = pytest.mark.django_db

WAITING = {"state": Comment.State.WAITING}


@pytest.fixture
def moderator():
    return factories.user("Moderators")


@pytest.fixture
def address(moderator):
    return QueueFeed.objects.create(user=moderator).get_absolute_url()


def test_waiting_comments_stand_newest_first(client, address):
    essay = factories.essay(title="Prisoners Return")
    for name in ["Anna", "Boris"]:
        factories.comment(essay=essay, name=name, **WAITING)
    factories.comment(essay=essay, name="Approved")
    assert titles(client, address) == [
        "Boris on “Prisoners Return”",
        "Anna on “Prisoners Return”",
    ]


def test_entry_leads_to_where_moderators_decide(client, address):
    comment = factories.comment(**WAITING)
    link = tree(client, address).find("entry/link", ATOM).get("href")
    desk = reverse("moderation:comment", args=[comment.pk])
    assert link == f"http://testserver{desk}"


def test_suspicion_is_told(client, address):
    factories.comment(suspicion=Comment.Suspicion.LINKS, **WAITING)
    assert [tag.term for tag in read(client, address).entries[0].tags] == ["Many links"]


def test_email_of_the_author_is_not_told(client, address):
    factories.comment(email="anna@example.org", **WAITING)
    assert "anna@example.org" not in client.get(address).text


def test_feed_is_kept_by_no_cache_and_no_search_engine(client, address):
    response = client.get(address)
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"


def test_queue_that_did_not_change_is_not_sent_again(client, address):
    tag = client.get(address)["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again["Cache-Control"]) == (304, "private, no-store")


@pytest.mark.parametrize("fields", [{"is_active": False}, {"is_staff": False}])
def test_address_of_an_account_that_is_shut_leads_nowhere(client, address, moderator, fields):
    for name, value in fields.items():
        setattr(moderator, name, value)
    moderator.save()
    assert client.get(address).status_code == 404


def test_address_of_a_former_moderator_leads_nowhere(client, address, moderator):
    moderator.groups.clear()
    assert client.get(address).status_code == 404


def test_address_before_it_was_renewed_leads_nowhere(client, address, moderator):
    QueueFeed.objects.renew(moderator)
    assert client.get(address).status_code == 404
    assert client.get(QueueFeed.objects.get().get_absolute_url()).status_code == 200


def test_address_of_an_account_that_was_deleted_leads_nowhere(client, address, moderator):
    moderator.delete()
    assert client.get(address).status_code == 404


def test_what_the_database_keeps_is_not_the_address(client, moderator):
    feed = QueueFeed.objects.create(user=moderator)
    for guess in [feed.nonce, f"{feed.nonce}.", f"{feed.nonce}.{'A' * 43}", "ключ"]:
        assert client.get(reverse("feeds:queue", args=[guess])).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_queue_takes_four_queries(client, address, django_assert_num_queries, number):
    for _ in range(number):
        factories.comment(**WAITING)
    with django_assert_num_queries(4):  # the address, two of permissions, the comments
        client.get(address)
