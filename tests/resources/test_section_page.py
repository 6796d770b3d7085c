from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from seventeen_moments.core.publication import Status
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESSES = {
    "texts": factories.text,
    "images": factories.image,
    "music": factories.recording,
    "other-resources": factories.reference,
}


@pytest.fixture(params=ADDRESSES)
def address(request):
    return request.param


def titles(response):
    return [source.title for source in response.context["sources"]]


def test_sources_are_sorted_by_position(client, address):
    essay, make = factories.essay(slug="prisoners-return"), ADDRESSES[address]
    make(essay=essay, title="Second", position=2)
    make(essay=essay, title="First", position=1)
    make(title="Of another essay")
    assert titles(client.get(f"/essays/prisoners-return/{address}/")) == ["First", "Second"]


def test_draft_source_is_hidden_from_everybody(editor_client, address):
    source = ADDRESSES[address](status=Status.DRAFT)
    assert titles(editor_client.get(f"{source.essay.get_absolute_url()}{address}/")) == []


def test_empty_section_has_a_message(client, address):
    essay = factories.essay()
    response = client.get(f"{essay.get_absolute_url()}{address}/")
    assert "There is nothing in this section yet." in response.text


def test_section_of_a_draft_is_missing_for_visitors(client, address):
    essay = factories.essay(status=Status.DRAFT)
    assert client.get(f"{essay.get_absolute_url()}{address}/").status_code == 404


def test_editor_sees_the_section_of_a_draft(editor_client, address):
    essay = factories.essay(status=Status.DRAFT)
    ADDRESSES[address](essay=essay, title="Not yet")
    assert titles(editor_client.get(f"{essay.get_absolute_url()}{address}/")) == ["Not yet"]


def test_current_section_is_marked(client, address):
    source = ADDRESSES[address]()
    path = f"{source.essay.get_absolute_url()}{address}/"
    assert f'<a href="{path}" aria-current="page">' in client.get(path).text


def test_long_section_has_pages(client):
    essay = factories.essay(slug="home")
    for number in range(49):
        factories.text(essay=essay, title=f"{number:02}")
    pages = [client.get(f"/essays/home/texts/?sort=title&page={page}") for page in (1, 2)]
    assert [len(titles(page)) for page in pages] == [48, 1]
    assert titles(pages[1]) == ["48"]
    assert 'href="?sort=title&amp;page=2"' in pages[0].text
    assert '/essays/home/texts/?page=2">' in pages[1].text  # the canonical address


@pytest.mark.parametrize("page", ["0", "2", "x", "-1", "9" * 30])
def test_missing_page_of_a_section_returns_404(client, page):
    factories.text(essay=factories.essay(slug="home"))
    assert client.get(f"/essays/home/texts/?page={page}").status_code == 404


@pytest.mark.parametrize(
    ("order", "titles"),
    [("", "BAC"), ("x", "BAC"), ("title", "ABC"), ("date", "CBA"), ("newest", "ACB")],
)
def test_section_is_sorted(client, order, titles):
    essay, now = factories.essay(slug="home"), timezone.now()
    for title, date, days in [("B", "1954", 3), ("A", "", 1), ("C", "1953", 2)]:
        published = now - timedelta(days=days)
        factories.text(essay=essay, title=title, date=date, published_at=published)
    sources = client.get(f"/essays/home/texts/?sort={order}").context["sources"]
    assert "".join(source.title for source in sources) == titles


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"kind": "book", "date": "2009"}, ["Book", "Ithaca: Cornell University Press, 2009"]),
        ({"kind": "other", "date": "1953"}, ["1953", "Ithaca: Cornell University Press, 2009"]),
    ],
)
def test_entry_says_nothing_twice_and_names_no_other_kind(client, fields, line):
    details = "Ithaca: Cornell University Press, 2009"
    source = factories.reference(publication_details=details, **fields)
    page = client.get(f"{source.essay.get_absolute_url()}other-resources/").text
    by = page.partition('<p class="by dots">')[2].partition("</p>")[0]
    assert [words for words in strip_tags(by).split("\n") if words] == line
