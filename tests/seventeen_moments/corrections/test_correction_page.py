import pytest
from django.test import Client

from essays.models import Block, CommentSettings, LoggedSubmission
from seventeen_moments.corrections.models import Correction
from tests import factories
from tests.forms import filled, form_token

pytestmark = pytest.mark.django_db

ADDRESS = "/essays/home/correction/"
THANKS = f"{ADDRESS}thanks/"
TEXT = "It was the spring of 1953."
MAKERS = factories.SOURCES


@pytest.fixture
def essay():
    return factories.essay(slug="home", title="Home", body="<p>Bread.</p><p>Steel.</p>")


def send(client, subject, minutes=1, **changes):
    form = {"text": TEXT, "form_token": form_token(subject, minutes)} | changes
    return client.post(f"{subject.get_absolute_url()}correction/", form)


def test_correction_of_an_essay_is_stored_open(client, essay):
    send(client, essay, name="Anna", email="Anna@Example.org", about="p2")
    stored = Correction.objects.get()
    assert (stored.subject, stored.title, stored.state) == (essay, "Home", "open")
    assert (stored.text, stored.name, stored.email) == (TEXT, "Anna", "anna@example.org")
    assert (stored.about, stored.quote) == (2, "Steel.")


@pytest.mark.parametrize("make", MAKERS)
def test_correction_of_a_source_is_stored(client, essay, make):
    source = make(essay=essay)
    send(client, source)
    stored = Correction.objects.get()
    assert (stored.subject, stored.title) == (source, source.title)


def test_name_and_mail_may_be_left_out(client, essay):
    send(client, essay)
    assert Correction.objects.values_list("name", "email").get() == ("", "")


def test_sender_is_redirected_to_a_page_of_thanks(client, essay):
    response = send(client, essay)
    assert response.url == THANKS
    page = client.get(response.url).text
    thanks = "Thank you. The editors will look into it."
    assert (thanks in page, "<textarea" in page) == (True, False)


@pytest.mark.parametrize("address", [ADDRESS, THANKS])
def test_pages_of_the_form_are_not_for_search_engines(client, essay, address):
    assert '<meta name="robots" content="noindex">' in client.get(address).text


def test_form_selects_the_paragraph_of_the_address(client, essay):
    assert filled(client.get(ADDRESS, {"about": "p2"}))["about"] == "p2"


@pytest.mark.parametrize("about", ["p404", "x", "\0"])
def test_unknown_paragraph_is_not_selected(client, essay, about):
    assert "about" not in filled(client.get(ADDRESS, {"about": about}))


def test_essay_without_paragraphs_has_no_paragraph_field(client):
    response = client.get(f"{factories.essay().get_absolute_url()}correction/")
    assert [field.name for field in response.context["form"].shown] == ["text", "name", "email"]


@pytest.mark.parametrize("make", MAKERS)
def test_form_of_a_source_names_it_and_its_essay(client, essay, make):
    source = make(essay=essay)
    page = client.get(f"{source.get_absolute_url()}correction/").text
    crumbs = page.partition("<ol>")[2].partition("</ol>")[0]
    assert [f">{title}</a>" in crumbs for title in ("Home", source.title)] == [True, True]


# The link


@pytest.mark.parametrize("make", [None, *MAKERS])
def test_page_links_the_form(client, essay, make):
    address = (make(essay=essay) if make else essay).get_absolute_url()
    link = f'href="{address}correction/" rel="nofollow">Suggest a correction</a>'
    assert client.get(address).text.count(link) == 1


@pytest.mark.parametrize("closed", ["essay", "site"])
def test_closed_comments_leave_corrections_open(client, essay, closed):
    if closed == "essay":
        essay.comments_open = False
        essay.save()
    else:
        CommentSettings.objects.create(pk=1, comments_open=False)
    assert f'href="{ADDRESS}"' in client.get("/essays/home/").text
    send(client, essay)
    assert Correction.objects.count() == 1


def test_preview_of_a_draft_links_no_form(editor_client, essay):
    essay.status = "draft"
    essay.save()
    assert "correction/" not in editor_client.get("/essays/home/").text


def test_reader_who_only_reads_gets_no_cookie(client, essay):
    assert [str(client.get(address).cookies) for address in ("/essays/home/", THANKS)] == ["", ""]


# Refused


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("text", " \n ", "Enter what is wrong, and what it should be."),
        ("text", "\u202e\u200b", "Enter what is wrong, and what it should be."),
        ("text", "x" * 5001, "Ensure this value has at most 5000 characters (it has 5001)."),
        ("text", "www. " * 11, "At most 10 links are allowed."),
        ("text", "nul \0 here", "Null characters are not allowed."),
        ("name", "A" * 81, "Ensure this value has at most 80 characters (it has 81)."),
        ("email", "anna", "Enter a valid email address."),
        ("about", "p404", "This paragraph is no longer in the essay."),
    ],
)
def test_invalid_input_is_refused(client, essay, field, value, sentence):
    response = send(client, essay, **{field: value})
    assert response.context["form"].errors == {field: [sentence]}
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"form_token": ""}, "This form was open for more than a day."),
        ({"form_token": "forged"}, "This form was open for more than a day."),
        ({"minutes": 24 * 60 + 1}, "This form was open for more than a day."),
    ],
)
def test_form_with_an_invalid_token_is_refused_and_keeps_its_text(client, essay, form, sentence):
    response = send(client, essay, **form)
    assert (sentence in response.text, f"{TEXT}</textarea>" in response.text) == (True, True)
    assert not Correction.objects.exists()


