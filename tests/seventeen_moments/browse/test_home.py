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


def new(client):
    return [page.title for page in client.get("/").context["new"]]


def with_picture(**fields):
    essay = factories.essay(**fields)
    essay.lead_image = factories.image(essay=essay, title=f"Gate of {essay.title}")
    essay.save()
    return essay


def test_newest_sources_of_all_kinds_are_sorted(client):
    now = timezone.now()
    essays = [factories.essay(published_at=now - timedelta(days=30)) for _ in kinds()]
    for age, (essay, make) in enumerate(zip(essays, factories.SOURCES, strict=True)):
        make(essay=essay, title=f"{age} days old", published_at=now - timedelta(days=age))
    assert [title for title in new(client) if "old" in title] == [
        f"{age} days old" for age in range(len(kinds()))
    ][:5]


def test_source_is_as_new_as_its_essay(client):
    now = timezone.now()
    old = factories.essay(published_at=now - timedelta(days=9))
    factories.text(essay=old, title="Second", published_at=now - timedelta(days=1))
    essay = factories.essay()
    factories.text(essay=essay, title="First", published_at=now - timedelta(days=8))
    assert new(client) == [old.title, "First", "Second"]


def test_new_sources_are_one_of_each_kind_of_an_essay_and_two_at_most(client):
    old = factories.essay(title="Old", published_at=timezone.now() - timedelta(days=9))
    factories.reference(essay=old, title="Of the old essay", published_at=old.published_at)
    essay = factories.essay(title="New")
    for number in range(40):
        factories.reference(essay=essay, title=f"Book {number}")
    for number in range(2):
        factories.text(essay=essay, title=f"Text {number}")
        factories.recording(essay=essay, title=f"Song {number}")
    kinds_shown = [title.split()[0] for title in new(client)]
    assert kinds_shown[0] == "Old"
    assert (len(kinds_shown), len({*kinds_shown[1:3]}), kinds_shown[3]) == (4, 2, "Of")


def test_newest_essay_with_a_picture_is_featured(client):
    long_ago = timezone.now() - timedelta(days=9)
    with_picture(title="Older", year=1917, published_at=long_ago - timedelta(days=1))
    with_picture(title="Old", year=1954, published_at=long_ago)
    with_picture(title="Guide", year=None)
    factories.essay(title="New", year=1956)
    hidden = with_picture(title="Newest", year=1961)
    hidden.lead_image.content_warning = "It shows the dead."
    hidden.lead_image.save()
    context = client.get("/").context
    assert context["feature"].title == "Old"
    assert [essay.title for essay in context["new"][:3]] == ["Newest", "New", "Guide"]


def test_without_pictures_the_newest_essay_with_a_year_is_featured(client):
    factories.essay(title="Prisoners Return", year=1954)
    factories.essay(title="Guide", year=None)
    context = client.get("/").context
    assert context["feature"].title == "Prisoners Return"
    assert [essay.title for essay in context["outside_time"]] == ["Guide"]


def test_archive_with_only_a_guide_shows_it_once(client):
    factories.essay(title="Guide", year=None)
    page = client.get("/")
    assert (page.context["feature"].title, page.context["outside_time"]) == ("Guide", [])
    assert page.text.count(">Guide</a>") == 1


def test_name_in_the_masthead_has_no_number(client, settings):
    factories.essay(year=1954)
    mark = client.get("/").text.partition('<a class="mark" href="/">')[2].partition("</a>")[0]
    assert mark.strip() == settings.SITE_NAME


def test_address_of_the_icon_has_only_characters_of_a_url(client):
    icon = re.search(r'<link rel="icon"[^>]* href="([^"]*)"', client.get("/").text)[1]
    assert re.fullmatch(r"data:image/svg\+xml,[\w!$&'()*+,;=:@/?.~%-]+", icon, re.ASCII)


def test_home_sets_no_cookie(client):
    assert not client.get("/").cookies
