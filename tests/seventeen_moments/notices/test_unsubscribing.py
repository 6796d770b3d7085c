import pytest
from django.test import Client

from essays.models import Comment
from seventeen_moments.notices import unsubscribing
from seventeen_moments.notices.models import Subscription
from tests import factories
from tests.seventeen_moments.notices.mail_server import link
from tests.seventeen_moments.notices.notifications import (
    reply,
    send_notices,
    subscribed_comment,
    subscription,
)

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def comment():
    return subscribed_comment()


@pytest.fixture
def stranger():
    """A client without cookies and CSRF token, like a mail program."""
    return Client(enforce_csrf_checks=True)


def followed(mail_server):
    send_notices()
    return link(mail_server.taken[-1], "/notices/")


def asking_still():
    return list(Comment.objects.exclude(notices_since=None).values_list("email", flat=True))


def test_get_changes_nothing(stranger, comment, mail_server):
    response = stranger.get(followed(mail_server))
    assert 'type="submit">Unsubscribe</button>' in response.text
    assert asking_still() == ["anna@example.org"]


def test_button_unsubscribes(stranger, comment, mail_server):
    response = stranger.post(followed(mail_server))
    assert "You have been unsubscribed." in response.text
    assert asking_still() == []


def test_one_click_unsubscribes(stranger, comment, mail_server):
    send_notices()
    address = mail_server.taken[-1]["List-Unsubscribe"].strip(" <>")
    response = stranger.post(address.removeprefix("https://archive.example"), ONE_CLICK)
    assert (response.status_code, asking_still(), dict(response.cookies)) == (200, [], {})


def test_all_comments_of_the_address_are_unsubscribed(stranger, comment, mail_server):
    subscribed_comment(email="vera@example.org")
    subscribed_comment()
    stranger.post(unsubscribing.unsubscribe_path(comment))
    assert asking_still() == ["vera@example.org"]


def test_queued_mails_are_not_sent_after_unsubscribing(stranger, comment, mail_server):
    address = followed(mail_server)
    reply(comment)
    stranger.post(address)
    send_notices()
    assert len(mail_server.taken) == 1


def test_later_comment_can_subscribe_again(stranger, comment):
    stranger.post(unsubscribing.unsubscribe_path(comment))
    subscribed_comment()
    assert asking_still() == ["anna@example.org"]


def test_moderator_unsubscribes_without_login(stranger, mail_server):
    subscription()
    factories.comment(state="waiting")
    stranger.post(followed(mail_server))
    assert Subscription.objects.get().how == "none"


def test_unsubscribing_twice_is_allowed(stranger, comment):
    address = unsubscribing.unsubscribe_path(comment)
    assert [stranger.post(address).status_code for _ in range(2)] == [200, 200]


@pytest.mark.parametrize("gone", [Comment.withdraw, Comment.delete])
def test_link_works_when_the_comment_is_deleted(stranger, comment, gone):
    address = unsubscribing.unsubscribe_path(comment)
    subscribed_comment(email="")
    gone(comment)
    assert "You have been unsubscribed." in stranger.post(address).text


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("change", [lambda key: key[:-1], lambda key: f"c1{key}", lambda _: "c1"])
def test_changed_link_returns_404(stranger, comment, method, change):
    *start, key, _end = unsubscribing.unsubscribe_path(comment).split("/")
    response = getattr(stranger, method)("/".join([*start, change(key), ""]))
    assert (response.status_code, asking_still()) == (404, ["anna@example.org"])


def test_key_of_the_own_page_is_not_accepted(stranger, comment):
    key = comment.own_url.split("/")[-2]
    assert stranger.post(f"/notices/{key}/").status_code == 404


def test_page_is_not_cached_or_indexed(stranger, comment):
    response = stranger.get(unsubscribing.unsubscribe_path(comment))
    assert "no-store" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.text


def test_page_is_available_in_russian(stranger, comment):
    response = stranger.get(f"/ru{unsubscribing.unsubscribe_path(comment)}")
    assert response["Content-Language"] == "ru"
