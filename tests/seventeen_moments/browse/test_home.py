import re
from datetime import timedelta

import pytest
from django.utils import timezone

from seventeen_moments.core.kinds import kinds
from tests import factories

pytestmark = pytest.mark.django_db


def test_empty_archive_says_so(client):
    assert "Nothing is published yet." in client.get("/").text


def test_home_has_the_name_of_the_archive(client, settings):
    settings.SITE_NAME = "Archive of Vorkuta"
    assert "<h1>Archive of Vorkuta</h1>" in client.get("/").text


def test_newest_sources_of_all_kinds_are_sorted(client):
    now = timezone.now()
    essay = factories.essay(published_at=now - timedelta(days=30))
    for age, make in enumerate(factories.SOURCES):
        make(essay=essay, title=f"{age} days old", published_at=now - timedelta(days=age))
    titles = [source.title for source in client.get("/").context["sources"]]
    assert titles == [f"{age} days old" for age in range(len(kinds()))][:5]


def test_source_is_as_new_as_its_essay(client):
    now = timezone.now()
    old = factories.essay(published_at=now - timedelta(days=9))
    factories.text(essay=old, title="Second", published_at=now - timedelta(days=1))
    factories.text(essay=factories.essay(), title="First", published_at=now - timedelta(days=8))
    titles = [source.title for source in client.get("/").context["sources"]]
    assert titles == ["First", "Second"]


def test_essay_outside_time_is_listed_separately(client):
    factories.essay(title="Guide", year=None)
    factories.essay(title="Prisoners Return", year=1954)
    assert [essay.title for essay in client.get("/").context["outside_time"]] == ["Guide"]


def test_address_of_the_icon_has_only_characters_of_a_url(client):
    icon = re.search(r'<link rel="icon"[^>]* href="([^"]*)"', client.get("/").text)[1]
    assert re.fullmatch(r"data:image/svg\+xml,[\w!$&'()*+,;=:@/?.~%-]+", icon, re.ASCII)


def test_home_sets_no_cookie(client):
    assert not client.get("/").cookies


@pytest.mark.parametrize("number", [1, 3])
def test_number_of_queries_is_the_same_for_one_and_three(client, number, django_assert_num_queries):
    client.get("/")  # content types are looked up once a process
    for year in range(number):
        essay = factories.essay(year=1954 + year)
        factories.text(essay=essay)
        essay.themes.add(f"Theme {year}")
        factories.essay(year=None)
    # The newest essays, themes, essays outside time, the line; for the newest sources the keys of
    # the newest essays, and for each kind its newest sources and those of these essays.
    with django_assert_num_queries(5 + 2 * len(kinds())):
        client.get("/")
