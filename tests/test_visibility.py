"""No public list or page shows anything unpublished."""

import re
from copy import deepcopy
from datetime import timedelta
from functools import partial
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import timezone
from taggit.models import Tag

from essays.models import Comment
from seventeen_moments.browse.models import FormerSlug
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from seventeen_moments.versions.models import Draft
from tests import factories

pytestmark = pytest.mark.django_db

SECRET = "Unheard-of"
DAY = "1954-03-27"


def pages_of(kind):
    """The pages of a kind of source, in the essay “Open”."""
    section = f"/essays/open/{kind.source_kind.address}/"
    below = ["", "correction/", "correction/thanks/"]
    if kind.source_kind.transcript:
        below += ["captions.vtt", "transcript.txt", "transcript.docx"]
    elif hasattr(kind, "versions"):
        below += ["text.txt", "text.docx"]
    return [section, *(f"{section}open/{page}" for page in below)]


PAGES_OF_KINDS = [page for kind in kinds() for page in pages_of(kind)]
LISTINGS = [
    "/",
    "/essays/",
    "/essays/?year=1954",
    "/essays/?theme=open",
    "/years/",
    "/years/1954/",
    "/themes/",
    "/themes/open/",
    "/essays/open/",
    "/essays/open/text.txt",
    "/essays/open/text.docx",
    *PAGES_OF_KINDS,
    "/comments/",
    "/essays/open/comments/",
    "/essays/open/comments/rules/",
    "/essays/open/comments/?page=1&about=p1",
    "/essays/open/correction/",
    "/essays/open/correction/thanks/",
    "/about/",
    "/about/open/",
    "/ru/about/open/",
    "/contact/",
    "/rights/",
    "/privacy/",
    "/on-this-day/",
    "/on-this-day/03-27/",
    "/feeds/on-this-day/",
    "/feeds/essays/",
    "/feeds/sources/",
    "/feeds/comments/",
    "/themes/open/feed/",
    "/years/1954/feed/",
    "/essays/open/comments/feed/",
    "/sitemap.xml",
    "/sitemap/landing-pages.xml",
    "/search/?q=open",
    "/search/?q=unheard",
    "/search/?q=unheard+zinc",
    "/search/?kind=text",
    "/search/?year=1954",
    "/search/suggest/?q=op",
    "/search/suggest/?q=unh",
]

# Kinds with texts, which have their own pages.
WORDED = {
    factories.text: partial(factories.text, translation="Decree"),
    factories.recording: factories.song,
    factories.video: factories.subtitled,
}
MAKERS = [WORDED.get(make, make) for make in factories.SOURCES]


@pytest.fixture(autouse=True)
def media_root(shared, settings):
    settings.MEDIA_ROOT = shared


@pytest.fixture(scope="module")
def hidden_objects(shared):
    """One published object of each model, and objects that must not be shown."""
    essay = factories.essay(title="Open", slug="open", year=1954)
    tomorrow = timezone.now() + timedelta(days=1)
    hidden = [
        factories.essay(title=SECRET, summary=SECRET, year=1954, status=Status.DRAFT),
        factories.essay(title=SECRET, summary=SECRET, year=1954, published_at=tomorrow),
        factories.essay(title=SECRET, summary=SECRET, year=None, status=Status.DRAFT),
    ]
    drafted = [essay]
    for make in MAKERS:
        drafted.append(make(essay=essay, title="Open", slug="open"))
        drafted[-1].themes.add("Open")
        hidden += [
            make(essay=essay, title=SECRET, description=SECRET, date=DAY, status=Status.DRAFT),
            make(essay=essay, title=SECRET, description=SECRET, date=DAY, published_at=tomorrow),
            *(
                make(essay=draft, title=SECRET, description=SECRET, date=DAY)
                for draft in hidden[:2]
            ),
        ]
    for thing in hidden:
        thing.themes.add("Open", SECRET)
    shown = factories.page(title="Open", slug="open")
    hidden.append(factories.page(title=SECRET, body=f"<p>{SECRET}</p>", status=Status.DRAFT))
    factories.page(title=SECRET, slug="open", language="ru", published_at=tomorrow)
    essay.lead_image = essay.images.get(status=Status.DRAFT)
    sources = [thing for thing in hidden if hasattr(thing, "key")]
    essay.body = "".join(
        f'<p><a data-source="{source.key}">a</a>'
        f'<span class="footnote"><a data-source="{source.key}">b</a></span></p>'
        for source in sources
    )
    essay.save()
    essay.themes.add("Open")
    for state in set(Comment.State) - {Comment.State.APPROVED}:
        opening = factories.comment(
            essay=essay, text=SECRET, name=SECRET, quote=SECRET, state=state
        )
        factories.comment(essay=essay, text="Open", parent=opening)
        factories.comment(essay=essay, text=SECRET, name=SECRET, state=state, parent=opening)
    factories.comment(essay=essay, text="Open")
    Draft.objects.create(target=shown, data={"title": SECRET}, publish_at=tomorrow)
    for thing in drafted:
        data = {"title": SECRET, "slug": "unheard-of", "themes": [SECRET]}
        Draft.objects.create(target=thing, data=data, publish_at=tomorrow)
    return hidden


