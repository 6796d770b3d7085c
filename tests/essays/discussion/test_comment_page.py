import re

import pytest
from django.test import Client
from django.utils import timezone

from essays.discussion.confirmations import confirm_path
from essays.models import Comment, CommentSettings
from seventeen_moments.core.publication import Status
from tests import factories
from tests.essays.discussion.comment_page import ADDRESS, send
from tests.forms import comment_on, filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def essay():
    return factories.essay(slug="prisoners-return")


def test_comment_waits_for_a_moderator(client, essay):
    send(client, essay)
    stored = essay.comments.get()
    assert (stored.state, stored.name, stored.email, stored.text) == (
        Comment.State.WAITING,
        "Anna",
        "anna@example.org",
        "I was there.\n\nTwice.",
    )


def test_author_sees_that_the_comment_is_pending(client, essay):
    response = client.get(send(client, essay).url)
    assert "Your comment is awaiting moderation" in response.text


def test_waiting_comment_is_hidden_from_readers(client, essay):
    send(client, essay)
    assert "I was there." not in client.get(ADDRESS).text


def test_paragraphs_are_kept_and_markup_is_escaped(client, essay):
    factories.comment(essay=essay, text="One <b>bold</b>.\n\nTwo.")
    assert "<p>One &lt;b&gt;bold&lt;/b&gt;.</p>\n\n<p>Two.</p>" in client.get(ADDRESS).text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Enter your name."),
        ("name", "A" * 81, "Ensure this value has at most 80 characters (it has 81)."),
        ("email", "anna", "Enter a valid email address."),
        ("text", " \n ", "Enter your comment."),
        ("text", "x" * 5001, "Ensure this value has at most 5000 characters (it has 5001)."),
        ("text", "x" * 100_000, "Ensure this value has at most 5000 characters (it has 100000)."),
        ("text", "nul \0 here", "Null characters are not allowed."),
    ],
)
def test_invalid_field_shows_an_error_and_nothing_is_stored(client, essay, field, value, sentence):
    response = send(client, essay, **{field: value})
    assert response.context["form"].errors == {field: [sentence]}
    assert not Comment.objects.exists()


def test_too_large_comment_returns_413_with_a_page(client, essay):
    response = send(client, essay, text="x" * 3_000_000)
    assert response.status_code == 413
    assert "Bad request" in response.text


def test_closed_comments_refuse_a_post(client, essay):
    essay.comments_open = False
    essay.save()
    response = send(client, essay)
    assert response.status_code == 403
    assert response.text.count("Comments are closed.") == 1
    assert not Comment.objects.exists()


def test_closed_page_shows_older_comments_and_no_form(client, essay):
    essay.comments_open = False
    essay.save()
    factories.comment(essay=essay, text="An older one.")
    html = client.get(ADDRESS).text
    assert html.count("Comments are closed.") == 1
    assert "An older one." in html
    assert 'method="post"' not in html


def test_draft_takes_no_comment(client, essay):
    essay.status = Status.DRAFT
    essay.save()
    assert client.get(ADDRESS).status_code == 404
    assert send(client, essay).status_code == 404


def test_reader_without_cookies_can_comment(essay):
    response = send(Client(enforce_csrf_checks=True), essay)
    assert (response.status_code, essay.comments.count()) == (302, 1)


def test_reply_to_a_removed_comment_can_be_sent_as_a_comment(client, essay):
    root = factories.comment(essay=essay)
    form = comment_on(essay, to=root.pk)
    Comment.objects.update(state="removed")
    client.post(ADDRESS, filled(client.post(ADDRESS, form)))
    assert Comment.objects.waiting().get().parent is None


def test_reading_the_discussion_sets_no_cookie(client, essay):
    assert not client.get(ADDRESS).cookies


def test_other_methods_return_405(client, essay):
    assert client.put(ADDRESS).status_code == 405


def test_essay_past_its_closing_time_takes_no_comments(client, essay):
    essay.comments_until = timezone.now()
    essay.save()
    responses = [client.get(ADDRESS), send(client, essay)]
    assert [response.status_code for response in responses] == [200, 403]
    assert [response.text.count("Comments are closed.") for response in responses] == [1, 1]
    assert not Comment.objects.exists()


def test_confirmed_comment_of_an_approved_author_is_published(client, essay):
    essay.approval = "new_authors"
    essay.save()
    factories.comment()
    own_page = send(client, essay).url
    client.post(confirm_path(Comment.objects.latest("pk")))
    response = client.get(own_page)
    assert "Your comment has been published below the essay." in response.text
    assert "I was there." in client.get(ADDRESS).text


# Staff


def test_moderator_comments_under_the_name_of_the_account(client, essay):
    user = factories.user(
        "Moderators", first_name="Vera", last_name="Orlova", email="v@example.org"
    )
    client.force_login(user)
    send(client, essay, name="Forged", email="forged@example.org")
    stored = essay.comments.get()
    assert (stored.name, stored.email) == ("Vera Orlova", "v@example.org")
    assert (stored.author_role, stored.state) == ("moderator", "approved")


def test_comment_of_a_moderator_is_marked(client, essay):
    factories.comment(essay=essay, name="Vera", author_role="moderator")
    factories.comment(essay=essay, name="Moderator")
    assert client.get(ADDRESS).text.count('<span class="author-role">Moderator</span>') == 1


def test_form_for_staff_has_no_name_field(moderator_client, essay):
    response = moderator_client.get(ADDRESS)
    assert [field.name for field in response.context["form"].shown] == ["text"]
    assert "marked “Moderator”" in response.text


def test_staff_have_no_hourly_limit(moderator_client, essay):
    CommentSettings.objects.create(pk=1, most_an_hour=0)
    send(moderator_client, essay)
    assert essay.comments.count() == 1


# Pages


def test_second_page_has_the_later_comments(client, essay):
    Comment.objects.bulk_create(
        Comment(essay=essay, name=f"Reader {n}", state="approved") for n in range(21)
    )
    html = client.get(ADDRESS, {"page": 2}).text
    assert ("Reader 20" in html, "Reader 19" in html) == (True, False)


@pytest.mark.parametrize("number", ["2", "0", "x", "9" * 30])
def test_unknown_page_returns_404(client, essay, number):
    assert client.get(ADDRESS, {"page": number}).status_code == 404


def test_errors_are_summed_up_with_links_to_their_fields(client, essay):
    page = send(client, essay, name="", email="x").text
    summary = page.partition('id="errors"')[2].partition("</div>")[0]
    assert re.findall(r'<a href="(.+?)">(.+?)</a>', summary) == [
        ("#id_name", "Enter your name."),
        ("#id_email", "Enter a valid email address."),
    ]


def test_field_with_an_error_names_it(client, essay):
    field = re.search(r'<input[^>]*name="name"[^>]*>', send(client, essay, name="").text)[0]
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="id_name_helptext id_name_error"' in field
