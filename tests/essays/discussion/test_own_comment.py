from datetime import timedelta

import pytest
from django.utils import timezone

from essays.models import Comment, Decision, Essay
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def essay():
    return factories.essay(slug="home")


@pytest.fixture
def comment(essay):
    return factories.comment(essay=essay, state="waiting", text="I was there.")


def aged(comment, **age):
    Comment.objects.filter(pk=comment.pk).update(created=timezone.now() - timedelta(**age))


def change(client, comment, text="I was here."):
    response = client.post(comment.own_url, {"text": text})
    comment.refresh_from_db()
    return response


def delete(client, comment):
    response = client.post(comment.own_url, {"delete": "1"})
    comment.refresh_from_db()
    return response


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("waiting", "Your comment is awaiting moderation"),
        ("spam", "Your comment is awaiting moderation"),
        ("approved", "Your comment has been published below the essay."),
        ("removed", "A moderator removed your comment."),
    ],
)
def test_page_says_what_happened_to_the_comment(client, essay, state, sentence):
    comment = factories.comment(essay=essay, state=state)
    assert sentence in client.get(comment.own_url).text


def test_page_is_neither_cached_nor_indexed(client, comment):
    response = client.get(comment.own_url)
    assert "no-store" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.text


@pytest.mark.parametrize("change_of", [lambda key: key[:-1], lambda key: f"1{key}", lambda _: "1"])
def test_forged_address_returns_404(client, comment, change_of):
    *start, key, _end = comment.own_url.split("/")
    assert client.get("/".join([*start, change_of(key), ""])).status_code == 404


def test_address_works_after_the_slug_of_the_essay_changed(client, comment):
    address = comment.own_url
    comment.essay.slug = "house"
    comment.essay.save()
    response = client.post(address, {"text": "I was here."})
    comment.refresh_from_db()
    assert (response.url, comment.text) == (address, "I was here.")
    assert "I was here." in client.get(address).text


@pytest.fixture
def unpublished(comment):
    comment.quote, comment.about = "A secret passage", 1
    comment.save()
    Essay.objects.update(status="draft", title="Secret", slug="secret")
    return comment


def test_page_does_not_show_an_essay_that_is_not_public(client, unpublished):
    page = client.get(unpublished.own_url.replace("secret", "home")).text
    expected = {"I was there.": True, "Delete my comment": True, "The essay is not public": True}
    expected |= {"ecret": False, "<textarea": False}
    assert {words: words in page for words in expected} == expected


def test_comment_on_an_unpublished_essay_can_be_deleted_but_not_changed(client, unpublished):
    assert (change(client, unpublished).status_code, unpublished.text) == (403, "I was there.")
    assert delete(client, unpublished).status_code == 200
    assert unpublished.withdrawn


# Changing


def test_author_changes_the_text_within_fifteen_minutes(client, comment):
    aged(comment, minutes=14)
    response = change(client, comment)
    assert (response.url, comment.text) == (comment.own_url, "I was here.")
    assert comment.html == "<p>I was here.</p>"


def test_form_is_shown_for_fifteen_minutes(client, comment):
    shown = ["<textarea" in client.get(comment.own_url).text]
    aged(comment, minutes=15)
    shown.append("<textarea" in client.get(comment.own_url).text)
    assert shown == [True, False]


def test_later_change_is_refused_with_a_message(client, comment):
    aged(comment, minutes=15)
    response = change(client, comment)
    assert (response.status_code, comment.text) == (403, "I was there.")
    assert "The fifteen minutes are over" in response.text


def test_change_is_refused_when_comments_are_closed(client, comment):
    comment.essay.comments_open = False
    comment.essay.save()
    response = change(client, comment)
    assert (response.status_code, comment.text) == (403, "I was there.")
    assert "Comments are closed. You can delete it" in response.text
    assert "I was here.</textarea>" in response.text


def test_removed_comment_cannot_be_changed(client, comment):
    comment.state = "removed"
    comment.save()
    response = change(client, comment)
    assert (response.status_code, comment.text) == (403, "I was there.")
    assert "It can no longer be changed." in response.text


