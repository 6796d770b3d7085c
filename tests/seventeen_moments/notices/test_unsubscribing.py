import pytest
from django.test import Client

from essays.models import Comment
from seventeen_moments.notices import unsubscribing
from seventeen_moments.notices.models import Subscription
from tests import factories
from tests.seventeen_moments.notices.asking import asking, reply, run, subscription
from tests.seventeen_moments.notices.post_office import link

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def comment():
    return asking()


@pytest.fixture
def stranger():
    """Neither cookie nor token, as a mail program comes."""
    return Client(enforce_csrf_checks=True)


def followed(post_office):
    run()
    return link(post_office.taken[-1], "/notices/")


def asking_still():
    return list(Comment.objects.exclude(notices_since=None).values_list("email", flat=True))


def test_looking_at_the_page_changes_nothing(stranger, comment, post_office):
    response = stranger.get(followed(post_office))
    assert 'type="submit">Unsubscribe</button>' in response.text
    assert asking_still() == ["anna@example.org"]


def test_button_ends_the_mails(stranger, comment, post_office):
    response = stranger.post(followed(post_office))
    assert "You have been unsubscribed." in response.text
    assert asking_still() == []


def test_one_click_of_a_mail_program_ends_them(stranger, comment, post_office):
    run()
    address = post_office.taken[-1]["List-Unsubscribe"].strip(" <>")
    response = stranger.post(address.removeprefix("https://archive.example"), ONE_CLICK)
    assert (response.status_code, asking_still(), dict(response.cookies)) == (200, [], {})


def test_all_comments_of_the_address_and_no_others_fall_silent(stranger, comment, post_office):
    asking(email="vera@example.org")
    asking()
    stranger.post(unsubscribing.address(comment))
    assert asking_still() == ["vera@example.org"]


def test_nothing_more_is_sent_not_even_what_waited(stranger, comment, post_office):
    address = followed(post_office)
    reply(comment)
    stranger.post(address)
    run()
    assert len(post_office.taken) == 1


def test_later_comment_may_ask_anew(stranger, comment):
    stranger.post(unsubscribing.address(comment))
    asking()
    assert asking_still() == ["anna@example.org"]


def test_moderator_leaves_without_signing_in(stranger, post_office):
    subscription()
    factories.comment(state="waiting")
    stranger.post(followed(post_office))
    assert Subscription.objects.get().how == "none"


def test_leaving_twice_does_no_harm(stranger, comment):
    address = unsubscribing.address(comment)
    assert [stranger.post(address).status_code for _ in range(2)] == [200, 200]


@pytest.mark.parametrize("gone", [Comment.withdraw, Comment.delete])
def test_address_answers_when_the_comment_is_gone(stranger, comment, gone):
    address = unsubscribing.address(comment)
    asking(email="")
    gone(comment)
    assert "You have been unsubscribed." in stranger.post(address).text


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("change", [lambda key: key[:-1], lambda key: f"c1{key}", lambda _: "c1"])
def test_nobody_guesses_the_address(stranger, comment, method, change):
    *start, key, _end = unsubscribing.address(comment).split("/")
    response = getattr(stranger, method)("/".join([*start, change(key), ""]))
    assert (response.status_code, asking_still()) == (404, ["anna@example.org"])


def test_key_of_the_comments_own_page_is_another(stranger, comment):
    key = comment.own_url.split("/")[-2]
    assert stranger.post(f"/notices/{key}/").status_code == 404


def test_page_is_kept_by_no_cache_and_no_search_engine(stranger, comment):
    response = stranger.get(unsubscribing.address(comment))
    assert "no-store" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.text


def test_page_speaks_russian(stranger, comment):
    response = stranger.get(f"/ru{unsubscribing.address(comment)}")
    assert response["Content-Language"] == "ru"
