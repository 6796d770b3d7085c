import re

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


def language(response):
    return re.search(r'<html lang="([\w-]+)"', response.text)[1]


def test_page_is_in_english_by_default(client):
    assert language(client.get("/")) == "en"


def test_page_follows_the_language_of_the_browser(client):
    response = client.get("/", headers={"Accept-Language": "ru-RU,ru;q=0.9,en;q=0.5"})
    assert language(response) == "ru"
    assert "Accept-Language" in response["Vary"]


def test_unknown_language_falls_back_to_english(client):
    assert language(client.get("/", headers={"Accept-Language": "fi"})) == "en"


def test_address_takes_precedence_over_the_browser(client):
    response = client.get("/ru/essays/", headers={"Accept-Language": "en"})
    assert (language(response), response["Content-Language"]) == ("ru", "ru")


def test_links_stay_in_the_language_of_the_address(client):
    factories.essay(slug="prisoners-return")
    assert 'href="/ru/essays/prisoners-return/"' in client.get("/ru/essays/").text


def test_language_of_a_request_does_not_affect_the_next(client):
    client.get("/ru/essays/")
    assert reverse("essays:essays") == "/essays/"


def test_page_links_to_itself_in_the_other_language(client):
    factories.essay(slug="prisoners-return").themes.add("Амнистия")
    html = client.get("/themes/amnistiia/?page=1").text
    assert (
        '<a href="/ru/themes/amnistiia/?page=1" hreflang="ru" lang="ru" rel="nofollow">Русский</a>'
    ) in html


def test_page_in_russian_links_back_to_english(client):
    assert 'href="/en/essays/" hreflang="en"' in client.get("/ru/essays/").text


def test_missing_page_is_in_the_language_of_its_address(client):
    response = client.get("/ru/missing/")
    assert (response.status_code, language(response)) == (404, "ru")


def test_redirect_to_the_final_slash_keeps_the_language(client):
    assert client.get("/ru/essays")["Location"] == "/ru/essays/"


def test_language_sets_no_cookie(client):
    assert not client.get("/ru/").cookies