def test_page_of_spam_is_that_of_what_waits(client, comment):
    pages = []
    for state, suspicion in [("waiting", ""), ("spam", "address")]:
        Comment.objects.update(state=state, suspicion=suspicion)
        pages.append(client.get(comment.own_url).text)
    assert pages[0] == pages[1]
    assert change(client, comment).status_code == 302


def test_changed_spam_stays_spam(client, comment):
    Comment.objects.update(state="spam", suspicion="word")
    change(client, comment)
    assert (comment.text, comment.state, comment.suspicion) == ("I was here.", "spam", "word")


def test_undo_does_not_publish_spam_that_its_author_changed(client, comment):
    Comment.objects.update(state="approved")
    Comment.objects.filter(pk=comment.pk).decide("spam", factories.user(), seen=None)
    change(client, comment)
    Decision.objects.undo()
    comment.refresh_from_db()
    assert (comment.text, comment.state) == ("I was here.", "waiting")


def test_change_does_not_hide_that_the_owner_of_the_address_denied_it(client, comment):
    Essay.objects.update(approval="never")
    Comment.objects.update(suspicion="denied")
    change(client, comment)
    assert (comment.state, comment.suspicion) == ("waiting", "denied")


@pytest.mark.parametrize("text", ["", " \u202e ", "x" * 5001, "http://a " * 11])
def test_invalid_text_shows_an_error(client, comment, text):
    response = change(client, comment, text)
    assert list(response.context["form"].errors) == ["text"]
    assert comment.text == "I was there."


def test_changed_text_waits_for_approval_again(client, comment):
    comment.state = "approved"
    comment.save()
    change(client, comment)
    assert comment.state == "waiting"


def test_unchanged_text_stays_approved(client, comment):
    comment.state = "approved"
    comment.save()
    change(client, comment, "I was there.")
    assert comment.state == "approved"


def test_changed_text_is_checked_like_a_new_comment(client, essay):
    essay.approval = "never"
    essay.save()
    comment = factories.comment(essay=essay)
    change(client, comment, "http://a http://b http://c")
    assert (comment.state, comment.suspicion) == ("waiting", "links")


# Deleting


def test_author_can_withdraw_a_comment_at_any_time(client, essay):
    comment = factories.comment(essay=essay, about=1, quote="Bread")
    comment.flags.create(reason="It is mine.")
    aged(comment, days=400)
    delete(client, comment)
    assert (comment.name, comment.email, comment.quote, comment.about, comment.text) == (
        "",
        "",
        "",
        None,
        "Deleted by its author.",
    )
    assert (comment.state, comment.withdrawn, comment.flags.count()) == ("removed", True, 0)


def test_withdrawn_comment_has_no_page_any_more(client, comment):
    page = delete(client, comment).text
    assert "Your name, e-mail address and comment have been deleted." in page
    assert client.get(comment.own_url).status_code == 404


def test_withdrawn_comment_keeps_its_place_in_the_thread(client, essay):
    comment = factories.comment(essay=essay, name="Anna", text="I was there.")
    factories.comment(essay=essay, parent=comment, text="So was I.")
    delete(client, comment)
    page = client.get("/essays/home/").text
    expected = {"Deleted by its author.": True, "So was I.": True, "I was there.": False}
    assert {words: words in page for words in expected} == expected


def test_comment_can_be_withdrawn_when_comments_are_closed(client, comment):
    comment.essay.comments_open = False
    comment.essay.save()
    delete(client, comment)
    assert comment.withdrawn is True


def test_text_is_kept_when_the_fifteen_minutes_are_over(client, comment):
    aged(comment, minutes=16)
    response = change(client, comment, "I was here.\n\nTwice.")
    assert (response.status_code, comment.text) == (403, "I was there.")
    assert "I was here.\n\nTwice.</textarea>" in response.text


def test_text_is_kept_when_the_comment_was_withdrawn_elsewhere(client, comment):
    delete(client, comment)
    response = change(client, comment)
    assert (response.status_code, "I was here.</textarea>" in response.text) == (404, True)


def test_page_sets_no_cookie(client, comment):
    assert not client.get(comment.own_url).cookies
