import pytest

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
        "page=0",
        "page=x",
        "page=9",
    ],
)
def test_invalid_query_returns_404(client, query):
    factories.essay()
    assert client.get(f"/essays/?{query}").status_code == 404


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


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_three_queries(client, number, django_assert_num_queries):
    for _ in range(number):
        essay = factories.essay(year=1954)
        essay.lead_image = factories.image(essay=essay)
        essay.save()
    with django_assert_num_queries(3):  # the count, the keys, the rows
        client.get("/essays/")
