"""Facets, with counts that are right under all other filters."""

import pytest

from seventeen_moments.search import facet_counts
from seventeen_moments.search.matches import Matches
from seventeen_moments.search.parsing import parse
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    old, new = factories.essay(title="Old amnesty", year=1953), factories.essay(year=1956)
    for essay, make, language in [
        (old, factories.text, "ru"),
        (old, factories.image, "ru"),
        (new, factories.text, "de"),
        (new, factories.text, "ru"),
    ]:
        source = make(essay=essay, title="Amnesty", language=language, date=f"{essay.year}-03")
        source.themes.add("Law" if language == "ru" else "Camps")


def counts(client, **parameters):
    """The labels of choices with their numbers, by title of the facet."""
    facets = client.get("/search/", {"q": "amnesty", **parameters}).context["facets"]
    return {
        facet.title: {choice.label: choice.number for choice in facet.choices} for facet in facets
    }


def test_counts_are_those_of_the_results(client, archive):
    assert counts(client) == {
        "Kind": {"Texts": 3, "Essays": 1, "Images": 1},
        "Moment": {"1953": 3, "1956": 2},
        "Theme": {"Law": 3, "Camps": 1},
        "Language": {"Russian": 3, "English": 1, "German": 1},
    }


def test_filter_narrows_the_counts_of_other_facets(client, archive):
    assert counts(client, kind="text") == {
        "Kind": {"Texts": 3, "Essays": 1, "Images": 1},
        "Moment": {"1953": 1, "1956": 2},
        "Theme": {"Law": 2, "Camps": 1},
        "Language": {"Russian": 2, "German": 1},
    }


def test_two_filters_narrow_the_counts_of_other_facets(client, archive):
    found = counts(client, kind="text", language="ru")
    assert found["Moment"] == {"1953": 1, "1956": 1}
    assert found["Kind"] == {"Texts": 2, "Images": 1}


@pytest.mark.parametrize(
    ("dates", "number"),
    [
        ({"from": "1953-03"}, 5),
        ({"to": "1953"}, 3),
        ({"from": "1954", "to": "1956"}, 2),
        ({"from": "1953-04", "to": "1953-12"}, 1),
    ],
)
def test_dates_narrow_the_results(client, archive, dates, number):
    assert client.get("/search/", {"q": "amnesty", **dates}).context["matches"].number == number


def test_choice_links_the_search_with_it_and_without(client, archive):
    kind = client.get("/search/?q=amnesty").context["facets"][0]
    chosen = client.get(kind.choices[0].address).context["facets"][0]
    assert kind.choices[0].address == "/search/?q=amnesty&kind=text"
    assert (chosen.choices[0].is_chosen, chosen.choices[0].address) == (True, "/search/?q=amnesty")


def test_counts_of_very_many_results_are_kept_until_something_changes(
    transactional_db, client, archive, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr("seventeen_moments.search.facet_counts.MOST_COUNTED", 3)
    before, matches = counts(client), Matches(parse("amnesty"))
    assert matches.number
    facet_counts.counts(matches)
    with django_assert_num_queries(0):
        facet_counts.counts(matches)
    factories.essay(title="New amnesty", year=1953)
    assert before["Kind"]["Essays"] + 1 == counts(client)["Kind"]["Essays"]
