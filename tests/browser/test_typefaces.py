"""Large figures and words do not break in any typeface that a reader may have."""

import os
import shutil
import subprocess

import pytest

from tests import factories

FACES = {  # and Debian's packages of them
    "DejaVu Sans": "fonts-dejavu-core",
    "Liberation Sans": "fonts-liberation",
    "Liberation Sans Narrow": "fonts-liberation",
    "Noto Sans": "fonts-noto-core",
    "Roboto": "fonts-roboto-unhinted",
    "Roboto Condensed": "fonts-roboto-unhinted",
}
WIDTHS = [320, 390, 820, 1440, 2200]
PAGES = [
    "/",
    "/years/",
    "/years/1954/",
    "/years/988/",
    "/essays/",
    "/essays/long/",
    "/essays/long/video/",
    "/essays/long/video/long/",
    "/themes/",
    "/search/?q=essay",
]

SET_IN = """face => ["serif", "sans", "poster"].forEach(
    name => document.documentElement.style.setProperty(`--${name}`, `"${face}"`))"""
# A large year may be in two lines, of two figures each.
BROKEN = """() => {
    const broken = [];
    const large = "h1, h2, h3, .year, .moments b, .count, time";
    for (const element of document.querySelectorAll(large)) {
        const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        const pairs = element.matches(".page > .year:not(.short), .feature .year, .moments b");
        const words = pairs ? /\\d\\d/g : /[^\\s\\-–—/]+/g;
        while (texts.nextNode())
            for (const word of texts.currentNode.data.matchAll(words)) {
                const range = document.createRange();
                range.setStart(texts.currentNode, word.index);
                range.setEnd(texts.currentNode, word.index + word[0].length);
                if (new Set([...range.getClientRects()].map((box) => box.top)).size > 1)
                    broken.push(word[0]);
            }
    }
    return broken;
}"""
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"
# Each year of the line keeps within its own piece.
OVERLAPPING = """() => [...document.querySelectorAll(".moments li")].filter((piece) => {
    const range = document.createRange();
    range.selectNodeContents(piece.querySelector("b"));
    return range.getBoundingClientRect().right > piece.getBoundingClientRect().right;
}).map((piece) => piece.textContent)"""


@pytest.fixture(scope="module")
def faces():
    command = [shutil.which("fc-list") or "/bin/true", ":", "family"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = {name for line in listed.splitlines() for name in line.split(",")}
    missing = {package for face, package in FACES.items() if face not in found}
    if missing:
        words = f"faces are missing; on Debian: apt-get install {' '.join(sorted(missing))}"
        pytest.fail(words) if os.environ.get("BROWSER_TESTS") == "required" else pytest.skip(words)
    return list(FACES)


@pytest.fixture
def moments(site):
    for year in [*range(1917, 1953), 1954, 1991]:
        factories.essay(year=year)
    essay = factories.essay(
        title="Donaudampfschifffahrtsgesellschaft, высокопревосходительство", slug="long", year=1954
    )
    essay.lead_image = factories.image(essay=essay, title="Фоторепортажное", slug="long")
    essay.save()
    essay.themes.add("Рентгеноэлектрокардиографический", "Промышленность")
    url = "https://donaudampfschifffahrtselektrizitätenhauptbetriebswerk.example.org/"
    factories.video(essay=essay, title="Киновидеосъёмка", slug="long", file="", url=url)
    factories.text(essay=essay, title="Предпринимательство вымышленное", date="1954-03")
    factories.text(essay=essay, title="Крещение", date="0988")


def looks(page, faces, pages, widths, script):
    """What the script finds wrong, by page, width and face."""
    found = {}
    for address in pages:
        page.goto(address)
        for face in faces:
            page.evaluate(SET_IN, face)
            for width in widths:
                page.set_viewport_size({"width": width, "height": 900})
                found[address, width, face] = page.evaluate(script)
    return {place: wrong for place, wrong in found.items() if wrong}


def test_large_years_and_words_do_not_break_in_any_typeface(moments, visit, faces):
    assert looks(visit(), faces, PAGES, WIDTHS, BROKEN) == {}


def test_no_page_scrolls_sideways_in_the_widest_typeface(moments, visit, faces):
    assert looks(visit(), ["DejaVu Sans"], PAGES, WIDTHS, SIDEWAYS) == {}


def test_years_of_the_timeline_do_not_overlap_in_any_typeface(moments, visit, faces):
    assert looks(visit(), faces, ["/"], [820, 1000, 1440, 2200], OVERLAPPING) == {}


def without_font_size_adjust(route):
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace("font-size-adjust", "x-adjust"))


def test_figures_do_not_break_without_size_adjust(moments, visit, faces):
    page = visit()
    page.route("**/site.css", without_font_size_adjust)
    assert looks(page, ["DejaVu Sans"], PAGES, WIDTHS, BROKEN) == {}
    assert looks(page, ["DejaVu Sans"], ["/"], [820, 1440], OVERLAPPING) == {}


def test_very_long_word_does_not_make_a_page_scroll(site, visit):
    essay = factories.essay(title="W" * 200, slug="long", year=1954)
    factories.video(
        essay=essay, title="W" * 200, slug="long", file="", url=f"https://{'w' * 60}.org"
    )
    page = visit(width=320)
    assert looks(page, ["DejaVu Sans"], PAGES, [320, 1440], SIDEWAYS) == {}
