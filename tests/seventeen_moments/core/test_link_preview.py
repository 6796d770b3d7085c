"""What other sites show of a link to a page."""

from html.parser import HTMLParser

import pytest
from django.conf import settings

from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from tests import factories

pytestmark = pytest.mark.django_db


class Properties(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.found = {}
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        for kind in ("property", "name"):
            if tag == "meta" and (name := values.get(kind, "")).startswith(
                ("og:", "article:", "twitter:")
            ):
                self.found.setdefault(name, values["content"])


def preview(client, page):
    address = page if isinstance(page, str) else page.get_absolute_url()
    return Properties(client.get(address).text).found


def picture_of(found):
    return {name: value for name, value in found.items() if name.startswith("og:image")}


@pytest.fixture
def essay():
    return factories.essay(
        title="Prisoners & Return", slug="prisoners", year=1954, summary="Released."
    )


def test_essay_is_shown_with_its_words_and_times(client, essay):
    assert preview(client, essay) == {
        "og:title": "Prisoners & Return",
        "og:type": "article",
        "og:url": f"http://testserver{essay.get_absolute_url()}",
        "og:site_name": settings.SITE_NAME,
        "og:locale": "en_US",
        "og:locale:alternate": "ru_RU",
        "og:description": "Released.",
        "article:published_time": essay.published_at.replace(microsecond=0).isoformat(),
        "article:modified_time": essay.updated.replace(microsecond=0).isoformat(),
        "twitter:card": "summary",
    }


def test_page_in_russian_names_its_own_address(client, essay):
    found = preview(client, f"/ru{essay.get_absolute_url()}")
    assert (found["og:locale"], found["og:url"]) == (
        "ru_RU",
        f"http://testserver/ru{essay.get_absolute_url()}",
    )


@pytest.mark.parametrize(("width", "shown"), [(2000, 2000), (900, 900), (1200, 1200), (300, 300)])
def test_picture_is_the_smallest_of_at_least_1200_pixels(client, essay, width, shown):
    image = factories.image(
        essay=essay, file=factories.picture(width, 150), alternative_text="At the gate"
    )
    found = preview(client, image)
    assert picture_of(found) == {
        "og:image": f"http://testserver/media/{image.folder}/{shown}.webp",
        "og:image:type": "image/webp",
        "og:image:width": str(shown),
        "og:image:height": "150",
        "og:image:alt": "At the gate",
    }
    assert found["twitter:card"] == "summary_large_image"


def lead(essay, **values):
    essay.lead_image = factories.image(essay=essay, **values)
    essay.save()
    return essay.lead_image


@pytest.mark.parametrize("address", ["/", "/years/1954/", "essay"])
def test_lead_picture_is_shown_with_its_essay(client, essay, address):
    image = lead(essay)
    found = preview(client, essay if address == "essay" else address)
    assert found["og:image"] == f"http://testserver/media/{image.folder}/40.webp"


@pytest.mark.parametrize("hidden", [{"content_warning": "A grave."}, {"status": Status.DRAFT}])
@pytest.mark.parametrize("address", ["/", "/years/1954/", "essay", "image"])
def test_hidden_picture_is_never_shown(client, essay, address, hidden):
    image = lead(essay, **hidden)
    pages = {"essay": essay, "image": image}
    assert picture_of(preview(client, pages.get(address, address))) == {}


@pytest.mark.parametrize("make", [factories.text, factories.recording, factories.reference])
def test_source_without_a_picture_has_its_words(client, essay, make):
    source = make(essay=essay, title="Decree", description="Of the Presidium.")
    found = preview(client, source)
    assert (found["og:title"], found["og:description"], picture_of(found)) == (
        "Decree",
        "Of the Presidium.",
        {},
    )


def test_video_is_shown_with_its_poster(client, essay):
    video = factories.video(essay=essay, title="Talk", poster=factories.picture(1300, 700))
    found = picture_of(preview(client, video))
    assert (found["og:image:width"], found["og:image:alt"]) == ("1300", "Talk")


TITLES = {
    "/": settings.SITE_NAME,
    "/essays/": "Essays",
    "/years/": "Years",
    "/years/1954/": "1954",
    "/themes/": "Themes",
    "/themes/law/": "law",
    "/on-this-day/03-27/": "On 27 March",
    "/search/": "Search",
    "/about/team/": "Team",
    "/essays/prisoners/comments/": "Comments: Prisoners & Return",
} | {
    f"/essays/prisoners/{kind.address}/": f"{kind.title}: Prisoners & Return"
    for kind in [model.source_kind for model in kinds()]
}


def test_other_pages_are_shown_by_their_titles(client, essay):
    essay.themes.add("law")
    factories.page()
    found = {address: preview(client, address) for address in TITLES}
    assert {address: each["og:title"] for address, each in found.items()} == TITLES
    assert [each["og:url"].removeprefix("http://testserver") for each in found.values()] == [
        *TITLES
    ]
    assert {each["og:type"] for each in found.values()} == {"website"}


def test_page_about_the_archive_is_described_by_its_first_words(client):
    page = factories.page(body='<p>“Us” &amp; <b>them</b> "all".</p>')
    assert preview(client, page)["og:description"] == '“Us” & them "all".'


def test_section_is_shown_with_the_lead_picture(client, essay):
    image = lead(essay)
    found = preview(client, "/essays/prisoners/texts/")
    assert found["og:image"] == f"http://testserver/media/{image.folder}/40.webp"


def test_essay_without_a_lead_picture_is_shown_with_its_first(client, essay):
    factories.image(essay=essay, content_warning="A grave.")
    image = factories.image(essay=essay)
    found = preview(client, essay)
    assert found["og:image"] == f"http://testserver/media/{image.folder}/40.webp"


@pytest.mark.parametrize("address", ["/search/?q=amnesty", "/no-such-page/"])
def test_what_has_no_canonical_address_has_no_preview(client, essay, address):
    assert [*preview(client, address)] == ["og:description"]


def test_draft_has_no_preview(editor_client):
    essay = factories.essay(status=Status.DRAFT)
    assert [*preview(editor_client, essay)] == ["og:description"]
