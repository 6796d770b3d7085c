"""Titles and themes that begin with what a reader types."""

from datetime import timedelta

import pytest
from django.utils import timezone

from seventeen_moments.core.publication import Status
from seventeen_moments.search.models import TitleWord
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESS = "/search/suggest/"


def titles(client, q):
    return [found["title"] for found in client.get(ADDRESS, {"q": q}).json()["suggestions"]]


@pytest.fixture
def archive():
    essay = factories.essay(title="Prisoners Return", slug="return")
    factories.text(essay=essay, title="Указ об амнистии")
    factories.reference(essay=essay, title="Returning from the Gulag")
    factories.reference(essay=essay, title="Гимн СССР")
    factories.reference(essay=essay, title="Post-thaw Housing")
    essay.themes.add("Return and Release", "Архив")
    return essay


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("ret", ["Return and Release", "Prisoners Return", "Returning from the Gulag"]),
        ("RÉT", ["Return and Release", "Prisoners Return", "Returning from the Gulag"]),
        ("prisoners ret", ["Prisoners Return"]),
        ("return pris", ["Prisoners Return"]),
        ("амн", ["Указ об амнистии"]),
        ("УКАЗ АМН", ["Указ об амнистии"]),
        ("release", ["Return and Release"]),
        ("prison camp", []),
        ("с.с.с.р", ["Гимн СССР"]),
        ("postth", ["Post-thaw Housing"]),
        ("архивъ", ["Архив"]),
    ],
)
def test_titles_and_themes_are_suggested_by_any_word(client, archive, q, found):
    assert titles(client, q) == found


@pytest.mark.parametrize(
    "q", ["", "r", " ", '"', "*", "\ud800", "👍", "x" * 100_000, "a b " * 3000, "'; DROP TABLE x"]
)
def test_odd_input_has_no_suggestions(client, archive, q):
    assert titles(client, q.encode("utf-8", "replace").decode()) == []


def test_nul_returns_400(client, archive):
    assert client.get(f"{ADDRESS}?q=re%00").status_code == 400


def test_suggestion_has_title_kind_and_address(client, archive):
    answer = client.get(ADDRESS, {"q": "указ"}).json()
    assert answer == {
        "found": "1 suggestion",
        "suggestions": [
            {
                "title": "Указ об амнистии",
                "language": "en",
                "kind_name": "Text",
                "address": archive.texts.get().get_absolute_url(),
            }
        ],
    }


def test_kind_is_in_the_language_of_the_page(client, archive):
    answer = client.get(f"/ru{ADDRESS}", {"q": "указ"}).json()
    [suggestion] = answer["suggestions"]
    assert (suggestion["kind_name"], suggestion["address"][:4]) == ("Текст", "/ru/")


def test_unpublished_page_is_not_suggested(client, archive):
    tomorrow = timezone.now() + timedelta(days=1)
    draft = factories.essay(title="Returned", slug="draft", status=Status.DRAFT)
    draft.themes.add("Returners", *(f"Retained {number}" for number in range(8)))
    factories.essay(title="Returned", slug="future", published_at=tomorrow)
    factories.text(title="Returned", essay=draft)
    assert "Returned" not in titles(client, "ret") + titles(client, "returne")
    assert titles(client, "ret")[0] == "Return and Release"  # however many hidden ones precede it


def test_at_most_eight_are_suggested(client, archive):
    for _ in range(9):
        factories.text(essay=archive, title="Return")
    assert len(titles(client, "return")) == 8


def test_changed_title_is_suggested_by_its_new_words(client, archive):
    archive.title = "Home Again"
    archive.save()
    assert (titles(client, "prisoners"), titles(client, "hom")) == ([], ["Home Again"])


def test_deletion_removes_the_words_of_titles(archive):
    archive.delete()
    assert list(TitleWord.objects.all()) == []


@pytest.mark.parametrize("number", [1, 3])
def test_number_of_queries_is_the_same_for_one_and_three(
    client, archive, django_assert_num_queries, number
):
    for each in range(number):
        essay = factories.essay(title="Zinc", slug=f"zinc-{each}")
        factories.text(essay=essay, title="Zinc")
        essay.themes.add(f"Zinc {each}")
    with django_assert_num_queries(7):
        client.get(ADDRESS, {"q": "zin"})


def test_browser_keeps_suggestions_for_a_minute_by_language(client, archive):
    headers = client.get(ADDRESS, {"q": "ret"}).headers
    assert headers["Cache-Control"] == "private, max-age=60"
    assert "Accept-Language" in headers["Vary"]
