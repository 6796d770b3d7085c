"""The canonical URL of each public page."""

import re

import pytest
from taggit.models import Tag

from seventeen_moments.core.publication import Status
from tests import factories

pytestmark = pytest.mark.django_db

HOST = "http://testserver"


def canonical(client, address):
    found = re.findall(r'<link rel="canonical" href="([^"]+)">', client.get(address).text)
    return [place.removeprefix(HOST) for place in found]


def alternates(client, address):
    links = r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">'
    return {
        code: place.removeprefix(HOST)
        for code, place in re.findall(links, client.get(address).text)
    }


@pytest.mark.parametrize(
    ("address", "lasting"),
    [
        ("/", "/"),
        ("/?utm_source=mail", "/"),
        ("/en/", "/"),
        ("/ru/?utm_source=mail", "/ru/"),
        ("/essays/?page=1", "/essays/"),
        ("/essays/?page=2&fbclid=1", "/essays/?page=2"),
        ("/essays/?theme=law&year=1954&page=1", "/essays/?year=1954&amp;theme=law"),
        ("/essays/?year=", "/essays/"),
        ("/essays/open/?page=2", "/essays/open/"),
        ("/essays/open/texts/", "/essays/open/texts/"),
        ("/essays/open/texts/open/?show=original", "/essays/open/texts/open/"),
        ("/essays/open/images/open/", "/essays/open/images/open/"),
        ("/essays/open/comments/?page=1&about=p1", "/essays/open/comments/"),
        ("/years/1954/", "/years/1954/"),
        ("/themes/право/", "/themes/%D0%BF%D1%80%D0%B0%D0%B2%D0%BE/"),
        ("/ru/themes/право/", "/ru/themes/%D0%BF%D1%80%D0%B0%D0%B2%D0%BE/"),
        ("/search/", "/search/"),
    ],
)
def test_page_names_its_canonical_url(client, address, lasting):
    essay = factories.essay(slug="open", year=1954)
    essay.themes.add("law", Tag.objects.create(name="право", slug="право"))
    factories.text(essay=essay, slug="open")
    factories.image(essay=essay, slug="open")
    for _ in range(20):
        factories.essay()
    assert canonical(client, address) == [lasting]


def test_page_names_itself_in_each_language(client):
    in_each = {"en": "/essays/", "ru": "/ru/essays/", "x-default": "/essays/"}
    assert [alternates(client, f"{prefix}/essays/") for prefix in ["", "/en", "/ru"]] == (
        [in_each] * 3
    )


def test_canonical_url_does_not_depend_on_the_browser(client):
    response = client.get("/essays/", headers={"Accept-Language": "ru"})
    assert f'<link rel="canonical" href="{HOST}/essays/">' in response.text


@pytest.mark.parametrize("address", ["/missing/", "/search/?q=law", "/essays/draft/"])
def test_missing_page_has_no_canonical_url(editor_client, address):
    factories.essay(slug="draft", status=Status.DRAFT)
    assert canonical(editor_client, address) == []


def test_moved_page_names_its_new_url(client):
    essay = factories.essay(slug="old")
    essay.slug = "new"
    essay.save()
    assert canonical(client, client.get("/essays/old/").url) == ["/essays/new/"]


def test_address_of_the_site_is_the_permanent_one(client, settings):
    settings.CANONICAL_ORIGIN = "https://archive.example"
    assert canonical(client, "/essays/?page=1") == ["https://archive.example/essays/"]