def test_token_of_another_page_is_refused(client, essay):
    send(client, essay, form_token=form_token(factories.text(essay=essay)))
    assert not Correction.objects.exists()


def test_double_click_stores_once(client, essay):
    form = {"text": TEXT, "form_token": form_token(essay)}
    assert [client.post(ADDRESS, form).url for _ in range(2)] == [THANKS] * 2
    assert Correction.objects.count() == 1


def test_form_sent_again_with_another_text_is_refused(client, essay):
    form = {"text": TEXT, "form_token": form_token(essay)}
    client.post(ADDRESS, form)
    page = client.post(ADDRESS, form | {"text": "Or the summer."}).text
    assert ("Or the summer.</textarea>" in page, Correction.objects.count()) == (True, 1)


def test_too_many_from_one_address_are_asked_to_wait(client, essay):
    CommentSettings.objects.create(pk=1, most_an_hour=1)
    send(client, essay)
    response = send(client, essay, text="Another.")
    assert (response.status_code, Correction.objects.count()) == (429, 1)
    assert "Too many submissions from your network." in response.text


def test_reader_without_any_cookie_sends_a_correction(essay):
    response = send(Client(enforce_csrf_checks=True), essay)
    assert (response.status_code, Correction.objects.count()) == (302, 1)


def test_text_is_kept_when_the_page_is_no_longer_public(client, essay):
    form = {"text": TEXT, "form_token": form_token(essay)}
    essay.status = "draft"
    essay.save()
    response = client.post(ADDRESS, form)
    assert (response.status_code, f"{TEXT}</textarea>" in response.text) == (404, True)


def test_form_sets_no_cookie(client, essay):
    assert not client.get(ADDRESS).cookies


def test_page_of_thanks_refuses_post(client, essay):
    assert client.post(THANKS).status_code == 405


def test_source_of_another_essay_returns_404(client, essay):
    source = factories.text()
    assert client.get(f"/essays/home/texts/{source.slug}/correction/").status_code == 404


def test_former_address_of_the_form_redirects(client, essay):
    essay.slug = "return"
    essay.save()
    response = client.get(ADDRESS)
    assert (response.status_code, response.url) == (301, "/essays/return/correction/")


# Suspects


@pytest.mark.parametrize(
    ("changes", "state", "suspicion"),
    [
        ({"website": "http://spam.example"}, "spam", "trap"),
        ({"text": "Casino!"}, "spam", "word"),
        ({"email": "anna@spam.example"}, "spam", "address"),
        ({"text": "www.a www.b www.c"}, "open", "links"),
        ({"minutes": 0}, "open", "haste"),
    ],
)
def test_suspected_spam_is_marked_and_thanked(client, essay, changes, state, suspicion):
    CommentSettings.objects.create(pk=1, blocked_words="casino")
    Block.objects.create(kind="domain", value="spam.example")
    assert send(client, essay, **changes).url == THANKS
    assert Correction.objects.values_list("state", "suspicion").get() == (state, suspicion)


def test_text_repeated_within_a_day_is_suspected(client, essay):
    for _ in range(2):
        send(client, essay)
    stored = Correction.objects.values_list("state", "suspicion")
    assert list(stored) == [("open", ""), ("open", "repeated")]


def test_text_is_cleaned_before_it_is_stored(client, essay):
    send(client, essay, name="An\u202ena\n", text="a\x1b" + "\u0338" * 99)
    stored = Correction.objects.get()
    assert (stored.name, stored.text) == ("Anna", "a" + "\u0338" * 4)


def test_ip_address_is_only_stored_as_a_hash(client, essay):
    client.post(ADDRESS, {"text": TEXT, "form_token": form_token(essay)}, REMOTE_ADDR="203.0.113.7")
    rows = [*LoggedSubmission.objects.values(), *Correction.objects.values()]
    assert [("203.0.113.7" in str(row)) for row in rows] == [False, False]


def test_form_needs_one_query(client, essay, django_assert_num_queries):
    with django_assert_num_queries(1):  # the essay
        client.get(ADDRESS)


@pytest.mark.parametrize("make", [lambda essay: essay, lambda essay: factories.text(essay=essay)])
def test_name_like_an_author_of_the_essay_is_marked(client, essay, make):
    type(essay).objects.update(authors="von Geldern, James")
    send(client, make(essay), name="James vоn Geldern")
    assert Correction.objects.values_list("state", "suspicion").get() == ("open", "staff")
