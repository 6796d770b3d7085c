"""Hebrew and Arabic within English pages, each in its own direction."""

import pytest

from tests import factories

TITLE = "שלום, 1954 (חלק א)!"
ESSAY = "/essays/hebrew/"
PAGES = [
    "/",
    "/years/",
    "/years/1954/",
    "/on-this-day/05-02/",
    "/themes/",
    "/themes/avoda/",
    "/essays/",
    "/essays/?theme=avoda",
    "/search/?q=שלום",
    "/search/?q=שלום&theme=avoda",
    ESSAY,
    f"{ESSAY}comments/",
    f"{ESSAY}correction/",
    f"{ESSAY}texts/",
    f"{ESSAY}texts/letter/",
    f"{ESSAY}images/",
    f"{ESSAY}images/gate/",
    f"{ESSAY}video/",
    f"{ESSAY}video/film/",
    f"{ESSAY}other-resources/book/",
]

# Texts that begin with a letter of Hebrew or Arabic and do not run from right to left.
TURNED = """() => {
    const turned = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const { data, parentElement: parent } = texts.currentNode;
        if (!/^\\P{L}*[\\u0590-\\u06ff]/u.test(data) || parent.closest(".cite, option")) continue;
        const plain = (element) => element && (
            getComputedStyle(element).unicodeBidi == "plaintext" || plain(element.parentElement));
        if (getComputedStyle(parent).direction != "rtl" && !plain(parent))
            turned.push(parent.outerHTML);
    }
    return turned;
}"""
# Of an element: whether its words stand from left to right, and to the right of those before it.
IN_ORDER = """(element) => {
    const box = (node, start, end) => {
        const range = document.createRange();
        range.setStart(node, start);
        range.setEnd(node, end);
        return range.getBoundingClientRect();
    };
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const text = texts.nextNode();
    const words = [...text.data.matchAll(/\\S+/g)].map(
        ({ index, 0: word }) => box(text, index, index + word.length));
    const before = element.previousElementSibling?.getBoundingClientRect().right ?? 0;
    return [before, ...words.map(({ left }) => left)].every(
        (left, at, all) => !at || left > all[at - 1] - 1);
}"""


@pytest.fixture
def hebrew(site):
    essay = factories.essay(
        title=TITLE,
        slug="hebrew",
        year=1954,
        authors="לוי, יוסף\nPetrova, Anna",
        summary="הם חזרו ב-1954.",
        body="<blockquote><p>שלום, אמר הזקן.</p></blockquote><h2>שלום (1954)</h2>"
        "<p>שלום, 1954 (א).</p><ul><li>שלום, 1954.</li></ul>"
        '<p>They returned.<span class="footnote">שלום, 1954.</span></p>',
    )
    about = {"essay": essay, "creators": "כהן, דוד", "date": "1954-05-02"}
    words = {"description": "תיאור.\n\nEnd.", "reference_code": "תיק 5"}
    factories.text(title=TITLE, slug="letter", original="שלום.", language="he", **about, **words)
    factories.text(title=TITLE, slug="other", **about)
    essay.lead_image = factories.image(title=TITLE, slug="gate", **about, **words)
    factories.image(title=TITLE, content_warning="זהירות.", **about)
    track = "WEBVTT\nKind: captions\nLanguage: he\n\n00:00.100 --> 00:00.900\nשלום, 1954 (א).\n"
    names = {"directors": "כהן, דוד", "cast": "לוי, יוסף"}
    factories.video(title=TITLE, slug="film", captions=track, language="he", **names, **about)
    factories.reference(
        title=TITLE, slug="book", annotation="ספר.", publication_details="תל אביב, 1954", **about
    )
    comment = factories.comment(essay=essay, name="سارا", text="شكرا!\n\nAnd 1954.")
    factories.comment(essay=essay, name="יוסף", text="נכון.", parent=comment, quote="שלום.")
    essay.themes.add("עבודה (1954)")
    essay.themes.filter(name="עבודה (1954)").update(slug="avoda")
    essay.save()
    other = factories.essay(title="العودة: 1954", authors="علي", year=1954)
    other.themes.add("עבודה (1954)")
    factories.essay(title=TITLE)


def test_text_that_begins_in_hebrew_or_arabic_runs_right_to_left(hebrew, visit):
    page = visit()
    turned = []
    for address in PAGES:
        assert page.goto(address).ok
        turned += [(address, text) for text in page.evaluate(TURNED)]
    assert turned == []


@pytest.mark.parametrize(
    ("address", "dates"),
    [
        (f"{ESSAY}comments/", ".comment h3 a"),
        (f"{ESSAY}texts/", ".by span:last-child"),
        (f"{ESSAY}texts/letter/", ".head .by span:nth-child(3)"),
        ("/search/?q=שלום", ".hit .by span:nth-child(3)"),
    ],
)
def test_dates_beside_hebrew_and_arabic_stay_in_order(hebrew, visit, address, dates):
    in_order = [date.evaluate(IN_ORDER) for date in visit(address).locator(dates).all()]
    assert in_order
    assert all(in_order)


@pytest.mark.parametrize(("paragraph", "ends_on_the_left"), [(0, True), (1, False)])
def test_each_paragraph_of_a_comment_has_its_own_direction(
    hebrew, visit, paragraph, ends_on_the_left
):
    page = visit(f"{ESSAY}comments/")
    text = page.locator(".comment").first.locator("> p:not(.doing)").nth(paragraph)
    mark = """({ firstChild: text }) => {
        const left = (at) => {
            const range = document.createRange();
            range.setStart(text, at);
            range.setEnd(text, at + 1);
            return range.getBoundingClientRect().left;
        };
        return left(text.length - 1) < left(0);
    }"""
    assert text.evaluate(mark) is ends_on_the_left


@pytest.mark.parametrize("width", [820, 1440])
def test_essay_from_right_to_left_begins_on_the_right(site, visit, width):
    words = {"title": TITLE, "summary": "הם חזרו.", "body": "<p>הם חזרו.</p>"}
    address = factories.essay(language="he", **words).get_absolute_url()
    page = visit("/essays/", width=width)
    right = "one => one.getBoundingClientRect().right"
    lines = page.locator(".hit > :is(.kind, h2, [dir]:last-child)")
    assert len({line.evaluate(right) for line in lines.all()}) == 1
    page.goto(address)
    pin = page.locator(".pin").bounding_box()
    assert page.locator(".body > p").evaluate(right) <= pin["x"]
    assert pin["x"] + pin["width"] <= width


def test_field_of_a_comment_takes_the_direction_of_its_text(hebrew, visit):
    page = visit(f"{ESSAY}comments/")
    direction = "field => getComputedStyle(field).direction"
    for name in ["name", "text"]:
        page.fill(f"main [name={name}]", "שלום")
        assert page.eval_on_selector(f"main [name={name}]", direction) == "rtl"
