"""Footnotes while an essay is written."""

import pytest

from tests import factories
from tests.browser.test_admin_browser import choose, move, select_back, settle
from tests.browser.test_writing_browser import PASTE, open_essay

NOTE = '<span class="footnote">{}</span>'
A, B = NOTE.format("Pravda"), NOTE.format("Dobson")
SHOWN = """(element) => {
  const note = element.getBoundingClientRect()
  return note.top >= 0 && note.bottom <= innerHeight
}"""


@pytest.fixture
def page(sign_in):
    page = sign_in("Editors")
    open_essay(page, factories.essay())
    return page


def start(page, html):
    """The text, with the cursor at its end."""
    page.evaluate(
        """html => {
          const { editor } = document.querySelector(".ProseMirror")
          editor.commands.setContent(html, true)
          editor.commands.focus("end")
        }""",
        html,
    )
    settle(page)


def html(page):
    return page.input_value("#id_body")


def keys(page, *pressed):
    for key in pressed:
        if len(key) > 1 and key[0].isupper():
            move(page, key)
        else:
            page.keyboard.type(key)


def test_two_notes_at_one_place_stay_two(page, complaints):
    start(page, "<p>Bread.</p>")
    for words in ["Pravda", "Dobson"]:
        page.keyboard.type(words)
        select_back(page, words)
        choose(page, "Footnote")
        move(page, "ArrowRight")
    written = html(page)
    start(page, written)
    keys(page, " on")
    assert (written, html(page)) == (f"<p>Bread.{A}{B}</p>", f"<p>Bread.{A}{B} on</p>")
    assert complaints == []


# What is pressed at the end of the text, and what it then is.
AT_THE_EDGE = {
    "typing after a note is outside": (A, [" on"], f"{A} on"),
    "a click moves in at the end": (A, ["CLICK", "!"], NOTE.format("Pravda!")),
    "an arrow moves in, another out": (
        A,
        ["ArrowLeft", ", 1", "ArrowRight", " on"],
        f"{NOTE.format('Pravda, 1')} on",
    ),
    "typing at the end stays in": (A, ["ArrowLeft", "Backspace", "y"], NOTE.format("Pravdy")),
    "the italics of a note end with it": (
        NOTE.format("<em>Pravda</em>"),
        [" on"],
        f"{NOTE.format('<em>Pravda</em>')} on",
    ),
    "between two notes": (A + B, ["Home", *["ArrowRight"] * 9, "x"], f"{A}x{B}"),
}


def test_edge_of_a_note(page, complaints):
    written = {}
    for name, (before, pressed, _after) in AT_THE_EDGE.items():
        start(page, f"<p>a{before}</p>")
        for key in pressed:
            if key == "CLICK":
                box = page.locator(".ProseMirror .footnote").bounding_box()
                page.mouse.click(box["x"] + box["width"] - 2, box["y"] + box["height"] / 2)
                settle(page)
            else:
                keys(page, key)
        written[name] = html(page)
    expected = {name: f"<p>a{after}</p>" for name, (_, _, after) in AT_THE_EDGE.items()}
    assert (written, complaints) == (expected, [])


# What is pressed in a note before its last two letters, and what it then is.
WITHIN = {
    "Enter": (["Enter", "x"], "Prav<br>xda"),
    "Enter at the end": (["ArrowRight", "ArrowRight", "Enter", "x"], "Pravda<br>x"),
    "Shift+Enter": (["Shift+Enter", "x"], "Prav<br>xda"),
    "words replaced": (["Shift+ArrowRight", "Shift+ArrowRight", "yt"], "Pravyt"),
}


def test_writing_within_a_note_never_splits_it(page, complaints):
    written = {}
    for name, (pressed, _after) in WITHIN.items():
        start(page, f"<p>a{A}</p>")
        keys(page, "ArrowLeft", "ArrowLeft", "ArrowLeft", *pressed)
        written[name] = html(page)
    expected = {name: f"<p>a{NOTE.format(after)}</p>" for name, (_, after) in WITHIN.items()}
    assert (written, complaints) == (expected, [])


def test_double_click_selects_a_word_up_to_its_note(page, complaints):
    start(page, f"<p>months{A}{B}, on</p>")
    selected = []
    for found in [".ProseMirror .footnote >> nth=1", ".ProseMirror p"]:
        page.dblclick(found, position={"x": 25, "y": 12})
        settle(page)
        selected.append(page.evaluate("`${getSelection()}`"))
    assert (selected, complaints) == (["Dobson", "months"], [])


def test_text_pasted_into_a_note_is_part_of_it(page, complaints):
    start(page, f"<p>a{A}</p>")
    page.evaluate(
        """() => document.querySelector(".ProseMirror").editor.commands.setTextSelection(6)"""
    )
    settle(page)
    page.evaluate(PASTE, f"<p>x</p><p><em>y</em>{B}</p>")
    note = NOTE.format("Pravx<br><em>y</em>Dobsonda")
    assert (html(page), complaints) == (f"<p>a{note}</p>", [])


def test_button_in_a_note_takes_the_mark_off_all_of_it(page, complaints):
    note = NOTE.format("See <em>Pravda</em>, 1953")
    start(page, f"<p>a{note}{B}</p>")
    keys(page, *["ArrowLeft"] * 12)
    choose(page, "Footnote")
    assert (html(page), complaints) == (f"<p>aSee <em>Pravda</em>, 1953{B}</p>", [])


def test_note_that_was_stored_in_pieces_is_one(page, complaints):
    """As earlier versions of the editor wrote it, and with a language."""
    pieces = [NOTE.format("See "), f"<em>{NOTE.format('Pravda')}</em>", NOTE.format(".")]
    german = '<span class="footnote lang-de">Brot</span>'
    start(page, f"<p>{''.join(pieces)}{B} a{german}</p>")
    keys(page, "x")
    one = NOTE.format("See <em>Pravda</em>.")
    note = NOTE.format('<span class="lang-de">Brot</span>')
    assert (html(page), complaints) == (f"<p>{one}{B} a{note}x</p>", [])


@pytest.mark.parametrize("width", [390, 1440])
def test_list_of_notes_leads_into_the_text(sign_in, complaints, width):
    paragraphs = "".join(f"<p>Home.{NOTE.format(f'Note {n}')}</p>" for n in range(1, 41))
    page = sign_in("Editors", width=width)
    open_essay(page, factories.essay(body=paragraphs))
    notes = page.get_by_role("region", name="Notes in the text")
    text, beside = [page.locator(found).bounding_box() for found in [".ProseMirror", ".note-list"]]
    places = {390: beside["y"] >= text["y"] + text["height"], 1440: beside["x"] > text["x"] + 500}
    notes.get_by_role("button", name="Note 30", exact=True).click()
    settle(page)
    page.keyboard.type("!")
    words = notes.get_by_role("listitem").all_inner_texts()
    assert (words[29], len(words), places[width]) == ("Note 30!", 40, True)
    assert page.locator(".ProseMirror .footnote").nth(29).evaluate(SHOWN)
    number = "element => getComputedStyle(element, '::before').content"
    assert page.locator(".ProseMirror .footnote").nth(29).evaluate(number) == "counter(note)"
    assert notes.locator("[aria-current=true]").all_inner_texts() == ["Note 30!"]
    assert complaints == []
