"""The entries of each feed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from essays.models import Comment
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from tests import factories
from tests.seventeen_moments.feeds.reading import titles

pytestmark = pytest.mark.django_db

SOURCES = factories.SOURCES


def on(day):
    return datetime(2020, 1, day, tzinfo=UTC)


def test_essays_are_sorted_newest_first(client):
    for day in [1, 3, 2]:
        factories.essay(title=f"Day {day}", published_at=on(day))
    assert titles(client, "/feeds/essays/") == ["Day 3", "Day 2", "Day 1"]


def test_sources_of_all_kinds_are_sorted_newest_first(client):
    essay = factories.essay(published_at=on(1))
    for day, make in enumerate(SOURCES, 2):
        make(essay=essay, title=f"Day {day}", published_at=on(day))
    days = reversed(range(2, 2 + len(SOURCES)))
    assert titles(client, "/feeds/sources/") == [f"Day {day}" for day in days]


def test_source_is_at_least_as_new_as_its_essay(client):
    factories.text(title="Waited", published_at=on(1), essay=factories.essay(published_at=on(9)))
    factories.text(title="At once", published_at=on(5), essay=factories.essay(published_at=on(1)))
    assert titles(client, "/feeds/sources/") == ["Waited", "At once"]


def test_essay_appears_at_its_time(client, monkeypatch):
    now = timezone.now()
    factories.essay(title="Later", published_at=now + timedelta(hours=1))
    assert titles(client, "/feeds/essays/") == []
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=2))
    assert titles(client, "/feeds/essays/") == ["Later"]


def test_theme_has_its_essays_and_sources(client):
    essay = factories.essay(title="Essay", published_at=on(1))
    text = factories.text(title="Text", essay=essay, published_at=on(2))
    factories.text(title="Of another theme", essay=essay).themes.add("Order")
    for page in [essay, text]:
        page.themes.add("Амнистия")
    assert titles(client, "/themes/amnistiia/feed/") == ["Text", "Essay"]


def test_year_has_the_sources_dated_in_it(client):
    essay = factories.essay(year=1953)
    factories.text(title="Of the year", date="1954-03-27", essay=essay)
    factories.text(title="Earlier", date="1953-03-27", essay=factories.essay(year=1954))
    assert "Of the year" in titles(client, "/years/1954/feed/")
    assert "Earlier" not in titles(client, "/years/1954/feed/")


def test_year_has_its_essays_and_their_sources(client):
    essay = factories.essay(title="Essay", year=1954, published_at=on(1))
    factories.text(title="Text", essay=essay, published_at=on(2))
    factories.text(title="Another year", essay=factories.essay(year=1955))
    assert titles(client, "/years/1954/feed/") == ["Text", "Essay"]


def test_year_has_the_sources_of_its_page(client):
    factories.text(title="Dated", essay=factories.essay(year=None), date="1954-03-27")
    factories.text(title="Elsewhere", essay=factories.essay(year=1954), date="1917")
    assert titles(client, "/years/1954/feed/") == ["Essay 2", "Dated"]


@pytest.mark.parametrize(
    "address",
    [
        "/themes/none/feed/",
        "/themes/hidden/feed/",
        "/years/1954/feed/",
        "/years/0/feed/",
        "/years/99999/feed/",
        "/essays/none/comments/feed/",
        "/essays/hidden/comments/feed/",
    ],
)
def test_feed_of_an_unpublished_page_returns_404(client, address):
    factories.essay(slug="hidden", year=1954, status=Status.DRAFT).themes.add("hidden")
    assert client.get(address).status_code == 404


def test_comments_of_the_site_are_sorted_newest_first(client):
    for name in ["Anna", "Boris"]:
        factories.comment(name=name, essay=factories.essay(title=f"Of {name}"))
    assert titles(client, "/feeds/comments/") == ["Boris on “Of Boris”", "Anna on “Of Anna”"]


def test_feed_of_an_essay_has_its_own_comments(client):
    essay = factories.essay(title="Prisoners Return", slug="prisoners-return")
    factories.comment(essay=essay)
    factories.comment()
    address = "/essays/prisoners-return/comments/feed/"
    assert titles(client, address) == ["Anna on “Prisoners Return”"]


@pytest.mark.parametrize("state", set(Comment.State) - {Comment.State.APPROVED})
def test_unapproved_comment_is_left_out(client, state):
    factories.comment(state=state)
    assert titles(client, "/feeds/comments/") == []


def test_withdrawn_comment_is_left_out(client):
    factories.comment().withdraw()
    assert titles(client, "/feeds/comments/") == []


@pytest.mark.parametrize("address", ["/feeds/essays/", "/feeds/sources/", "/feeds/comments/"])
def test_feed_has_thirty_entries_at_most(client, address):
    essay = factories.essay(published_at=on(1))
    for number in range(31):
        factories.essay()
        factories.text(essay=essay, title=f"Text {number}")
        factories.comment(essay=essay)
    assert len(titles(client, address)) == 30


OF_SOURCES = 1 + 3 * len(
    kinds()
)  # the newest essays; for each kind its newest, those of the essays, the themes
QUERIES = {
    "/feeds/essays/": 2,  # the essays, their themes
    "/feeds/sources/": OF_SOURCES,
    "/themes/law/feed/": 3 + OF_SOURCES,  # the theme, the essays, their themes
    "/years/1954/feed/": 2 + OF_SOURCES,
    "/feeds/comments/": 1,
    "/essays/essay-1/comments/feed/": 2,
}


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("address", "queries"), QUERIES.items())
def test_number_of_queries_is_the_same_for_one_and_three(
    client, django_assert_num_queries, address, queries, number
):
    for _ in range(number):
        essay = factories.essay(year=1954)
        factories.comment(essay=essay)
        for page in [essay, *(make(essay=essay) for make in SOURCES)]:
            page.themes.add("law")
    client.get(address)  # content types are looked up once a process
    with django_assert_num_queries(queries):
        client.get(address)
