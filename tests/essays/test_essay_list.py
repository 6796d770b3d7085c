from datetime import timedelta

import pytest
from django.utils import timezone

from seventeen_moments.core.publication import Status
from tests import factories

pytestmark = pytest.mark.django_db


def titles(response):
    return [essay.title for essay in response.context["object_list"]]


def test_essays_are_ordered_by_year_and_those_without_year_come_last(client):
    factories.essay(title="Guide", year=None)
    factories.essay(title="Prisoners Return", year=1954)
    factories.essay(title="April Theses", year=1917)
    assert titles(client.get("/essays/")) == ["April Theses", "Prisoners Return", "Guide"]


def test_list_is_filtered_by_year(client):
    factories.essay(title="Prisoners Return", year=1954)
    factories.essay(title="April Theses", year=1917)
    assert titles(client.get("/essays/?year=1954")) == ["Prisoners Return"]


def test_list_is_filtered_by_theme(client):
    factories.essay(title="April Theses", year=1917)
    factories.essay(title="Prisoners Return").themes.add("Амнистия")
    assert titles(client.get("/essays/?theme=amnistiia")) == ["Prisoners Return"]


def test_year_without_essays_shows_a_message(client):
    assert "There are no essays here yet." in client.get("/essays/?year=1954").text


@pytest.mark.parametrize(
    "query",
    [
        "year=0",
        "year=99999",
        "year=x",
        "year=" + "9" * 5000,
        "theme=none",
        "language=xx",
        "sort=x",
    ],
)
def test_invalid_filter_is_ignored(client, query):
    essay = factories.essay()
    assert titles(client.get(f"/essays/?{query}")) == [essay.title]


@pytest.mark.parametrize("query", ["page=0", "page=x", "page=9"])
def test_invalid_page_returns_404(client, query):
    factories.essay()
    assert client.get(f"/essays/?{query}").status_code == 404


def test_list_is_filtered_by_language(client):
    factories.essay(title="April Theses")
    factories.essay(title="Амнистия", language="ru")
    assert titles(client.get("/essays/?language=ru")) == ["Амнистия"]


@pytest.mark.parametrize(
    ("order", "sorted_titles"),
    [("", ["Ba", "Cb", "Ac"]), ("title", ["Ac", "Ba", "Cb"]), ("newest", ["Cb", "Ac", "Ba"])],
)
def test_list_is_sorted(client, order, sorted_titles):
    now = timezone.now()
    for title, year, days in [("Ba", 1917, 3), ("Cb", 1954, 1), ("Ac", None, 2)]:
        factories.essay(title=title, year=year, published_at=now - timedelta(days=days))
    assert titles(client.get(f"/essays/?sort={order}")) == sorted_titles


def offered(response):
    return {
        facet.name: [(choice.value, choice.number) for choice in facet.choices[1:]]
        for facet in response.context["facets"]
    }


def test_choices_have_the_numbers_that_they_leave(client):
    factories.essay(year=1917, language="ru").themes.add("Law")
    factories.essay(year=1954, language="ru").themes.add("Law", "Camps")
    factories.essay(year=1954)
    factories.essay(year=1929, language="de", status=Status.DRAFT).themes.add("Secret")
    assert offered(client.get("/essays/?language=ru")) == {
        "year": [("1917", 1), ("1954", 1)],
        "theme": [("camps", 1), ("law", 2)],
        "language": [("en", 1), ("ru", 2)],
        "sort": [("title", None), ("newest", None)],
    }


def test_canonical_address_has_filters_but_no_order(client):
    factories.essay(language="ru", year=1954)
    text = client.get("/essays/?language=ru&year=x&sort=title").text
    assert '<link rel="canonical" href="http://testserver/essays/?language=ru">' in text


def test_nul_in_the_query_returns_400(client):
    assert client.get("/essays/?year=%00").status_code == 400


def test_list_is_paginated(client):
    for number in range(21):
        factories.essay(title=f"{number:02}")
    assert titles(client.get("/essays/?page=2")) == ["20"]


def test_links_to_pages_keep_the_filters(client):
    for _ in range(21):
        factories.essay(year=1954)
    assert 'href="?year=1954&amp;page=2"' in client.get("/essays/?year=1954").text
