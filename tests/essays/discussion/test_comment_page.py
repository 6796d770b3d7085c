import pytest
from django.test import Client
from django.utils import timezone

from essays.discussion import form_tokens
from essays.models import Arrival, Comment, CommentSettings, Essay
from seventeen_moments.core.publication import Status
from tests import factories
from tests.forms import comment_on, filled

pytestmark = pytest.mark.django_db

TEXT = "I was there.\n\nTwice."


@pytest.fixture
def essay():
    return factories.essay(slug="prisoners-return")


ADDRESS = "/essays/prisoners-return/comments/"


def send(client, essay, **changes):
    return client.post(ADDRESS, comment_on(essay, **{"text": TEXT} | changes))


def test_comment_waits_for_a_moderator(client, essay):
    send(client, essay)
    stored = essay.comments.get()
    assert (stored.state, stored.name, stored.email, stored.text) == (
        Comment.State.WAITING,
        "Anna",
        "anna@example.org",
        "I was there.\n\nTwice.",
    )


def test_author_is_told_that_the_comment_waits(client, essay):
    response = client.get(send(client, essay).url)
    assert "Your comment is awaiting moderation" in response.text


def test_waiting_comment_is_shown_to_nobody_else(client, essay):
    send(client, essay)
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
        ("text", "x" * 100_000, "Ensure this value has at most 5000 characters (it has 100000)."),
        ("text", "nul \0 here", "Null characters are not allowed."),
    ],
)
def test_bad_input_gets_a_sentence_and_is_not_stored(client, essay, field, value, sentence):
    response = send(client, essay, **{field: value})
    assert response.context["form"].errors == {field: [sentence]}
    assert not Comment.objects.exists()


def test_refused_form_keeps_what_was_written(client, essay):
    response = send(client, essay, email="anna")
    assert "I was there.\n\nTwice.</textarea>" in response.text


def test_comment_of_megabytes_is_refused_with_a_page(client, essay):
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


def test_closed_page_says_so_and_keeps_what_was_written_before(client, essay):
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


def test_reader_without_any_cookie_sends_a_comment(essay):
    response = send(Client(enforce_csrf_checks=True), essay)
    assert (response.status_code, essay.comments.count()) == (302, 1)


def test_form_without_its_token_is_refused_to_staff_and_can_be_sent_again(essay):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(factories.user("Moderators"))
    form = comment_on(essay, text=TEXT)
    refused = strict.post(ADDRESS, form, headers={"Sec-Fetch-Site": "same-origin"})
    sent_again = strict.post(ADDRESS, filled(refused))
    assert (refused.status_code, sent_again.status_code) == (403, 302)
    assert essay.comments.get().text == TEXT


def test_words_are_kept_where_comments_were_closed_meanwhile(client, essay):
    essay.comments_open = False
    essay.save()
    assert f"{TEXT}</textarea>" in send(client, essay).text


def test_words_are_kept_where_the_essay_is_no_longer_public(client, essay):
    essay.status = Status.DRAFT
    essay.save()
    response = send(client, essay)
    assert (response.status_code, f"{TEXT}</textarea>" in response.text) == (404, True)


def test_words_of_a_staff_member_whose_session_ended_are_kept(client, essay):
    client.cookies["sessionid"] = "ended"
    response = client.post(ADDRESS, {"text": TEXT, "stamp": comment_on(essay)["stamp"]})
    assert f"{TEXT}</textarea>" in response.text


def test_answer_to_what_was_removed_can_be_sent_once_more(client, essay):
    opening = factories.comment(essay=essay)
    form = comment_on(essay, to=opening.pk)
    Comment.objects.update(state="removed")
    client.post(ADDRESS, filled(client.post(ADDRESS, form)))
    assert Comment.objects.waiting().get().parent is None


def test_reading_the_discussion_sets_no_cookie(client, essay):
    assert not client.get(ADDRESS).cookies


def test_other_methods_are_refused(client, essay):
    assert client.put(ADDRESS).status_code == 405


# Sent too fast, too late, twice, too often


def refused(response):
    """Its sentence, if the words stand in the form again and nothing was stored."""
    assert "I was there.\n\nTwice.</textarea>" in response.text
    assert not Comment.objects.exists()
    [sentence] = response.context["form"].non_field_errors()
    return sentence


def test_comment_sent_within_three_seconds_waits_and_is_suspect(client, essay):
    send(client, essay, minutes=0)
    stored = Comment.objects.get()
    assert (stored.state, stored.suspicion) == ("waiting", "haste")


