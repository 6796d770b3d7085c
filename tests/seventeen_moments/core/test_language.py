import re

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


def language(response):
    return re.search(r'<html lang="([\w-]+)"', response.text)[1]


def test_page_is_english_unless_something_else_is_asked_for(client):
    assert language(client.get("/")) == "en"


def test_browser_asks_for_russian(client):
    response = client.get("/", headers={"Accept-Language": "ru-RU,ru;q=0.9,en;q=0.5"})
    assert (language(response), response["Vary"]) == ("ru", "Accept-Language")


def test_language_that_the_archive_does_not_speak_gives_english(client):
    assert language(client.get("/", headers={"Accept-Language": "fi"})) == "en"


def test_address_asks_for_russian_whatever_the_browser_says(client):
    response = client.get("/ru/essays/", headers={"Accept-Language": "en"})
    assert (language(response), response["Content-Language"]) == ("ru", "ru")


def test_links_stay_in_the_language_of_the_address(client):
    factories.essay(slug="prisoners-return")
    assert 'href="/ru/essays/prisoners-return/"' in client.get("/ru/essays/").text


def test_address_in_a_language_leaves_no_trace_on_the_next(client):
    client.get("/ru/essays/")
    assert reverse("essays:essays") == "/essays/"


def test_page_links_to_itself_in_the_other_language(client):
    factories.essay(slug="prisoners-return").themes.add("Амнистия")
    html = client.get("/themes/амнистия/?page=1").text
    assert (
        '<a href="/ru/themes/%D0%B0%D0%BC%D0%BD%D0%B8%D1%81%D1%82%D0%B8%D1%8F/?page=1" '
        'hreflang="ru" lang="ru" rel="nofollow">Русский</a>'
    ) in html


def test_page_in_russian_links_back_to_english(client):
    assert 'href="/en/essays/" hreflang="en"' in client.get("/ru/essays/").text


def test_missing_page_speaks_the_language_of_its_address(client):
    response = client.get("/ru/missing/")
    assert (response.status_code, language(response)) == (404, "ru")


def test_address_without_its_last_slash_is_led_on_in_its_language(client):
    assert client.get("/ru/essays")["Location"] == "/ru/essays/"


def test_no_cookie_keeps_the_language(client):
    assert not client.get("/ru/").cookies
