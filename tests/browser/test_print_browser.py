"""Sources and essays on paper."""

import re
from datetime import UTC, datetime

import pytest

from seventeen_moments.core import qr
from tests import factories

RIGHTS = "https://creativecommons.org/publicdomain/mark/1.0/"
PROVENANCE = {
    "creators": "Presidium of the Supreme Soviet",
    "date": "1953-03-27",
    "language": "ru",
    "original_source": "Izvestiia, 28 March 1953",
    "repository": "GARF",
    "reference_code": "f. 7523, op. 58",
    "rights": RIGHTS,
    "description": "It freed a million.",
}
SHARED = [
    *["Creators", "Presidium of the Supreme Soviet", "Date", "27 March 1953"],
    *["Language", "Russian", "Publication statement", "Izvestiia, 28 March 1953"],
    *["Repository", "GARF", "Reference code", "f. 7523, op. 58", "Rights", "Public domain"],
    *["Essay", "Prisoners Return"],
]
CONTROLS = "nav, form, audio, video, button, input, summary, .button, .mast, .foot, [data-hint]"


@pytest.fixture
def paper(visit):
    """Opens a page, as it is printed: `paper("/")`."""

    def paper(address, **options):
        page = visit(address, **options)
        page.emulate_media(media="print")
        return page

    return paper


def source(make, **fields):
    essay = factories.essay(title="Prisoners Return")
    make(essay=essay)  # so that there are links to the others of the section
    return make(**{"essay": essay} | PROVENANCE | fields).get_absolute_url()


def controls(page):
    """The controls that are printed."""
    seen = "all => all.filter(one => one.checkVisibility()).map(one => one.outerHTML)"
    return page.locator(CONTROLS).evaluate_all(seen)


@pytest.mark.parametrize(
    ("make", "fields", "own"),
    [
        (
            factories.text,
            {"translation": "Decree", "translator": "von Geldern, James"},
            ["Translator", "James von Geldern"],
        ),
        (
            factories.image,
            {"medium": "Poster"},
            ["Medium", "Poster", "Size", "40 × 30 pixels"],
        ),
        (
            factories.subtitled,
            {"directors": "Vertov, Dziga", "cast": "Nikulin, Yuri"},
            [
                *["Kind", "Newsreel", "Directors", "Dziga Vertov", "Cast", "Yuri Nikulin"],
                *["Duration", "0:06", "Size", "64 × 48 pixels"],
            ],
        ),
        (
            factories.song,
            {"composer": "Blanter, Matvei"},
            ["Kind", "Song", "Composer", "Matvei Blanter", "Duration", "0:06"],
        ),
        (
            factories.reference,
            {"publication_details": "Ithaca, 2009"},
            ["Kind", "Book", "Published", "Ithaca, 2009"],
        ),
    ],
)
def test_printed_source_has_its_provenance_and_no_controls(site, paper, make, fields, own):
    page = paper(source(make, **fields))
    credit = " · ".join(page.locator(".head .by span").all_inner_texts())
    assert credit.endswith(" · GARF · f. 7523, op. 58 · Public domain")
    assert page.inner_text(".provenance .facts").split("\n") == [*own, *SHARED]
    assert controls(page) == []


@pytest.mark.parametrize("make", factories.SOURCES)
def test_printed_source_has_its_description_citation_and_qr_code(site, paper, make):
    address = source(make, title="On Amnesty")
    page = paper(address)
    assert page.locator(".qr").locator("path").get_attribute("d") in qr.svg(f"{site}{address}")
    assert page.locator(".qr").bounding_box()["width"] > 100  # 26 mm
    assert page.inner_text(".provenance .narrow") == "It freed a million."
    words = page.inner_text(".cite").partition("“On Amnesty,” 27 March 1953. ")[2]
    assert words.startswith(
        "Izvestiia, 28 March 1953. GARF, f. 7523, op. 58. In “Prisoners Return.” "
        f"Seventeen Moments. {site}{address} (accessed "
    )


def test_statement_of_rights_is_printed_with_its_address(site, paper):
    page = paper(source(factories.text))
    after = "link => getComputedStyle(link, '::after').content"
    assert page.locator(".facts [rel=license]").evaluate(after) == f'" <{RIGHTS}>"'