@pytest.mark.parametrize("stamp", ["", "forged", form_tokens.issue(Essay(pk=404))])
def test_forged_stamp_is_refused(client, essay, stamp):
    assert refused(send(client, essay, stamp=stamp)).startswith("This form was open for more than")


def test_form_that_was_open_for_more_than_a_day_is_refused(client, essay):
    response = send(client, essay, minutes=24 * 60 + 1)
    assert refused(response).startswith("This form was open for more than a day.")


def test_form_that_was_too_old_comes_back_with_a_new_stamp(client, essay):
    again = filled(send(client, essay, minutes=24 * 60 + 1))
    assert form_tokens.read(essay, again["stamp"], timezone.now()) is not None


def test_double_click_stores_once_and_leads_to_the_same_page(client, essay):
    form = comment_on(essay)
    first, second = (client.post(ADDRESS, form).url for _ in range(2))
    assert first == second == Comment.objects.get().own_url


def test_form_sent_again_with_other_words_is_refused(client, essay):
    form = comment_on(essay)
    client.post(ADDRESS, form)
    response = client.post(ADDRESS, form | {"text": "And I was here."})
    assert "And I was here.</textarea>" in response.text
    assert Comment.objects.count() == 1
    assert filled(response)["stamp"] != form["stamp"]


def test_too_many_from_one_address_are_asked_to_wait(client, essay):
    CommentSettings.objects.create(pk=1, most_an_hour=1)
    send(client, essay)
    response = send(client, essay, text="Another.")
    assert (response.status_code, Comment.objects.count()) == (429, 1)
    assert "Too many comments from your network." in response.text
    assert "Another.</textarea>" in response.text


def test_address_of_the_sender_is_kept_as_a_hash_alone(client, essay):
    client.post(ADDRESS, comment_on(essay), REMOTE_ADDR="203.0.113.7")
    [row] = Arrival.objects.values()
    assert "203.0.113.7" not in str(row.values())


# Suspects


def test_whoever_fills_in_the_hidden_field_goes_to_spam_and_is_told_it_waits(client, essay):
    response = client.get(send(client, essay, website="http://spam.example").url)
    assert "Your comment is awaiting moderation" in response.text
    assert essay.comments.values_list("state", "suspicion").get() == ("spam", "trap")


def test_hidden_field_is_hidden_from_everybody(client, essay):
    html = client.get(ADDRESS).text
    assert '<div class="trap" aria-hidden="true">' in html
    assert 'name="website" autocomplete="off" tabindex="-1"' in html


def test_thousand_links_are_refused_with_a_sentence(client, essay):
    response = send(client, essay, text="www. " * 990)
    assert response.context["form"].errors == {"text": ["At most 10 links are allowed."]}
    assert not Comment.objects.exists()


def test_words_are_cleaned_before_they_are_stored(client, essay):
    send(client, essay, name="An\u202ena\n", email="Anna@Example.org", text="a\x1b" + "\u0338" * 99)
    stored = essay.comments.get()
    assert (stored.name, stored.email) == ("Anna", "anna@example.org")
    assert stored.text == "a" + "\u0338" * 4


def test_what_is_nothing_once_cleaned_is_required(client, essay):
    response = send(client, essay, name="\u202e", text="\u200b")
    assert response.context["form"].errors == {
        "name": ["This field is required."],
        "text": ["This field is required."],
    }


# Terms


def test_closed_by_its_terms_says_so_and_refuses(client, essay):
    essay.comments_until = timezone.now()
    essay.save()
    responses = [client.get(ADDRESS), send(client, essay)]
    assert [response.status_code for response in responses] == [200, 403]
    assert [response.text.count("Comments are closed.") for response in responses] == [1, 1]
    assert not Comment.objects.exists()


def test_known_author_appears_at_once_and_is_told(client, essay):
    essay.terms = "known"
    essay.save()
    factories.comment()
    response = client.get(send(client, essay).url)
    assert "Your comment has been published below the essay." in response.text
    assert "I was there." in client.get(ADDRESS).text


# Answers and quotations


def test_answer_stands_below_what_it_answers(client, essay):
    opening = factories.comment(essay=essay)
    send(client, essay, to=opening.pk)
    assert Comment.objects.waiting().get().parent == opening


def test_answer_to_an_answer_stands_at_the_same_level(client, essay):
    opening = factories.comment(essay=essay)
    reply = factories.comment(essay=essay, parent=opening)
    send(client, essay, to=reply.pk)
    assert Comment.objects.waiting().get().parent == opening


