"""Every public page, once, in parts that stay small."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from seventeen_moments.browse.sitemap import parts
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from tests import factories

pytestmark = pytest.mark.django_db

NAMES = {
    "": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
}
HOST = "http://testserver"
KINDS = [kind.source_kind.relation for kind in kinds()]
MAKERS = factories.SOURCES


@pytest.fixture(autouse=True)
def one_part(monkeypatch):
    """Whatever keys the database has come to by the tests before."""
    monkeypatch.setattr(parts, "SIZE", 10**9)


def tree(client, address):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own


def places(client, address, inside="url"):
    return [
        element.text.removeprefix(HOST)
        for element in tree(client, address).findall(f"{inside}/loc", NAMES)
    ]


def found(client, address="/sitemap.xml"):
    """All pages of all parts."""
    return [place for part in places(client, address, "sitemap") for place in places(client, part)]


def pictures(client, address):
    return [element.text for element in tree(client, address).iterfind(".//image:loc", NAMES)]


@pytest.fixture
def archive():
    essay = factories.essay(slug="open", year=1954)
    essay.themes.add("Закон")
    for make in MAKERS:
        make(essay=essay, slug="open")
    return essay


def test_index_names_the_parts_that_have_pages(client, archive):
    assert places(client, "/sitemap.xml", "sitemap") == [
        "/sitemap/ways-in.xml",
        *(f"/sitemap/{name}-0.xml" for name in ["essays", *KINDS, "themes"]),
    ]


def test_sitemap_of_an_empty_archive_holds_the_ways_in(client, db):
    assert found(client) == ["/", "/essays/", "/years/", "/themes/", "/on-this-day/"]


def test_sitemap_holds_every_page_once(client, archive):
    assert found(client) == [
        *["/", "/essays/", "/years/", "/themes/", "/on-this-day/"],
        *["/years/1954/", "/essays/open/"],
        *(f"/essays/open/{kind.source_kind.address}/open/" for kind in kinds()),
        "/themes/%D0%B7%D0%B0%D0%BA%D0%BE%D0%BD/",
    ]


def test_every_address_answers(client, archive):
    assert {client.get(place).status_code for place in found(client)} == {200}


def test_sitemap_in_russian_leads_to_pages_in_russian(client, archive):
    assert {place[:4] for place in found(client, "/ru/sitemap.xml")} == {"/ru/"}


def test_larger_archive_has_more_parts(client, archive, monkeypatch):
    monkeypatch.setattr(parts, "SIZE", 2)
    for number in range(5):
        factories.essay(slug=f"more-{number}")
    essays = [name for name in places(client, "/sitemap.xml", "sitemap") if "essays" in name]
    assert len(essays) >= 3
    assert max(len(places(client, name)) for name in essays) == 2
    assert len({place for place in found(client) if place.startswith("/essays/more")}) == 5


@pytest.mark.parametrize(
    "name", ["essays-0", "essays-1", f"essays-{'9' * 30}", "none-0", "drafts-0", "essays"]
)
def test_part_with_nothing_in_it_is_missing(client, name):
    factories.essay(status=Status.DRAFT).themes.add("Draft")
    assert client.get(f"/sitemap/{name}.xml").status_code == 404


def test_page_tells_when_it_changed(client):
    essay = factories.essay()
    changed = tree(client, "/sitemap/essays-0.xml").findtext("url/lastmod", namespaces=NAMES)
    assert changed == essay.updated.isoformat(timespec="seconds")


def test_page_that_waited_changed_when_it_appeared(client, monkeypatch):
    later = timezone.now() + timedelta(days=1)
    factories.text(essay=factories.essay(published_at=later))
    monkeypatch.setattr(timezone, "now", lambda: datetime(2999, 1, 1, tzinfo=UTC))
    changed = tree(client, "/sitemap/texts-0.xml").findtext("url/lastmod", namespaces=NAMES)
    assert changed == later.isoformat(timespec="seconds")


def test_image_comes_with_its_picture(client):
    image = factories.image()
    assert pictures(client, "/sitemap/images-0.xml") == [f"{HOST}{image.largest['url']}"]


def test_essay_comes_with_its_lead_image(client, archive):
    image = archive.images.get()
    archive.lead_image = image
    archive.save()
    assert pictures(client, "/sitemap/essays-0.xml") == [f"{HOST}{image.largest['url']}"]


@pytest.mark.parametrize(
    "fields", [{"content_warning": "Shows violence."}, {"status": Status.DRAFT}]
)
def test_picture_that_visitors_are_not_shown_at_once_stays_out(client, archive, fields):
    image = archive.images.get()
    for name, value in fields.items():
        setattr(image, name, value)
    image.save()
    archive.lead_image = image
    archive.save()
    factories.image(essay=archive, slug="seen")
    assert pictures(client, "/sitemap/essays-0.xml") == []
    assert len(pictures(client, "/sitemap/images-0.xml")) == 1


QUERIES = {
    # Of essays, each kind and themes a part, if any; what follows the three that have one.
    "/sitemap.xml": 1 + len(kinds()) + 1 + 3,
    "/sitemap/ways-in.xml": 0,  # the years are known
    "/sitemap/essays-0.xml": 1,
    "/sitemap/images-0.xml": 1,
    "/sitemap/themes-0.xml": 1,
}


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("address", "queries"), QUERIES.items())
def test_as_many_queries_for_one_and_three(
    client, django_assert_num_queries, address, queries, number
):
    for theme in range(number):
        essay = factories.essay(year=1954)
        essay.themes.add(f"Theme {theme}")
        essay.lead_image = factories.image(essay=essay)
        essay.save()
    client.get(address)  # content types are looked up once a process
    with django_assert_num_queries(queries):
        client.get(address)


def test_sitemap_sets_no_cookie(client, archive):
    assert not client.get("/sitemap.xml").cookies


def test_parts_without_a_page_are_passed_over(client, monkeypatch):
    essays = [factories.essay() for _ in range(7)]
    monkeypatch.setattr(parts, "SIZE", 2)
    for essay in essays[1:-1]:
        essay.delete()
    ends = [f"/sitemap/essays-{essay.pk // 2}.xml" for essay in (essays[0], essays[-1])]
    assert [name for name in places(client, "/sitemap.xml", "sitemap") if "essays" in name] == ends
