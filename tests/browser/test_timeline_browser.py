"""The line of years is to scale, whatever its length, and the small line costs few keys."""

import pytest
from playwright.sync_api import expect

from tests import factories

SEVENTEEN = [
    *[1917, 1921, 1924, 1929, 1934, 1936, 1939, 1943, 1947],
    *[1954, 1956, 1961, 1968, 1973, 1980, 1985, 1991],
]
# The rows; the different widths of a year, as all pieces but the dashed ones and the last show it.
SHOWN = """() => {
    const box = (piece) => piece.getBoundingClientRect();
    const pieces = [...document.querySelectorAll(".moments li")];
    const toScale = pieces.filter((piece) => piece.matches("[data-gap]:not(.longer)"));
    const widths = toScale.map((piece) => Math.round(box(piece).width / piece.dataset.gap));
    return [new Set(pieces.map((piece) => box(piece).top)).size, new Set(widths).size];
}"""
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"


@pytest.mark.parametrize(
    ("years", "rows"),
    [
        ([1954, 1956, 1991], [1, 1, 1]),
        (SEVENTEEN, [2, 1, 1]),
        ([1453, 1789, *range(1900, 2017), 2019], [7, 4, 3]),
    ],
    ids=["3", "17", "120"],
)
def test_years_are_of_one_width_in_all_rows(site, visit, years, rows):
    for year in years:
        factories.essay(year=year)
    page = visit("/years/")
    for width, number in zip([800, 1440, 2200], rows, strict=True):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SHOWN) == [number, 1]
        assert not page.evaluate(SIDEWAYS)
    page.set_viewport_size({"width": 320, "height": 900})
    assert not page.evaluate(SIDEWAYS)


def test_year_is_one_word_to_a_screen_reader(site, visit):
    factories.essay(year=1954, slug="return")
    page = visit()
    expect(page.get_by_role("link", name="1954 1 essay", exact=True)).to_be_visible()
    page.goto("/essays/return/")
    expect(
        page.locator(".page > .year").get_by_role("link", name="1954", exact=True)
    ).to_be_visible()
    page.goto("/years/1954/")
    expect(page.get_by_role("heading", name="1954", exact=True)).to_be_visible()


def test_keyboard_leads_past_the_lines(site, visit):
    for year in SEVENTEEN:
        factories.essay(year=year, slug=f"essay-{year}")
    page = visit("/essays/essay-1954/")

    def focused(keys):
        for _ in range(keys):
            page.keyboard.press("Tab")
        return page.evaluate("document.activeElement.textContent.trim()")

    page.focus(".theme")
    assert [focused(1) for _ in range(5)] == ["1947", "1954", "1956", "All moments", "1954"]
    page.focus(".line summary")
    page.keyboard.press("Enter")
    assert focused(1) == "1917"
    page.goto("/")
    page.focus(".feature a")
    assert focused(1) == "Skip the timeline"
    page.keyboard.press("Enter")
    assert focused(1) == "Essay 16"


def test_squares_are_printed_and_seen_in_the_readers_own_colours(site, visit):
    factories.essay(year=1954)
    page = visit(forced_colors="active")
    width = "i => getComputedStyle(i, '::before').borderInlineStartWidth"  # a background is neither
    assert page.eval_on_selector(".moments i", width) == "10px"
