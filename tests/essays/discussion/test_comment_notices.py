import pytest
from django.utils import timezone

from essays.discussion.confirmations import confirm_path
from essays.models import Comment, Confirmation
from tests import factories
from tests.forms import comment_on, filled

pytestmark = pytest.mark.django_db

ADDRESS = "/essays/home/comments/"


@pytest.fixture
def essay():
    return factories.essay(slug="home")


def stored(client, essay, address=ADDRESS, **changes):
    client.post(address, comment_on(essay, **changes))
    return Comment.objects.latest("pk")


def test_comment_without_the_box_has_no_notices(client, essay):
    comment = stored(client, essay)
    assert (comment.notices_since, comment.language) == (None, "")


def test_box_is_unchecked_at_first(client, essay):
    assert "notices" not in filled(client.get(ADDRESS))


def test_notices_wait_for_the_confirmation_of_the_address(client, essay):
    comment = stored(client, essay, notices="on")
    assert (comment.notices_since, comment.confirmation.notices) == (None, True)


def test_notices_are_in_the_language_of_the_page(client, essay):
    comment = stored(client, essay, f"/ru{ADDRESS}", notices="on")
    client.post(confirm_path(comment))
    comment.refresh_from_db()
    assert (comment.notices_since < timezone.now(), comment.language) == (True, "ru")


def test_box_stays_checked_when_the_form_comes_back(client, essay):
    response = client.post(ADDRESS, comment_on(essay, notices="on", text=""))
    assert filled(response)["notices"] == "on"


@pytest.mark.parametrize(("email", "offered"), [("", False), ("Boris@example.org", True)])
def test_staff_with_an_address_may_get_notices(client, essay, email, offered):
    client.force_login(factories.user("Moderators", email=email))
    assert ("notices" in client.get(ADDRESS).context["form"].fields) is offered
    comment = stored(client, essay, notices="on")
    assert (comment.email, comment.notices_since is not None) == (email.lower(), offered)


def test_reply_stores_its_parent_and_the_comment_it_answers(client, essay):
    root = factories.comment(essay=essay)
    reply = factories.comment(essay=essay, parent=root)
    stored_replies = [stored(client, essay, to=comment.pk) for comment in (root, reply)]
    parents = [(comment.parent, comment.reply_to) for comment in stored_replies]
    assert parents == [(root, root), (root, reply)]


# On the comment's own page


def switch(client, comment, value):
    response = client.post(comment.own_url, {"notices": value})
    comment.refresh_from_db()
    return response


def test_author_switches_notices_on_and_off(client, essay):
    comment = factories.comment(essay=essay, proved_at=timezone.now())
    seen = []
    for value in "10":
        assert switch(client, comment, value).url == comment.own_url
        seen.append((comment.notices_since is not None, comment.language))
    assert seen == [(True, "en"), (False, "")]


def test_page_says_whether_notices_are_on(client, essay):
    comment = factories.comment(essay=essay)
    switched_off = client.get(comment.own_url).text
    switch(client, comment, "1")
    asked = client.get(comment.own_url).text
    assert "as soon as you confirm your address" in asked
    client.post(confirm_path(comment))
    switched_on = client.get(comment.own_url).text
    assert "You will not get e-mails about this comment." in switched_off
    sentence = "You will get an e-mail when your comment is published and when someone replies."
    assert sentence in switched_on


def test_switch_needs_a_confirmation_of_the_address(client, essay):
    comment = factories.comment(essay=essay)
    switch(client, comment, "1")
    asked = Confirmation.objects.values_list("comment", "notices").get()
    assert (comment.notices_since, asked) == (None, (comment.pk, True))
    switch(client, comment, "0")
    assert not Confirmation.objects.useful().exists()


def test_switch_does_not_change_the_comment(client, essay):
    comment = factories.comment(essay=essay, text="I was there.")
    switch(client, comment, "1")
    assert (comment.text, comment.state) == ("I was there.", "approved")


@pytest.mark.parametrize(("email", "value"), [("anna@example.org", "2"), ("", "1")])
def test_invalid_switch_returns_400(client, essay, email, value):
    comment = factories.comment(essay=essay, email=email)
    assert switch(client, comment, value).status_code == 400
    assert comment.notices_since is None


def test_comment_without_email_address_has_no_switch(client, essay):
    comment = factories.comment(essay=essay, email="")
    assert 'name="notices"' not in client.get(comment.own_url).text


def test_withdrawing_a_comment_ends_its_notices(client, essay):
    comment = factories.comment(essay=essay, notices_since=timezone.now(), language="ru")
    client.post(comment.own_url, {"delete": "1"})
    comment.refresh_from_db()
    assert (comment.notices_since, comment.language) == (None, "")
