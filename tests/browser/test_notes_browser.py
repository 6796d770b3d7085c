"""Notes of an essay: beside the text where there is room, else at its foot."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories

NOTE = f'<span class="footnote">{"Izvestiia, 28 March 1953. " * 8}</span>'
PLACES = """() => {
    const box = (element) => element.getBoundingClientRect();
    const notes = [...document.querySelectorAll(".notes li")].map(box);
    const words = [...document.querySelectorAll(".body > p")].map(box);
    return {
        number: notes.length,
        on_one_spot: notes.slice(1).filter(({ top }, at) => top < notes[at].bottom).length,
        end: Math.max(...notes.map(({ bottom }) => bottom)),
        block: box(document.querySelector(".block")).top,
        first: notes[0].top - words[0].top,
        beside: notes.every(({ left }) => left > words[0].right),
        below: Math.min(...notes.map(({ top }) => top)) >= Math.max(...words.map((w) => w.bottom)),
    };
}"""


def essay(paragraphs, notes_each):
    paragraph = f"<p>{'They came home. ' * 3}{(NOTE + ' and ') * notes_each}</p>"
    factories.essay(slug="noted", body=paragraph * paragraphs)


@pytest.mark.parametrize("width", [1440, 1920])
@pytest.mark.parametrize(("paragraphs", "notes_each"), [(2, 3), (100, 2), (1, 60)])
def test_page_grows_with_notes_that_are_longer_than_its_text(
    site, visit, paragraphs, notes_each, width
):
    essay(paragraphs, notes_each)
    places = visit("/essays/noted/", width=width).evaluate(PLACES)
    assert (places["number"], places["on_one_spot"]) == (paragraphs * notes_each, 0)
    assert places["beside"]
    assert places["end"] <= places["block"]


def test_text_without_notes_goes_on_beside_long_notes(site, visit):
    words, few = "They came home. " * 20, '<span class="footnote">Izvestiia.</span>'
    paragraphs = [f"{words}{NOTE * 3}", words, f"{words}{few}", words, words]
    factories.essay(slug="noted", body="".join(f"<p>{text}</p>" for text in paragraphs))
    gaps = """() => {
        const paragraphs = [...document.querySelectorAll(".body > p")];
        const all = paragraphs.map((paragraph) => paragraph.getBoundingClientRect());
        return all.slice(1).map(({ top }, at) => Math.round(top - all[at].bottom));
    }"""
    assert visit("/essays/noted/").evaluate(gaps) == [24] * 4


def test_notes_begin_at_the_height_of_their_paragraph(site, visit):
    essay(2, 1)
    assert 0 <= visit("/essays/noted/").evaluate(PLACES)["first"] < 10


@pytest.mark.parametrize(("width", "medium"), [(390, "screen"), (820, "screen"), (1440, "print")])
def test_notes_are_at_the_foot_on_narrow_screens_and_on_paper(site, visit, width, medium):
    essay(30, 2)
    page = visit("/essays/noted/", width=width)
    page.emulate_media(media=medium)
    places = page.evaluate(PLACES)
    assert (places["below"], places["on_one_spot"]) == (True, 0)


def test_note_opens_at_the_bottom_of_a_phone_and_leads_back(site, visit):
    essay(30, 2)
    page = visit("/essays/noted/", width=390)
    page.click("#r40")
    bottom = "note => innerHeight - note.getBoundingClientRect().bottom"
    assert page.eval_on_selector("#n40", bottom) == 0
    for _ in range(2):
        page.keyboard.press("Tab")
    end = page.evaluate("document.activeElement.getBoundingClientRect().bottom")
    assert end <= page.locator("#n40").bounding_box()["y"]
    page.click("#n40 [role=doc-backlink]")
    expect(page).to_have_url(re.compile("#r40$"))


def test_back_link_of_a_note_never_wraps_alone(site, visit):
    notes = "".join(
        f'<p>Home.<span class="footnote">{"Izvestiia " * 5}{"x" * length}</span></p>'
        for length in range(1, 21)
    )
    factories.essay(slug="noted", body=notes)
    alone = """() => [...document.querySelectorAll(".notes li")].filter((note) => {
        const words = document.createRange();
        words.selectNodeContents(note.querySelector("span"));
        const last = [...words.getClientRects()].at(-1);
        return note.querySelector("a").getBoundingClientRect().top >= last.bottom;
    }).length"""
    assert visit("/essays/noted/").evaluate(alone) == 0


def test_each_note_is_there_once_for_screen_readers(site, visit):
    essay(2, 2)
    page = visit("/essays/noted/")
    assert page.get_by_role("list", name="Notes").get_by_role("listitem").count() == 4


def test_long_note_on_a_phone_can_be_closed_from_its_end(site, visit):
    factories.essay(
        slug="noted", body=f'<p>Home.<span class="footnote">{"Camp. " * 900}</span></p>'
    )
    page = visit("/essays/noted/", width=390)
    page.click(".ref")
    page.eval_on_selector("#n1", "note => note.scrollTo(0, note.scrollHeight)")
    above = "element => element.getBoundingClientRect().top"
    note, cross = [page.eval_on_selector(found, above) for found in ["#n1", "#n1 a"]]
    assert note < cross < note + 50
