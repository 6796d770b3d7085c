"""The page behind the link in the mail, which asks whether its reader wrote the comment."""

from datetime import timedelta

import pytest
from django.utils import timezone

from essays.discussion.confirmations import confirm_path
from essays.models import Comment, CommentSettings, Confirmation
from seventeen_moments.core import retention
from tests import factories
from tests.forms import comment_on, filled

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def comment():
    factories.comment(email="anna@example.org")
    essay = factories.essay(slug="home", title="Prisoners Return", approval="new_authors")
    comment = factories.comment(essay=essay, state="waiting", text="I was there.")
    Confirmation.objects.create(comment=comment, publishes=True, notices=True, language="en")
    return comment


def stored(comment):
    return Comment.objects.values_list("state", "proved_at").get(pk=comment.pk)


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_looking_at_the_page_changes_nothing(client, comment, method):
    getattr(client, method)(confirm_path(comment))
    assert stored(comment) == ("waiting", None)


def test_page_shows_the_comment_and_what_follows(client, comment):
    page = client.get(confirm_path(comment)).text
    for words in ["I was there.", "it is published at once.", "when someone replies."]:
        assert words in page


def test_page_offers_to_publish_only_what_waits(client, comment):
    Comment.objects.filter(pk=comment.pk).update(state="approved")
    assert "it is published at once." not in client.get(confirm_path(comment)).text


def test_page_is_not_cached_or_indexed(client, comment):
    response = client.get(confirm_path(comment))
    assert "no-store" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.text


def test_answer_says_what_happened(client, comment):
    page = client.post(confirm_path(comment), follow=True).text
    assert "Your e-mail address is confirmed." in page
    assert "Your comment has been published below the essay." in page
    assert "You will get e-mails about it." in page


def test_page_needs_no_public_essay(client, comment):
    type(comment.essay).objects.update(status="draft")
    page = client.post(confirm_path(comment), follow=True).text
    assert "Your comment is awaiting moderation." in page
    assert "Prisoners Return" not in page


def test_expired_link_says_so_and_changes_nothing(client, comment):
    address = confirm_path(comment, NOW - timedelta(days=7, minutes=1))
    assert "This link has expired." in client.get(address).text
    response = client.post(address)
    assert (response.status_code, stored(comment)) == (410, ("waiting", None))
    assert "The comment is still awaiting moderation." in response.text


def test_link_works_for_a_week(client, comment):
    client.post(confirm_path(comment, NOW - timedelta(days=6, hours=23)))
    assert stored(comment)[0] == "approved"


@pytest.mark.parametrize(
    "change",
    [
        lambda address: address[:-2] + "/",
        lambda address: address.replace("/confirm/", "/confirm/x"),
        lambda address: address.replace("/home/", "/other/"),
    ],
)
def test_changed_link_returns_404(client, comment, change):
    factories.essay(slug="other")
    assert client.post(change(confirm_path(comment))).status_code == 404
    assert stored(comment) == ("waiting", None)


def test_link_of_another_address_returns_404(client, comment):
    address = confirm_path(comment)
    Comment.objects.filter(pk=comment.pk).update(email="boris@example.org")
    assert client.post(address).status_code == 404


def test_link_of_a_deleted_comment_returns_404(client, comment):
    address = confirm_path(comment)
    comment.delete()
    assert client.get(address).status_code == 404


def test_link_survives_a_new_secret_key(client, comment, settings):
    address = confirm_path(comment)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "new"
    client.post(address)
    assert stored(comment)[0] == "approved"


def test_notices_are_about_what_happened_since_they_were_chosen(client, comment):
    asked_at = Confirmation.objects.get().created
    client.post(confirm_path(comment))
    comment.refresh_from_db()
    assert (comment.notices_since, comment.language) == (asked_at, "en")


def test_unanswered_confirmations_are_deleted_after_a_week(comment):
    retention.apply(NOW + timedelta(days=6))
    before = Confirmation.objects.count()
    retention.apply(timezone.now() + timedelta(days=8))
    assert (before, Confirmation.objects.count()) == (1, 0)


# Remembered browsers

COOKIE = "confirmed_address"


@pytest.mark.parametrize(("data", "remembered"), [({}, False), ({"remember": "on"}, True)])
def test_browser_is_remembered_only_by_choice(client, comment, data, remembered):
    response = client.post(confirm_path(comment), data)
    assert (COOKIE in response.cookies) is remembered


def test_box_is_unchecked_at_first(client, comment):
    assert "remember" not in filled(client.get(confirm_path(comment)))


def test_cookie_is_for_this_archive_alone(client, comment):
    response = client.post(confirm_path(comment), {"remember": "on"}, secure=True)
    cookie = response.cookies[COOKIE]
    flags = [cookie[name] for name in ["httponly", "secure", "samesite", "path"]]
    assert flags == [True, True, "Strict", "/"]
    assert "anna" not in cookie.value


def remember(client, comment):
    client.post(confirm_path(comment), {"remember": "on"})


def sent(client, comment, **changes):
    client.post("/essays/home/comments/", comment_on(comment.essay, text="Again.") | changes)
    return Comment.objects.latest("pk")


@pytest.mark.parametrize(
    ("proof", "email", "state"),
    [
        ("browser", "anna@example.org", "approved"),
        ("browser", "Anna@Example.org", "approved"),
        ("browser", "boris@example.org", "waiting"),
        ("each", "anna@example.org", "waiting"),
    ],
)
def test_remembered_browser_proves_its_address(client, comment, proof, email, state):
    factories.comment(email="boris@example.org")
    remember(client, comment)
    CommentSettings.objects.update(proof=proof)
    assert sent(client, comment, email=email).state == state


def test_remembered_browser_gets_notices_at_once(client, comment):
    remember(client, comment)
    later = sent(client, comment, notices="on")
    assert (later.notices_since is not None, Confirmation.objects.count()) == (True, 0)


@pytest.mark.parametrize("value", ["", "x", "x:y:z"])
def test_forged_cookie_proves_nothing(client, comment, value):
    client.cookies[COOKIE] = value
    assert sent(client, comment).state == "waiting"


def test_browser_is_forgotten_on_the_page_of_a_comment(client, comment):
    remember(client, comment)
    assert "Forget this browser" in client.get(comment.own_url).text
    client.post(comment.own_url, {"forget": "1"})
    assert "Forget this browser" not in client.get(comment.own_url).text
    assert sent(client, comment).state == "waiting"


def test_no_browser_is_remembered_if_each_comment_is_confirmed(client, comment):
    CommentSettings.objects.create(proof="each")
    assert "Remember this browser" not in client.get(confirm_path(comment)).text
    assert COOKIE not in client.post(confirm_path(comment), {"remember": "on"}).cookies


def test_reader_who_only_reads_gets_no_cookie(client, comment):
    for address in ["/essays/home/", "/essays/home/comments/", confirm_path(comment)]:
        assert not client.get(address).cookies
