"""Where words are on the pages of readers: inside their boxes, whole, and none on another."""

import pytest

from tests import factories
from tests.browser.test_typefaces import SET_IN, faces  # noqa: F401

ESSAY = "/essays/noted/"
PAGES = [
    "/",
    "/essays/",
    "/years/",
    "/years/1954/",
    "/on-this-day/03-27/",
    "/themes/",
    "/themes/law/",
    "/search/?q=amnesty",
    ESSAY,
    f"{ESSAY}comments/",
    f"{ESSAY}correction/",
    f"{ESSAY}texts/",
    f"{ESSAY}texts/decree/",
    f"{ESSAY}images/",
    f"{ESSAY}images/gate/",
    f"{ESSAY}video/",
    f"{ESSAY}video/talk/",
    f"{ESSAY}video/elsewhere/",
    f"{ESSAY}music/",
    f"{ESSAY}music/song/",
    f"{ESSAY}other-resources/",
    f"{ESSAY}other-resources/book/",
    "/essays/hebrew/",
    "/missing/",
]
WIDTHS = [320, 390, 820, 1440, 2200]
FACES = ["DejaVu Sans", "Noto Sans", "Roboto Condensed"]

# Of all texts that are seen: those outside the box of their block, those that break inside a word
# of up to 20 letters or inside a pin, and those on another text, on a picture or on the beam of a
# block. Of the height of a line its middle counts: in titles, letters are higher than lines. What
# scrolls by itself may be wider than its box, addresses break anywhere, and a large year is two
# figures over two. The example in a field fits it.
FAULTS = """() => {
    const WORDS = /¶ \\d+|(?<!\\S)[^\\s/\\-–—]{2,20}(?![^\\s\\-–—])/g;
    const FIELDS = "input:not([type=hidden]), select, textarea, button, .button";
    const faults = new Set(), seen = [], range = document.createRange();
    const boxes = (text, start = 0, end = text.length) => {
        range.setStart(text, start);
        range.setEnd(text, end);
        return [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
    };
    const blockOf = (element) => getComputedStyle(element).display.startsWith("inline")
        ? blockOf(element.parentElement) : element;
    const see = (block, name, { left, right }, top, bottom) =>
        seen.push({ block, name, left: left + 1, right: right - 1, top, bottom });
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode, parent = text.parentElement, name = text.data.trim();
        if (!name || !parent.checkVisibility() || parent.closest(".vh, .skip, .table, option"))
            continue;
        const lines = boxes(text), block = blockOf(parent), room = block.getBoundingClientRect();
        for (const line of lines) {
            const quarter = line.height / 4, middle = line.top + line.height / 2;
            see(block, name, line, line.top + quarter, line.bottom - quarter);
            const left = Math.max(0, room.left) - 1, right = Math.min(innerWidth, room.right) + 1;
            if (line.left < left || line.right > right || middle < room.top || middle > room.bottom)
                faults.add(`outside: ${name}`);
        }
        const rows = getComputedStyle(parent).wordBreak == "break-all" ? 2 : 1;
        if (lines.length > 1)
            for (const { 0: word, index } of text.data.matchAll(WORDS)) {
                const tops = boxes(text, index, index + word.length).map(({ top }) => top);
                if (new Set(tops).size > rows) faults.add(`broken: ${word}`);
            }
    }
    for (const field of document.querySelectorAll(FIELDS)) {
        const box = field.getBoundingClientRect();
        const room = field.parentElement.getBoundingClientRect();
        if (!box.width || field.closest(".vh, .trap")) continue;
        field.value ||= field.placeholder ?? "";
        const fits = field.scrollWidth <= field.clientWidth;
        if (box.left < room.left - 1 || box.right > room.right + 1 || !fits)
            faults.add(`outside: ${field.id || field.innerText}`);
    }
    for (const picture of document.querySelectorAll("img:not(.feature img), audio, video")) {
        const box = picture.getBoundingClientRect();
        if (picture.checkVisibility())
            see(picture, picture.tagName, box, box.top + 1, box.bottom - 1);
    }
    for (const block of document.querySelectorAll(".block")) {
        const box = block.getBoundingClientRect();
        see(block, "beam", box, box.top, box.top + 1);
    }
    seen.sort((one, other) => one.top - other.top);
    seen.forEach((upper, at) => {
        for (let next = at + 1; seen[next]?.top < upper.bottom; next++) {
            const lower = seen[next];
            if (lower.block != upper.block && lower.left < upper.right && upper.left < lower.right)
                faults.add(`${upper.name} on ${lower.name}`);
        }
    });
    if (document.documentElement.scrollWidth > innerWidth) faults.add("wider than the window");
    return [...faults];
}"""

