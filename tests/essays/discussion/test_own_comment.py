from datetime import timedelta

import pytest
from django.utils import timezone

from essays.models import Comment
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
def test_author_is_told_where_it_stands(client, essay, state, sentence):
    comment = factories.comment(essay=essay, state=state)
    assert sentence in client.get(comment.own_url).text


def test_page_is_kept_by_no_cache_and_no_search_engine(client, comment):
    response = client.get(comment.own_url)
    assert "no-store" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.text


@pytest.mark.parametrize("change_of", [lambda key: key[:-1], lambda key: f"1{key}", lambda _: "1"])
def test_nobody_guesses_the_address(client, comment, change_of):
    *start, key, _end = comment.own_url.split("/")
    assert client.get("/".join([*start, change_of(key), ""])).status_code == 404


def test_key_opens_nothing_under_another_essay(client, comment):
    factories.essay(slug="other")
    assert client.get(comment.own_url.replace("home", "other")).status_code == 404


def test_page_of_a_draft_is_not_found(client, comment):
    comment.essay.status = "draft"
    comment.essay.save()
    assert client.get(comment.own_url).status_code == 404


# Changing


def test_author_changes_the_text_within_fifteen_minutes(client, comment):
    aged(comment, minutes=14)
    response = change(client, comment)
    assert (response.url, comment.text) == (comment.own_url, "I was here.")
    assert comment.html == "<p>I was here.</p>"


def test_form_is_there_for_fifteen_minutes(client, comment):
    shown = ["<textarea" in client.get(comment.own_url).text]
    aged(comment, minutes=15)
    shown.append("<textarea" in client.get(comment.own_url).text)
    assert shown == [True, False]


def test_later_change_is_refused_with_a_sentence(client, comment):
    aged(comment, minutes=15)
    response = change(client, comment)
    assert (response.status_code, comment.text) == (403, "I was there.")
    assert "The fifteen minutes are over" in response.text


def test_nothing_is_changed_where_comments_are_closed(client, comment):
    comment.essay.comments_open = False
    comment.essay.save()
    response = change(client, comment)
    assert (response.status_code, comment.text) == (403, "I was there.")


@pytest.mark.parametrize("state", ["spam", "removed"])
def test_what_was_decided_against_is_not_changed(client, comment, state):
    comment.state = state
    comment.save()
    assert (change(client, comment).status_code, comment.text) == (403, "I was there.")


@pytest.mark.parametrize("text", ["", " \u202e ", "x" * 5001, "http://a " * 11])
def test_bad_change_gets_a_sentence(client, comment, text):
    response = change(client, comment, text)
    assert list(response.context["form"].errors) == ["text"]
    assert comment.text == "I was there."


def test_approved_words_wait_again_when_they_are_others(client, comment):
    comment.state = "approved"
    comment.save()
    change(client, comment)
    assert comment.state == "waiting"


def test_approved_words_stay_approved_when_they_are_the_same(client, comment):
    comment.state = "approved"
    comment.save()
    change(client, comment, "I was there.")
    assert comment.state == "approved"


def test_change_is_tested_like_a_new_comment(client, essay):
    essay.terms = "everyone"
    essay.save()
    comment = factories.comment(essay=essay)
    change(client, comment, "http://a http://b http://c")
    assert (comment.state, comment.suspicion) == ("waiting", "links")


# Deleting


def test_author_takes_everything_back_at_any_time(client, essay):
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


def test_author_is_told_that_it_is_gone_and_the_address_is_dead(client, comment):
    assert (
        "Your name, e-mail address and comment have been deleted." in delete(client, comment).text
    )
    assert client.get(comment.own_url).status_code == 404


def test_thread_holds_around_what_was_taken_back(client, essay):
    comment = factories.comment(essay=essay, name="Anna", text="I was there.")
    factories.comment(essay=essay, parent=comment, text="So was I.")
    delete(client, comment)
    page = client.get("/essays/home/").text
    expected = {"Deleted by its author.": True, "So was I.": True, "I was there.": False}
    assert {words: words in page for words in expected} == expected


def test_deleting_goes_on_where_comments_are_closed(client, comment):
    comment.essay.comments_open = False
    comment.essay.save()
    delete(client, comment)
    assert comment.withdrawn is True


def test_words_are_kept_where_the_fifteen_minutes_are_over(client, comment):
    aged(comment, minutes=16)
    response = change(client, comment, "I was here.\n\nTwice.")
    assert (response.status_code, comment.text) == (403, "I was there.")
    assert "I was here.\n\nTwice.</textarea>" in response.text


def test_words_are_kept_where_the_comment_was_deleted_in_another_window(client, comment):
    delete(client, comment)
    response = change(client, comment)
    assert (response.status_code, "I was here.</textarea>" in response.text) == (404, True)


def test_page_sets_no_cookie(client, comment):
    assert not client.get(comment.own_url).cookies
