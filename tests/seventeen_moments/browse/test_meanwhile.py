"""Pages of the same time from the rest of the archive."""

from datetime import timedelta

import pytest
from django.utils import timezone

from seventeen_moments.browse.meanwhile import meanwhile
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return factories.text(essay=factories.essay(year=1953), title="Decree", date="1953-03-27")


def titles(page):
    return [(row.title, row.near) for row in meanwhile(page)]


def test_nearest_pages_come_first(source):
    other = factories.essay(year=1953, title="Essay of the Year")
    for title, date in [
        ("Year", "1953"),
        ("Month", "1953-03"),
        ("Day", "1953-03-27"),
        ("Other month", "1953-07-01"),
        ("Day of that month", "1953-03-28"),
        ("Other year", "1954-03-27"),
        ("Years", "1953/1956"),
    ]:
        factories.image(essay=other, title=title, date=date)
    assert titles(source) == [
        ("Day", 0),
        ("Month", 1),
        ("Day of that month", 1),
        ("Year", 2),
        ("Other month", 2),
        ("Essay of the Year", 2),
    ]


def test_pages_of_all_kinds_have_their_addresses(source):
    essay = factories.essay(slug="other")
    for make in factories.SOURCES:
        make(essay=essay, slug="one", date="1953-03-27")
    addresses = {f"/essays/other/{kind.source_kind.address}/one/" for kind in kinds()}
    assert {row.address for row in meanwhile(source)} == addresses


def test_own_essay_and_its_sources_are_left_out(source):
    factories.image(essay=source.essay, date="1953-03-27")
    assert (titles(source), titles(source.essay)) == ([], [])


def test_essay_has_the_sources_of_its_year(source):
    essay = factories.essay(year=1953)
    assert titles(essay) == [("Decree", 2)]


def test_undated_source_uses_the_year_of_its_essay(source):
    undated = factories.text(essay=factories.essay(year=1953))
    assert titles(undated) == [("Decree", 2), (source.essay.title, 2)]


@pytest.mark.parametrize("date", ["", "../1953", "1953/..", "19XX", "1950/1960"])
def test_page_without_time_or_of_a_long_period_has_none(source, date):
    assert titles(factories.text(essay=factories.essay(year=None), date=date)) == []


@pytest.mark.parametrize("date", ["1953/1956", "195X", "1952-24", "1953-02/1954-05"])
def test_page_that_spans_years_has_the_pages_of_these_years(source, date):
    essay = factories.essay(year=None)
    for other in ["1949", "1961-02-01", "../1953", "1952/1961"]:
        factories.image(essay=essay, date=other)
    spanning = factories.text(essay=factories.essay(year=None), date=date)
    assert titles(spanning) == [("Decree", 3), (source.essay.title, 3)]


def test_page_that_spans_years_says_so(client, source):
    spanning = factories.text(essay=factories.essay(), date="1953/1956")
    page = client.get(spanning.get_absolute_url())
    part = page.text.partition('aria-labelledby="meanwhile"')[2].partition("</nav>")[0]
    assert ("Decree</a>" in part, "In these years" in part, "/years/" in part) == (
        True,
        True,
        False,
    )


def test_unpublished_page_is_left_out(source):
    tomorrow = timezone.now() + timedelta(days=1)
    essay, draft = factories.essay(), factories.essay(status=Status.DRAFT, year=1953)
    factories.text(essay=essay, date="1953-03-27", status=Status.DRAFT)
    factories.text(essay=essay, date="1953-03-27", published_at=tomorrow)
    factories.text(essay=draft, date="1953-03-27")
    assert titles(source) == []


def test_page_of_a_source_shows_them_and_links_the_year(client, source):
    factories.image(title="Gate", date="1953-03-27", essay=factories.essay(slug="other"))
    page = client.get(source.get_absolute_url()).text
    part = page.partition('aria-labelledby="meanwhile"')[2].partition("</nav>")[0]
    assert ("Gate</a>" in part, "The same day" in part, 'href="/years/1953/"' in part) == (
        True,
    ) * 3


def test_pages_are_found_in_one_query(source, django_assert_num_queries):
    with django_assert_num_queries(1):
        meanwhile(source)


def test_dates_are_in_words(source):
    essay = factories.essay(year=1953)
    factories.text(essay=essay, date="1953-21")
    factories.text(essay=essay, date="1953-04-01", display_date="All Fools’ Day")
    dates = [row.date for row in meanwhile(source)]
    assert dates == ["spring 1953", "All Fools’ Day", ""]
