"""Every public page, once, in parts that stay small."""

import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from taggit.models import Tag

from seventeen_moments.browse import sitemaps
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
    """The sequences of keys go on from test to test."""
    monkeypatch.setattr(sitemaps, "SIZE", 10**9)


def tree(client, address):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own


def locations(client, address, inside="url"):
    return [
        element.text.removeprefix(HOST)
        for element in tree(client, address).findall(f"{inside}/loc", NAMES)
    ]


def all_pages(client, address="/sitemap.xml"):
    """All pages of all parts."""
    return [
        page for part in locations(client, address, "sitemap") for page in locations(client, part)
    ]


def images(client, address):
    return [element.text for element in tree(client, address).iterfind(".//image:loc", NAMES)]


@pytest.fixture
def archive():
    essay = factories.essay(slug="open", year=1954)
    essay.themes.add(Tag.objects.create(name="Закон", slug="закон"))
    for make in MAKERS:
        make(essay=essay, slug="open")
    return essay


LANDING_PAGES = [
    *["/", "/essays/", "/years/", "/themes/", "/on-this-day/", "/comments/"],
    *["/about/", "/contact/", "/rights/", "/privacy/"],
]


def test_index_lists_the_parts_that_have_pages(client, archive):
    assert locations(client, "/sitemap.xml", "sitemap") == [
        "/sitemap/landing-pages.xml",
        *(f"/sitemap/{name}-0.xml" for name in ["essays", *KINDS, "themes"]),
    ]


def test_sitemap_of_an_empty_archive_has_the_landing_pages(client, db):
    assert all_pages(client) == LANDING_PAGES


def test_sitemap_has_every_page_once(client, archive):
    assert all_pages(client) == [
        *LANDING_PAGES,
        *["/years/1954/", "/essays/open/"],
        *(f"/essays/open/{kind.source_kind.address}/open/" for kind in kinds()),
        "/themes/%D0%B7%D0%B0%D0%BA%D0%BE%D0%BD/",
    ]


def test_every_address_answers(client, archive):
    assert {client.get(page).status_code for page in all_pages(client)} == {200}


def test_russian_sitemap_lists_russian_pages(client, archive):
    assert {page[:4] for page in all_pages(client, "/ru/sitemap.xml")} == {"/ru/"}


def test_larger_archive_has_more_parts(client, archive, monkeypatch):
    monkeypatch.setattr(sitemaps, "SIZE", 2)
    for number in range(5):
        factories.essay(slug=f"more-{number}")
    essays = [name for name in locations(client, "/sitemap.xml", "sitemap") if "essays" in name]
    assert len(essays) >= 3
    assert max(len(locations(client, name)) for name in essays) == 2
    assert len({page for page in all_pages(client) if page.startswith("/essays/more")}) == 5


@pytest.mark.parametrize(
    "name", ["essays-0", "essays-1", f"essays-{'9' * 30}", "none-0", "drafts-0", "essays"]
)
def test_empty_part_returns_404(client, name):
    factories.essay(status=Status.DRAFT).themes.add("Draft")
    assert client.get(f"/sitemap/{name}.xml").status_code == 404


def test_page_has_the_time_of_its_last_change(client):
    essay = factories.essay()
    changed = tree(client, "/sitemap/essays-0.xml").findtext("url/lastmod", namespaces=NAMES)
    assert changed == essay.updated.isoformat(timespec="seconds")


def test_publication_counts_as_a_change(client, monkeypatch):
    later = timezone.now() + timedelta(days=1)
    factories.text(essay=factories.essay(published_at=later))
    monkeypatch.setattr(timezone, "now", lambda: datetime(2999, 1, 1, tzinfo=UTC))
    changed = tree(client, "/sitemap/texts-0.xml").findtext("url/lastmod", namespaces=NAMES)
    assert changed == later.isoformat(timespec="seconds")


def test_image_page_has_its_image(client):
    image = factories.image()
    assert images(client, "/sitemap/images-0.xml") == [f"{HOST}{image.largest['url']}"]


def test_essay_has_its_lead_image(client, archive):
    image = archive.images.get()
    archive.lead_image = image
    archive.save()
    assert images(client, "/sitemap/essays-0.xml") == [f"{HOST}{image.largest['url']}"]


@pytest.mark.parametrize(
    "fields", [{"content_warning": "Shows violence."}, {"status": Status.DRAFT}]
)
def test_image_hidden_at_first_is_left_out(client, archive, fields):
    image = archive.images.get()
    for name, value in fields.items():
        setattr(image, name, value)
    image.save()
    archive.lead_image = image
    archive.save()
    factories.image(essay=archive, slug="seen")
    assert images(client, "/sitemap/essays-0.xml") == []
    assert len(images(client, "/sitemap/images-0.xml")) == 1


QUERIES = {
    # The first part of essays, of each kind and of themes; the next after the three found.
    "/sitemap.xml": 1 + len(kinds()) + 1 + 3,
    "/sitemap/landing-pages.xml": 0,  # the years are cached
    "/sitemap/essays-0.xml": 1,
    "/sitemap/images-0.xml": 1,
    "/sitemap/themes-0.xml": 1,
}


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("address", "queries"), QUERIES.items())
def test_number_of_queries_is_the_same_for_one_and_three(
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


@pytest.mark.parametrize("address", sorted(QUERIES.keys() - {"/sitemap/landing-pages.xml"}))
def test_queries_have_neither_count_nor_offset(client, archive, address):
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    counted = [sql for query in queries if re.search(r"COUNT\(|OFFSET", sql := query["sql"])]
    assert counted == []


def test_sitemap_sets_no_cookie(client, archive):
    assert not client.get("/sitemap.xml").cookies


@pytest.mark.parametrize("name", ["sitemap", "sitemap/landing-pages", "sitemap/essays-0"])
def test_sitemap_is_only_read(client, name):
    factories.essay()
    assert client.post(f"/{name}.xml").status_code == 405


@pytest.mark.parametrize("name", ["sitemap", "sitemap/landing-pages", "sitemap/essays-0"])
def test_sitemap_itself_is_marked_noindex(client, archive, name):
    assert client.get(f"/{name}.xml")["X-Robots-Tag"] == "noindex, noodp, noarchive"


def test_index_skips_empty_parts(client, monkeypatch):
    essays = [factories.essay() for _ in range(7)]
    monkeypatch.setattr(sitemaps, "SIZE", 2)
    for essay in essays[1:-1]:
        essay.delete()
    ends = [f"/sitemap/essays-{essay.pk // 2}.xml" for essay in (essays[0], essays[-1])]
    assert [
        name for name in locations(client, "/sitemap.xml", "sitemap") if "essays" in name
    ] == ends
