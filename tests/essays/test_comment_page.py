import pytest
from django.test import Client

from essays.models import Comment
from seventeen_moments.publication import Status
from tests import factories

pytestmark = pytest.mark.django_db

WRITTEN = {"name": "Anna", "email": "anna@example.org", "text": "I was there.\n\nTwice."}


@pytest.fixture
def essay():
    return factories.essay(slug="prisoners-return")


ADDRESS = "/essays/prisoners-return/comments/"


def test_comment_waits_for_a_moderator(client, essay):
    client.post(ADDRESS, WRITTEN)
    stored = essay.comments.get()
    assert (stored.state, stored.name, stored.email, stored.text) == (
        Comment.State.WAITING,
        "Anna",
        "anna@example.org",
        "I was there.\n\nTwice.",
    )


def test_author_is_told_that_the_comment_waits(client, essay):
    response = client.post(ADDRESS, WRITTEN, follow=True)
    assert response.redirect_chain == [(f"{ADDRESS}#write", 302)]
    assert "Your comment waits for a moderator" in response.text


def test_waiting_comment_is_shown_to_nobody_else(client, essay):
    client.post(ADDRESS, WRITTEN)
    assert "I was there." not in client.get(ADDRESS).text


def test_paragraphs_are_kept_and_markup_is_escaped(client, essay):
    factories.comment(essay=essay, text="One <b>bold</b>.\n\nTwo.")
    assert "<p>One &lt;b&gt;bold&lt;/b&gt;.</p>\n\n<p>Two.</p>" in client.get(ADDRESS).text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "This field is required."),
        ("name", "A" * 81, "Ensure this value has at most 80 characters (it has 81)."),
        ("email", "anna", "Enter a valid email address."),
        ("text", " \n ", "This field is required."),
        ("text", "x" * 5001, "Ensure this value has at most 5000 characters (it has 5001)."),
        ("text", "nul \0 here", "Null characters are not allowed."),
    ],
)
def test_bad_input_gets_a_sentence_and_is_not_stored(client, essay, field, value, sentence):
    response = client.post(ADDRESS, WRITTEN | {field: value})
    assert response.context["form"].errors == {field: [sentence]}
    assert not Comment.objects.exists()


def test_refused_form_keeps_what_was_written(client, essay):
    response = client.post(ADDRESS, WRITTEN | {"email": "anna"})
    assert "I was there.\n\nTwice.</textarea>" in response.text


def test_comment_of_megabytes_is_refused_with_a_page(client, essay):
    response = client.post(ADDRESS, WRITTEN | {"text": "x" * 3_000_000})
    assert response.status_code == 400
    assert "That cannot be read" in response.text


def test_closed_comments_refuse_a_post(client, essay):
    essay.comments_open = False
    essay.save()
    response = client.post(ADDRESS, WRITTEN)
    assert response.status_code == 403
    assert response.text.count("Comments are closed.") == 1
    assert not Comment.objects.exists()


def test_closed_page_says_so_and_keeps_what_was_written_before(client, essay):
    essay.comments_open = False
    essay.save()
    factories.comment(essay=essay, text="An older one.")
    html = client.get(ADDRESS).text
    assert html.count("Comments are closed.") == 1
    assert "An older one." in html
    assert "<form" not in html


def test_draft_takes_no_comment(client, essay):
    essay.status = Status.DRAFT
    essay.save()
    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS, WRITTEN).status_code == 404


def test_comment_without_its_token_is_refused_with_a_page(essay):
    response = Client(enforce_csrf_checks=True).post(ADDRESS, WRITTEN)
    assert response.status_code == 403
    assert "Not sent" in response.text


def test_other_methods_are_refused(client, essay):
    assert client.put(ADDRESS).status_code == 405


@pytest.mark.parametrize("number", [1, 3])
def test_comment_page_takes_three_queries(client, essay, number, django_assert_num_queries):
    for _ in range(number):
        factories.comment(essay=essay)
    with django_assert_num_queries(3):  # the essay, its comments, the line of moments
        client.get(ADDRESS)