@pytest.mark.parametrize("of", ["another essay", "nobody", "one that waits"])
def test_answer_to_what_is_not_there_is_refused(client, essay, of):
    to = {
        "another essay": factories.comment().pk,
        "nobody": "9" * 30,
        "one that waits": factories.comment(essay=essay, state="waiting").pk,
    }[of]
    response = send(client, essay, to=to)
    assert response.context["form"].errors == {
        "to": [
            "The comment you are replying to no longer exists. Send the form again to post your "
            "text as a new comment."
        ]
    }
    assert "no longer exists. Send the form again" in response.text


def test_form_says_whom_it_answers(client, essay):
    opening = factories.comment(essay=essay)
    response = client.get(ADDRESS, {"to": opening.pk})
    assert "Replying to <bdi>Anna</bdi>." in response.text
    assert filled(response)["to"] == str(opening.pk)


@pytest.mark.parametrize("query", [{"to": "404"}, {"to": "x"}, {"about": "p404"}, {"about": "x"}])
def test_form_leaves_out_what_is_not_there(client, essay, query):
    response = client.get(ADDRESS, query)
    assert (response.status_code, filled(response)["to"]) == (200, "")


@pytest.fixture
def passage(essay):
    essay.body = f"<p>Bread.</p><p>{'Steel. ' * 60}</p>"
    essay.save()


def test_comment_quotes_a_paragraph(client, essay, passage):
    send(client, essay, about="p2")
    stored = essay.comments.get()
    assert (stored.about, len(stored.quote), stored.quote[:13]) == (2, 300, "Steel. Steel.")


def test_form_offers_the_paragraphs_and_chooses_the_one_asked_for(client, essay, passage):
    response = client.get(ADDRESS, {"about": "p1"})
    assert response.context["form"].fields["about"].choices[1] == ("p1", "¶ 1 Bread.")
    assert filled(response)["about"] == "p1"


def test_paragraph_that_is_not_there_is_refused(client, essay, passage):
    response = send(client, essay, about="p3")
    assert response.context["form"].errors == {
        "about": ["This paragraph is no longer in the essay."]
    }


def test_quotation_links_its_paragraph_while_that_stands(client, essay, passage):
    factories.comment(essay=essay, about=1, quote="Bread.")
    factories.comment(essay=essay, about=404, quote="Iron.")
    html = client.get(ADDRESS).text
    assert '<a href="/essays/prisoners-return/#p1">Bread.</a></blockquote>' in html
    assert '<blockquote class="quoted small" dir="auto">Iron.</blockquote>' in html


# Staff


def test_moderator_answers_under_the_name_of_the_account(client, essay):
    user = factories.user(
        "Moderators", first_name="Vera", last_name="Orlova", email="v@example.org"
    )
    client.force_login(user)
    send(client, essay, name="Forged", email="forged@example.org")
    stored = essay.comments.get()
    assert (stored.name, stored.email) == ("Vera Orlova", "v@example.org")
    assert (stored.author_role, stored.state) == ("moderator", "approved")


def test_answer_of_a_moderator_is_marked(client, essay):
    factories.comment(essay=essay, name="Vera", author_role="moderator")
    factories.comment(essay=essay, name="Moderator")
    assert client.get(ADDRESS).text.count('<span class="author-role">Moderator</span>') == 1


def test_form_for_staff_asks_for_no_name(moderator_client, essay):
    response = moderator_client.get(ADDRESS)
    assert [field.name for field in response.context["form"].shown] == ["text"]
    assert "marked “Moderator”" in response.text


def test_limit_does_not_hold_for_staff(moderator_client, essay):
    CommentSettings.objects.create(pk=1, most_an_hour=0)
    send(moderator_client, essay)
    assert essay.comments.count() == 1


# Pages


def test_later_page_has_the_later_comments(client, essay):
    Comment.objects.bulk_create(
        Comment(essay=essay, name=f"Reader {n}", state="approved") for n in range(21)
    )
    html = client.get(ADDRESS, {"page": 2}).text
    assert ("Reader 20" in html, "Reader 19" in html) == (True, False)


@pytest.mark.parametrize("number", ["2", "0", "x", "9" * 30])
def test_page_that_is_not_there_is_not_found(client, essay, number):
    assert client.get(ADDRESS, {"page": number}).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_comment_page_takes_three_queries(client, essay, number, django_assert_num_queries):
    for _ in range(number):
        factories.comment(essay=essay)
    with django_assert_num_queries(3):  # the essay, its comments, the line of moments
        client.get(ADDRESS)