NOTE = f'<span class="footnote">{"Izvestiia, 28 March 1953. " * 6}</span>'
BODY = (
    f"<h2>Amnesty{NOTE}</h2><p>Released by decree.{NOTE} They came home.{NOTE}</p>"
    f"<blockquote><p>{'Bread. ' * 31}{NOTE}</p></blockquote><ul><li><p>Coal{NOTE}</p></li>"
    f"<li><p>Timber{NOTE}</p></li></ul><p>End.</p>"
    f"<table><tbody><tr><th><p>Camp{NOTE}</p></th><th><p>Released</p></th></tr>"
    f"<tr><td><p>Vorkuta</p></td><td><p>{'1,201,606 ' * 9}{NOTE}</p></td></tr></tbody></table>"
    '<figure data-source="image-{}"></figure>'
    f"<p>¶{NOTE}</p>"
)


@pytest.fixture
def archive(site):
    essay = factories.essay(
        title="Industrialization of Transcaucasia",
        slug="noted",
        year=1954,
        authors="von Geldern, James\nPetrova-Vodkina, Alexandra",
        summary="Over 1.5 million prisoners were released after the amnesty.",
    )
    for year in [1917, 1953, 1956, 1991]:
        factories.essay(year=year, title=f"The Amnesty of {year}", body="<p>Amnesty.</p>")
    words = {"original": "Указ", "transliteration": "Ukaz", "translation": "Decree"}
    about = {
        "essay": essay,
        "date": "1953-03-27",
        "creators": "Presidium of the Supreme Soviet",
        "original_source": "Izvestiia, 28 March 1953",
        "repository": "State Archive of the Russian Federation",
        "reference_code": "f. 7523, op. 58, d. 10",
        "rights": "https://creativecommons.org/publicdomain/mark/1.0/",
        "description": "Presidium decree on amnesty.",
    }
    factories.text(slug="decree", language="ru", **words, **about)
    gate = factories.image(slug="gate", file=factories.picture(1200, 800), medium="Poster", **about)
    factories.image(file=factories.picture(400, 900), content_warning="A death.", **about)
    factories.subtitled(slug="talk", poster=factories.picture(90, 160), **about)
    factories.video(slug="elsewhere", **{**about, "file": "", "url": "https://example.org/"})
    factories.song(slug="song", composer="Blanter, Matvei", **about)
    factories.reference(slug="book", url="https://example.org/", **about)
    comment = factories.comment(essay=essay)
    factories.comment(essay=essay, parent=comment, quote="Over 1.5 million.")
    essay.themes.add("Law", "Амнистия", "Labor and leisure")
    essay.lead_image = gate
    essay.body = BODY.format(gate.pk)
    essay.save()
    hebrew = factories.essay(title="שלום (1954)", slug="hebrew", year=1954, language="he")
    hebrew.body = f"<p>שלום.{NOTE}{NOTE}</p><p>{'שלום. ' * 40}</p>"
    hebrew.save()


def test_words_are_whole_inside_their_boxes_and_not_on_one_another(archive, visit, faces):  # noqa: F811
    page = visit()
    found = {}
    for address in PAGES:
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            for face in FACES:
                page.evaluate(SET_IN, face)
                found[address, width, face] = page.evaluate(FAULTS)
    assert {place: faults for place, faults in found.items() if faults} == {}
