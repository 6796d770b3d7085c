"""Sources and essays on paper."""

from datetime import UTC, datetime

import pytest

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
            ["Kind", "Other", "Translator", "James von Geldern"],
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
    assert page.inner_text(".provenance .facts").split("\n") == [*own, *SHARED]
    assert controls(page) == []


@pytest.mark.parametrize("make", factories.SOURCES)
def test_printed_source_has_its_description_and_citation(site, paper, make):
    address = source(make, title="On Amnesty")
    page = paper(address)
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
    shown = [page.locator(".facts").is_visible(), page.locator(".translation").is_visible()]
    page.locator("details").evaluate("one => one.open = true")
    shown += [page.locator(".facts").is_visible(), page.locator(".translation").is_visible()]
    assert (shown, controls(page)) == ([True, False, True, True], [])


def test_printed_essay_says_who_wrote_it_and_when_it_was_published(site, paper):
    published = datetime(2026, 1, 3, 10, tzinfo=UTC)
    essay = factories.essay(authors="von Geldern, James", published_at=published)
    page = paper(essay.get_absolute_url())
    assert page.inner_text(".head").split("\n")[-1].startswith("Published 3 January 2026")
    assert page.inner_text(".cite p").startswith("von Geldern, James. “Essay 1.” Seventeen")


def test_page_is_printed_on_white_in_the_dark_theme_too(site, paper):
    page = paper(source(factories.text), color_scheme="dark")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    scheme = "getComputedStyle(document.documentElement).colorScheme"
    assert page.evaluate(scheme) == "light"


@pytest.mark.parametrize("address", ["/themes/law/", "/years/", "/"])
def test_list_is_printed_with_its_entries(site, paper, address):
    factories.essay(title="Prisoners Return").themes.add("Law")
    page = paper(address)
    assert page.locator(".block").get_by_text("Prisoners Return").first.is_visible()


def test_discussion_is_printed_without_its_form(site, paper):
    page = paper(f"{factories.comment().essay.get_absolute_url()}comments/")
    shown = [page.locator(name).is_visible() for name in [".comment", "#write"]]
    assert shown == [True, False]