@pytest.fixture
def archive(hidden_objects):
    """The objects that must not be shown."""
    return deepcopy(hidden_objects)


def words(response):
    """What a reader finds in the response, in the parts of a Word file, too."""
    if "officedocument" not in response.headers.get("Content-Type", ""):
        return response.text
    with ZipFile(BytesIO(response.content)) as file:
        return b"".join(map(file.read, file.namelist())).decode(errors="replace")


@pytest.mark.parametrize("address", LISTINGS)
def test_pages_have_nothing_unpublished(client, archive, address):
    response = client.get(address)
    assert response.status_code == 200
    assert SECRET not in words(response)


def test_sitemap_has_nothing_unpublished(client, archive):
    parts = re.findall("<loc>(.+?)</loc>", client.get("/sitemap.xml").text)
    told = [client.get(part).text for part in parts]
    assert (len(told), [page for page in told if SECRET.lower() in page.lower()]) == (
        3 + len(kinds()),
        [],
    )


def test_links_to_unpublished_sources_are_plain_text(client, archive):
    page = client.get("/essays/open/").text
    body = page.partition('<div class="body"')[2].partition('<section class="block"')[0]
    links = re.findall(r'href="([^"]+)"', re.sub(r'href="[^"]*#([prn]\d+|write)"', "", body))
    assert (links, "data-source" in page, "<img" in body) == ([], False, False)


@pytest.mark.parametrize("address", LISTINGS)
def test_visitors_cannot_preview_drafts(client, archive, address):
    response = client.get(address, QUERY_STRING="draft")
    assert response.status_code in {200, 404}
    assert SECRET not in words(response)


def test_pages_of_unpublished_objects_are_missing(client, archive):
    found = [client.get(thing.get_absolute_url()).status_code for thing in archive]
    assert found == [404] * len(archive)


def test_unpublished_pages_accept_no_corrections(client, archive):
    addresses = [f"{thing.get_absolute_url()}correction/" for thing in archive]
    found = [client.get(address).status_code for address in addresses]
    found += [client.post(address, {"text": "x"}).status_code for address in addresses]
    assert found == [404] * 2 * len(archive)


def test_former_addresses_of_unpublished_objects_are_missing(client, archive):
    before = [thing.get_absolute_url() for thing in archive]
    for thing in archive:
        FormerSlug.objects.remember(
            type(thing), {thing.pk: [thing.slug, getattr(thing, "essay_id", 0)]}
        )
        thing.slug = f"{thing.slug}-moved"
        thing.save()
    found = [client.get(address).status_code for address in before]
    assert found == [404] * len(archive)


@pytest.mark.parametrize("name", ["captions.vtt", "transcript.txt", "text.txt", "text.docx"])
def test_words_of_unpublished_pages_are_missing(client, archive, name):
    found = [client.get(f"{thing.get_absolute_url()}{name}").status_code for thing in archive]
    assert found == [404] * len(archive)


@pytest.mark.parametrize("theme", ["unheard-of", "no-such-theme"])
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/essays/?theme={}", 200),
        ("/themes/{}/", 404),
        ("/themes/{}/feed/", 404),
        ("/search/?theme={}", 200),
        ("/search/?q=open&theme={}", 200),
    ],
)
def test_theme_of_drafts_only_is_missing(client, archive, address, status, theme):
    assert Tag.objects.filter(slug="unheard-of").exists()
    response = client.get(address.format(theme))
    assert (response.status_code, SECRET in response.text) == (status, False)


def test_former_address_of_a_theme_of_drafts_only_is_missing(client, archive):
    theme = Tag.objects.get(slug="unheard-of")
    FormerSlug.objects.remember(Tag, {theme.pk: ["formerly"]})
    assert client.get("/themes/formerly/").status_code == 404


def test_counts_leave_out_unpublished_objects(client, archive):
    essay = client.get("/essays/open/").context["essay"]
    assert [section.count for section in essay.sections()] == [1] * len(kinds())


def test_timeline_counts_published_essays_only(client, archive):
    moments = client.get("/years/").context["moments"]
    assert [(moment.year, moment.essays) for moment in moments] == [(1954, 1)]


@pytest.mark.parametrize("address", LISTINGS)
def test_no_public_page_sets_a_cookie(client, archive, address):
    assert not client.get(address).cookies
