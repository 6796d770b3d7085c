"""Forged requests are refused, and readers get no cookie."""

import pytest
from django.test import Client
from django.urls import reverse

from essays.models import Comment
from seventeen_moments.csrf import ADMIN
from tests import factories
from tests.forms import comment_on

pytestmark = pytest.mark.django_db

ADDRESS = "/essays/home/comments/"
TEXT = "I was there.\n\nTwice."


@pytest.fixture
def essay():
    return factories.essay(slug="home")


@pytest.fixture
def strict():
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def moderator(strict):
    strict.force_login(factories.user("Moderators"))
    return strict


def send(client, essay, **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post(ADDRESS, comment_on(essay, text=TEXT), headers=headers)


def test_admin_is_at_the_address_of_the_check():
    assert reverse("admin:index") == ADMIN


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec_Fetch_Site": "same-origin"},
        {"Sec_Fetch_Site": "none"},
        {"Origin": "http://testserver"},
        {"Sec_Fetch_Site": "same-origin", "Origin": "https://a-proxy-ends-https.example"},
        {"Sec_Fetch_Site": "same-site", "Origin": "https://trusted.example"},
    ],
)
def test_post_of_a_reader_is_accepted(strict, essay, settings, headers):
    settings.CSRF_TRUSTED_ORIGINS = ["https://trusted.example"]
    assert (send(strict, essay, **headers).status_code, Comment.objects.count()) == (302, 1)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "cross-site", "Origin": "null"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ],
)
def test_cross_site_post_is_refused_and_its_text_is_shown(strict, essay, headers):
    response = send(strict, essay, **headers)
    assert (response.status_code, Comment.objects.count()) == (403, 0)
    assert f"{TEXT}</textarea>" in response.text


def test_text_of_a_cross_site_post_cannot_be_sent_again(moderator, essay):
    response = send(moderator, essay, Sec_Fetch_Site="cross-site", Origin="https://e.example")
    assert (response.status_code, "Send again" in response.text) == (403, False)


@pytest.mark.parametrize("headers", [{}, {"Sec_Fetch_Site": "same-origin"}])
def test_post_with_a_session_and_no_token_is_refused(moderator, essay, headers):
    assert (send(moderator, essay, **headers).status_code, Comment.objects.count()) == (403, 0)


@pytest.mark.parametrize(
    "address",
    ["/essays/home/comments/switch/", "/ru/essays/home/comments/switch/", "/admin/moderation/"],
)
def test_cross_site_post_of_a_moderator_is_refused(moderator, essay, address):
    assert moderator.post(address, {"open": "0"}).status_code == 403
    essay.refresh_from_db()
    assert essay.comments_open


def test_login_form_has_a_token(strict):
    page = strict.get("/admin/login/")
    assert ("csrftoken" in page.cookies, strict.post("/ru/admin/login/").status_code) == (True, 403)


def test_form_with_a_session_has_a_token(moderator, essay):
    page = moderator.get(ADDRESS)
    assert ("csrfmiddlewaretoken" in page.text, "Cookie" in page["Vary"]) == (True, True)


def test_form_without_a_session_has_no_token(strict, essay):
    page = strict.get(ADDRESS)
    assert ("csrfmiddlewaretoken" in page.text, "csrftoken" in page.cookies) == (False, False)


def test_form_varies_by_cookie_even_without_a_token(strict, essay):
    assert "Cookie" in strict.get("/essays/home/correction/")["Vary"]


def test_page_without_a_form_does_not_vary_by_cookie(strict, essay):
    assert "Cookie" not in strict.get("/years/")["Vary"]


def test_malformed_cookie_is_not_replaced(strict, essay):
    strict.cookies["csrftoken"] = "x"
    assert not strict.get(ADDRESS).cookies


def test_refused_form_of_the_admin_shows_its_text_without_the_password(moderator):
    form = {"text": TEXT, "password": "correct horse"}
    response = moderator.post("/admin/login/", form, headers={"Origin": "http://testserver"})
    assert (f"{TEXT}</textarea>" in response.text, "correct horse" in response.text) == (
        True,
        False,
    )


@pytest.fixture
def refusals(strict, essay, settings, caplog):
    """The pages of forms that were refused, and the log."""
    settings.SITE_ORIGIN = "https://archive.example"

    def refusals(origin, proto="", **sent):
        headers = {"Origin": origin, "X-Forwarded-Proto": proto}
        reader = strict.post(ADDRESS, comment_on(essay), headers=headers, **sent)
        headers["Sec-Fetch-Site"] = "same-origin"
        editor = strict.post("/admin/login/", {"text": TEXT}, headers=headers, **sent)
        return reader.text, editor.text, caplog.text

    return refusals


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"origin": "https://testserver"}, True),
        ({"origin": "https://testserver", "proto": "https", "REMOTE_ADDR": "203.0.113.7"}, True),
        ({"origin": "https://archive.example", "proto": "https"}, True),  # of another Host
        ({"origin": "https://testserver", "proto": "https"}, False),
        ({"origin": "https://elsewhere.example"}, False),
    ],
)
def test_refusal_names_what_the_proxy_has_to_report(refusals, sent, told):
    assert ["X-Forwarded-Proto" in text for text in refusals(**sent)] == [told] * 3
