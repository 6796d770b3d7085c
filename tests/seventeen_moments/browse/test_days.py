"""“On this day”, as a page and as a feed."""

from datetime import timedelta

import feedparser
import pytest
from django.utils import timezone

from seventeen_moments.core.publication import Status
from tests import factories

pytestmark = pytest.mark.django_db


def titles(client, day):
    return [source.title for source in client.get(f"/on-this-day/{day}/").context["sources"]]


def test_sources_of_the_day_are_sorted_by_year(client):
    factories.text(title="Decree", date="1953-03-27")
    factories.image(title="Gate", date="1917-03-27")
    factories.text(title="Month", date="1953-03")
    factories.text(title="About", date="1953-03-27~")
    factories.text(title="Other", date="1953-03-28")
    assert titles(client, "03-27") == ["Gate", "Decree"]


def test_page_without_a_day_shows_today(client):
    today = timezone.localdate()
    factories.text(title="Decree", date=f"1953-{today:%m-%d}")
    shown = client.get("/on-this-day/").context["sources"]
    assert [source.title for source in shown] == ["Decree"]


def test_unpublished_source_is_left_out(client):
    tomorrow = timezone.now() + timedelta(days=1)
    factories.text(date="1953-03-27", status=Status.DRAFT)
    factories.text(date="1953-03-27", published_at=tomorrow)
    factories.text(date="1953-03-27", essay=factories.essay(status=Status.DRAFT))
    assert titles(client, "03-27") == []


def test_leap_day_has_a_page(client):
    page = client.get("/on-this-day/02-29/").text
    around = ["/on-this-day/02-28/", "/on-this-day/03-01/"]
    assert [address for address in around if f'href="{address}"' not in page] == []


@pytest.mark.parametrize("day", ["02-30", "13-01", "3-27", "03-2", "xx-yy", "0327", "1953-03-27"])
def test_invalid_day_returns_404(client, day):
    assert client.get(f"/on-this-day/{day}/").status_code == 404


def test_feed_of_today_is_valid_and_has_new_ids_every_year(client):
    today = timezone.localdate()
    factories.text(title="Decree", date=f"1953-{today:%m-%d}")
    feed = feedparser.parse(client.get("/feeds/on-this-day/").content)
    [entry] = feed.entries
    assert (feed.bozo, entry.title) == (False, "1953: Decree")
    assert entry.id.endswith(f"/{today.year}")


def test_day_with_many_sources_is_paginated(client):
    essay = factories.essay()
    for year in range(1920, 1945):
        factories.text(essay=essay, title=str(year), date=f"{year}-03-27")
    assert titles(client, "03-27")[::19] == ["1920", "1939"]
    second = client.get("/on-this-day/03-27/", {"page": 2}).context["sources"]
    assert [source.title for source in second] == ["1940", "1941", "1942", "1943", "1944"]
