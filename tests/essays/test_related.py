import pytest

from essays.models import Essay
from seventeen_moments.core.publication import Status
from tests import factories

pytestmark = pytest.mark.django_db


def related(essay):
    return [other.title for other in Essay.objects.published().related_to(essay)]


def essay(title, *themes, **fields):
    created = factories.essay(title=title, **fields)
    created.themes.add(*themes)
    return created


def test_essays_of_the_same_year_come_before_those_with_the_same_themes():
    here = essay("Here", "Law", "Gulag", year=1954)
    essay("One theme", "Law")
    essay("Two themes", "Law", "Gulag")
    essay("Same year", year=1954)
    essay("Neither", "Film", year=1917)
    assert related(here) == ["Same year", "Two themes", "One theme"]


def test_essays_without_year_are_not_related_by_year():
    essay("Another", year=None)
    assert related(essay("Here", year=None)) == []


def test_draft_is_not_related():
    here = essay("Here", year=1954)
    essay("Draft", year=1954, status=Status.DRAFT)
    assert related(here) == []


def test_page_says_why_essays_are_related(client):
    here = essay("Here", "Law", "Gulag", year=1954)
    essay("Virgin Lands", year=1954)
    essay("Secret Speech", "Law", "Gulag", year=1956)
    html = client.get(here.get_absolute_url()).text
    assert "From the same year · 1954" in html
    assert "With 2 of the same themes · 1956" in html