def test_printed_source_with_a_notice_has_its_provenance_whether_opened_or_not(site, paper):
    page = paper(source(factories.text, content_warning="Names the dead.", translation="Decree"))
    parts = [page.locator(".facts"), page.locator(".translation"), page.get_by_text("Not printed")]
    shown = [part.is_visible() for part in parts]
    page.locator("details").evaluate("one => one.open = true")
    shown += [part.is_visible() for part in parts]
    assert (shown, controls(page)) == ([True, False, True, True, True, False], [])


def test_printed_essay_says_who_wrote_it_and_when_it_was_published(site, paper):
    published = datetime(2026, 1, 3, 10, tzinfo=UTC)
    essay = factories.essay(authors="von Geldern, James", published_at=published)
    page = paper(essay.get_absolute_url())
    assert page.inner_text(".head").split("\n")[-1].startswith("Published 3 January 2026")
    assert page.inner_text(".cite p").startswith("von Geldern, James. “Essay 1.” Seventeen")


def test_printed_essay_names_its_sources_without_their_pictures(site, paper):
    essay = factories.essay()
    factories.text(essay=essay, title="On Amnesty", date="1953-03-27", kind="decree")
    factories.image(essay=essay, title="Gate", date="1953")
    factories.image(essay=essay, title="Grave", content_warning="The dead.")
    page = paper(essay.get_absolute_url())
    assert [
        " ".join(section.split()) for section in page.locator(".sources").all_inner_texts()
    ] == [
        "Texts 1 On Amnesty Decree 27 March 1953",
        "Images 2 Gate 1953 Grave",
    ]
    assert not page.locator(".sources :is(img, .veil)").locator("visible=true").count()


def test_page_is_printed_on_white_in_the_dark_theme_too(site, paper):
    page = paper(source(factories.text), color_scheme="dark")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    scheme = "getComputedStyle(document.documentElement).colorScheme"
    assert page.evaluate(scheme) == "light"


@pytest.mark.parametrize("address", ["/themes/law/", "/years/", "/"])
def test_list_is_printed_with_its_entries(site, paper, address):
    factories.essay(title="Prisoners Return").themes.add("Law")
    page = paper(address)
    entries = page.locator(".block, .feature").get_by_text("Prisoners Return")
    assert entries.first.is_visible()
    assert not page.locator(".ask, .feeds, .welcome .small").locator("visible=true").count()


def test_discussion_is_printed_with_its_essay_and_without_its_form(site, paper):
    page = paper(f"{factories.comment().essay.get_absolute_url()}comments/")
    shown = [page.locator(name).is_visible() for name in [".comment", "#write", ".doing"]]
    assert shown == [True, False, False]
    assert page.inner_text(".head").split("\n")[-1] == "on the essay “Essay 1”"


def test_paragraphs_and_every_fifth_line_of_verse_have_numbers_on_paper_only(site, paper):
    essay = factories.essay(body="<p>One</p>")
    text = factories.text(essay=essay, original="One\n\nTwo")
    poem = factories.text(essay=essay, slug="poem", kind="poem", original="1\n2\n3\n\n4\n5\n6")
    number = "(one, pseudo) => getComputedStyle(one, pseudo).content"
    page = paper(poem.get_absolute_url())
    assert page.locator("[data-line]").all_inner_texts() == ["5"]
    assert page.locator("[data-line]").evaluate(number, "::before") == '"5"'
    assert not page.locator(".row .pin").first.is_visible()
    page.goto(text.get_absolute_url())
    pin, row = (page.locator(name).last.bounding_box() for name in [".row .pin", ".row > p"])
    assert pin["x"] + pin["width"] <= row["x"]
    keeps_with = "pin => pin.offsetParent.tagName"  # else it is left behind where a page ends
    assert page.locator(".row .pin").last.evaluate(keeps_with) == "P"
    page.emulate_media(media="screen")
    assert not page.locator(".qr").is_visible()
    page.goto(essay.get_absolute_url())
    page.emulate_media(media="print")
    pin, paragraph = (page.locator(name).bounding_box() for name in [".pin", ".body > p"])
    assert pin["x"] + pin["width"] <= paragraph["x"]


def test_long_paragraphs_continue_on_the_next_page(site, paper):
    """Each fills more than half a page: without breaks inside, each would begin a page."""
    long = "\n".join(f"Line {number}" for number in range(30))
    address = source(factories.text, original="\n\n".join([long] * 8), description="")
    pages = len(re.findall(rb"/Type\s*/Page\b", paper(address).pdf(format="A4")))
    assert pages < 8
