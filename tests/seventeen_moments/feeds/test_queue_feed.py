"""The moderation queue as a feed, at the secret address of one moderator."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from essays.models import Comment
from seventeen_moments.feeds.models import QueueFeed
from tests import factories
from tests.seventeen_moments.feeds.reading import ATOM, read, titles, tree

pytestmark = pytest.mark.django_db

WAITING = {"state": Comment.State.WAITING}


@pytest.fixture
def moderator():
    return factories.user("Moderators")


@pytest.fixture
def address(moderator):
    return QueueFeed.objects.create(user=moderator).get_absolute_url()


def test_waiting_comments_are_sorted_newest_first(client, address):
    essay = factories.essay(title="Prisoners Return")
    for name in ["Anna", "Boris"]:
        factories.comment(essay=essay, name=name, **WAITING)
    factories.comment(essay=essay, name="Approved")
    assert titles(client, address) == [
        "Boris on “Prisoners Return”",
        "Anna on “Prisoners Return”",
    ]


def reported(**fields):
    comment = factories.comment(**fields)
    comment.flags.create(reason="It names a <neighbour>.")
    return comment


def test_reported_comment_has_its_reason(client, address):
    comment = reported(essay=factories.essay(title="Prisoners Return"))
    [entry] = read(client, address).entries
    assert entry.title == "Reported: Anna on “Prisoners Return”"
    assert entry.link == f"http://testserver/admin/moderation/comments/{comment.pk}/"
    assert "It names a &lt;neighbour&gt;." in entry.content[0].value


def test_comment_reported_after_its_approval_is_a_new_entry(client, address):
    comment = factories.comment(**WAITING)
    before = read(client, address).entries[0].id
    Comment.objects.update(state="approved")
    comment.flags.create(reason="Rude")
    assert read(client, address).entries[0].id != before


def test_old_comment_reported_now_comes_first(client, address):
    old = reported(name="Boris")
    Comment.objects.filter(pk=old.pk).update(created=timezone.now() - timedelta(days=900))
    old.flags.update(created=timezone.now() + timedelta(hours=1))
    factories.comment(**WAITING)
    assert [entry.author for entry in read(client, address).entries] == ["Boris", "Anna"]


@pytest.mark.parametrize("fields", [{"state": "removed"}, {"dismissed": True}])
def test_decided_comment_is_left_out(client, address, fields):
    comment = factories.comment(state=fields.get("state", "approved"))
    comment.flags.create(reason="Rude", dismissed=fields.get("dismissed", False))
    assert read(client, address).entries == []


def test_entry_links_the_page_of_the_decision(client, address):
    comment = factories.comment(**WAITING)
    link = tree(client, address).find("entry/link", ATOM).get("href")
    page = reverse("moderation:comment", args=[comment.pk])
    assert link == f"http://testserver{page}"


def test_suspicion_is_a_category(client, address):
    factories.comment(suspicion=Comment.Suspicion.LINKS, **WAITING)
    assert [tag.term for tag in read(client, address).entries[0].tags] == ["Many links"]


def test_email_of_the_author_is_left_out(client, address):
    factories.comment(email="anna@example.org", **WAITING)
    assert "anna@example.org" not in client.get(address).text


def test_caches_and_search_engines_do_not_store_the_feed(client, address):
    response = client.get(address)
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"


def test_unchanged_queue_returns_304(client, address):
    tag = client.get(address)["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again["Cache-Control"]) == (304, "private, no-store")


@pytest.mark.parametrize("fields", [{"is_active": False}, {"is_staff": False}])
def test_address_of_a_disabled_account_returns_404(client, address, moderator, fields):
    for name, value in fields.items():
        setattr(moderator, name, value)
    moderator.save()
    assert client.get(address).status_code == 404


def test_address_of_a_former_moderator_returns_404(client, address, moderator):
    moderator.groups.clear()
    assert client.get(address).status_code == 404


def test_old_address_returns_404_after_renewal(client, address, moderator):
    QueueFeed.objects.renew(moderator)
    assert client.get(address).status_code == 404
    assert client.get(QueueFeed.objects.get().get_absolute_url()).status_code == 200


def test_address_of_a_deleted_account_returns_404(client, address, moderator):
    moderator.delete()
    assert client.get(address).status_code == 404


def test_nonce_from_the_database_is_not_the_address(client, moderator):
    feed = QueueFeed.objects.create(user=moderator)
    for guess in [feed.nonce, f"{feed.nonce}.", f"{feed.nonce}.{'A' * 43}", "ключ"]:
        assert client.get(reverse("feeds:queue", args=[guess])).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_queue_takes_six_queries(client, address, django_assert_num_queries, number):
    for _ in range(number):
        factories.comment(**WAITING)
        reported()
    # The address, two for permissions, comments waiting, comments reported, their flags.
    with django_assert_num_queries(6):
        client.get(address)


@pytest.mark.parametrize(
    "make", [reported, lambda **fields: factories.comment(**fields, **WAITING)]
)
def test_title_of_a_hidden_draft_is_left_out(client, address, make):
    make(essay=factories.essay(title="Unheard-of", status="draft"))
    [title] = titles(client, address)
    assert title.removeprefix("Reported: ") == "Anna on an essay that is not public"
    assert "Unheard-of" not in client.get(address).text


def test_administrator_reads_the_title_of_a_draft(client):
    feed = QueueFeed.objects.create(user=factories.user(is_superuser=True))
    factories.comment(essay=factories.essay(title="Unheard-of", status="draft"), **WAITING)
    assert titles(client, feed.get_absolute_url()) == ["Anna on “Unheard-of”"]
