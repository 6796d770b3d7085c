"""Comments that are sent too fast, too late, twice or too often, and how they are checked."""

import pytest
from django.utils import timezone

from essays.discussion import form_tokens
from essays.models import Comment, CommentSettings, Essay, LoggedSubmission
from tests import factories
from tests.essays.discussion.comment_page import ADDRESS, send
from tests.forms import comment_on, filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def essay():
    return factories.essay(slug="prisoners-return")


def refused(response):
    """Its sentence, if the words stand in the form again and nothing was stored."""
    assert "I was there.\n\nTwice.</textarea>" in response.text
    assert not Comment.objects.exists()
    [sentence] = response.context["form"].non_field_errors()
    return sentence


def test_comment_sent_within_three_seconds_is_suspect(client, essay):
    send(client, essay, minutes=0)
    stored = Comment.objects.get()
    assert (stored.state, stored.suspicion) == ("waiting", "haste")


@pytest.mark.parametrize("form_token", ["", "forged", form_tokens.issue(Essay(pk=404))])
def test_forged_token_is_refused(client, essay, form_token):
    assert refused(send(client, essay, form_token=form_token)).startswith(
        "This form was open for more than"
    )


def test_form_older_than_a_day_is_refused(client, essay):
    response = send(client, essay, minutes=24 * 60 + 1)
    assert refused(response).startswith("This form was open for more than a day.")


def test_expired_form_comes_back_with_a_new_token(client, essay):
    again = filled(send(client, essay, minutes=24 * 60 + 1))
    assert form_tokens.read(essay, again["form_token"], timezone.now()) is not None


def test_double_click_stores_one_comment(client, essay):
    form = comment_on(essay)
    first, second = (client.post(ADDRESS, form).url for _ in range(2))
    assert first == second == Comment.objects.get().own_url


def test_form_sent_again_with_another_text_is_refused(client, essay):
    form = comment_on(essay)
    client.post(ADDRESS, form)
    response = client.post(ADDRESS, form | {"text": "And I was here."})
    assert "And I was here.</textarea>" in response.text
    assert Comment.objects.count() == 1
    assert filled(response)["form_token"] != form["form_token"]


def test_comment_over_the_hourly_limit_returns_429(client, essay):
    CommentSettings.objects.create(pk=1, most_an_hour=1)
    send(client, essay)
    response = send(client, essay, text="Another.")
    assert (response.status_code, Comment.objects.count()) == (429, 1)
    assert "Another.</textarea>" in response.text


def test_address_of_the_reader_is_stored_only_as_a_hash(client, essay):
    client.post(ADDRESS, comment_on(essay), REMOTE_ADDR="203.0.113.7")
    [row] = LoggedSubmission.objects.values()
    assert "203.0.113.7" not in str(row.values())


# Suspicion


def test_comment_with_the_hidden_field_goes_to_spam_without_a_hint(client, essay):
    response = client.get(send(client, essay, website="http://spam.example").url)
    assert "Your comment is awaiting moderation" in response.text
    assert essay.comments.values_list("state", "suspicion").get() == ("spam", "trap")


def test_hidden_field_is_hidden_from_assistive_technology_too(client, essay):
    html = client.get(ADDRESS).text
    assert '<div class="trap" aria-hidden="true">' in html
    assert 'name="website" autocomplete="off" tabindex="-1"' in html


def test_comment_with_a_thousand_links_is_refused(client, essay):
    response = send(client, essay, text="www. " * 990)
    assert response.context["form"].errors == {"text": ["At most 10 links are allowed."]}
    assert not Comment.objects.exists()


def test_name_email_and_text_are_cleaned(client, essay):
    send(client, essay, name="An\u202ena\n", email="Anna@Example.org", text="a\x1b" + "\u0338" * 99)
    stored = essay.comments.get()
    assert (stored.name, stored.email) == ("Anna", "anna@example.org")
    assert stored.text == "a" + "\u0338" * 4


def test_field_that_is_empty_once_cleaned_is_required(client, essay):
    response = send(client, essay, name="\u202e", text="\u200b")
    assert response.context["form"].errors == {
        "name": ["Enter your name."],
        "text": ["Enter your comment."],
    }
