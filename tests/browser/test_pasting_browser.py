"""Tables, repeated notes, languages and links in pasted text, and the line that reports them."""

import pytest

from seventeen_moments.core.richtext import clean
from tests.browser.test_admin_browser import settle, write
from tests.browser.test_writing_browser import NOTE, PASTED, clear, paste

PASTE_PLAIN = """text => {
  const data = new DataTransfer()
  data.setData("text/plain", text)
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})
  document.querySelector(".ProseMirror").dispatchEvent(event)
}"""
REPORT = ".paste-report[role=status]"


def table(head, *rows, caption=""):
    head = "".join(f'<th scope="col">{words}</th>' for words in head)
    head = f"<thead><tr>{head}</tr></thead>" if head else ""
    rows = ["".join(f"<td>{words}</td>" for words in row) for row in rows]
    rows = "".join(f"<tr>{row}</tr>" for row in rows)
    caption = f"<caption>{caption}</caption>" if caption else ""
    return f"<table>{caption}{head}<tbody>{rows}</tbody></table>"


CAMPS = table(["Camp", "Released"], ["North", "1,204"], ["East", "87"])
SAFE = "https://eur01.safelinks.protection.outlook.com/"
PIECES = {
    "the table of the cases": (
        (PASTED / "table.html").read_text(),
        f"<p>Before the table.</p>{CAMPS}<p>Behind it.</p>",
    ),
    "one note called twice": (
        (PASTED / "one-note-twice.html").read_text(),
        f"<p>The lists were read out twice.{NOTE.format('A clerk’s diary, p. 12.')} Nobody wrote "
        f"them down.{NOTE.format('A newspaper.')} Years later they were found."
        f"{NOTE.format('A clerk’s diary, p. 12.')}</p>",
    ),
    "a table of Word": (
        (PASTED / "word-table.html").read_text(),
        "<p>The releases began at once.</p><table><caption>Table 1. Those who came home</caption>"
        '<thead><tr><th scope="col">Camp</th><th colspan="2" scope="col">Released</th></tr></thead>'
        '<tbody><tr><td><span class="lang-ru">Воркута</span></td><td>1,204<br>by May</td><td></td>'
        '</tr></tbody></table><p><span class="lang-de">Der Zug</span> stood.</p>',
    ),
    "cells of a spreadsheet, with words above numbers": (
        "<table width=128 style='border-collapse:collapse'><colgroup><col width=64></colgroup>"
        "<tr height=20><td class=xl65>Camp</td><td>Released</td></tr>"
        "<tr><td>North</td><td align=right x:num>1,204</td></tr><tr><td>East</td><td>87</td></tr>"
        "</table>",
        CAMPS,
    ),
    "a bold first row, as Google Docs has it": (
        '<b style="font-weight:normal" id="docs-internal-guid-1"><div dir="ltr"><table><tbody><tr>'
        '<td style="border:solid"><p dir="ltr"><span style="font-weight:700">a</span></p></td>'
        '<td><p><span style="font-weight:700">b</span></p></td></tr>'
        '<tr><td><p><span style="font-weight:400">c</span></p></td><td><p>d</p></td></tr>'
        "</tbody></table></div></b>",
        table(["a", "b"], ["c", "d"]),
    ),
    "a table that only arranges the page": (
        "<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td><p>c</p></td></tr>"
        "</table>",
        f"{table([], ['a', 'b'])}<p>c</p>",
    ),
    "a note in a cell": (
        "<table><tr><td>a</td><td>b<a href='#_ftn1' name='_ftnref1'>[1]</a></td></tr></table>"
        "<div id=ftn1><p><a href='#_ftnref1' name='_ftn1'>[1]</a> c</p></div>",
        table([], ["a", f"b{NOTE.format('c')}"]),
    ),
    "a comment in Google Docs": (
        '<p>a<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup> b</p>'
        '<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Source?</span></p></div>',
        "<p>a b</p>",
    ),
    "links that others wrapped": (
        '<p><a href="https://www.google.com/url?q=https://a.example/b?c%3Dd&amp;sa=D&amp;usg=x">a'
        f'</a> <a href="{SAFE}?url=https%3A%2F%2Fb.example%2F&amp;data=05">b</a> '
        '<a href="https://www.google.com/url?q=javascript:alert(1)">c</a></p>',
        '<p><a href="https://a.example/b?c=d">a</a> <a href="https://b.example/">b</a> '
        '<a href="https://www.google.com/url?q=javascript:alert(1)">c</a></p>',
    ),
    "languages": (
        '<p lang="ru-RU">Хлеб, <em>bread</em></p><p><span lang="en-GB">in</span> '
        '<span lang="uk-UA">хліб</span> <span lang="fr">1953</span>'
        '<font lang="pl">chleb</font></p>',
        '<p><span class="lang-ru">Хлеб, </span><em>bread</em></p>'
        '<p>in <span class="lang-uk">хліб</span> 1953<span class="lang-pl">chleb</span></p>',
    ),
}


def test_fragments_with_tables_notes_and_languages_are_pasted_cleanly(editor_page, complaints):
    written = {}
    for name, (html, _expected) in PIECES.items():
        written[name] = clean(paste(editor_page, html))
        clear(editor_page)
    assert written == {name: expected for name, (_html, expected) in PIECES.items()}
    assert complaints == []


def test_report_says_what_was_pasted_and_what_was_left_out(editor_page, complaints):
    paste(editor_page, (PASTED / "word-table.html").read_text())
    first = editor_page.inner_text(REPORT)
    paste(editor_page, (PASTED / "word.html").read_text())
    second = editor_page.inner_text(REPORT)
    editor_page.evaluate(PASTE_PLAIN, "plain")
    third = editor_page.inner_text(REPORT)
    assert first == (
        "Pasted: 2 paragraphs, 1 table, 2 passages in another language. Left out: 1 picture, "
        "1 comment, underlining (1 passage), small caps (1 passage)."
    )
    assert second == (
        "Pasted: 6 paragraphs, 3 headings, 3 notes, 1 passage in another language. "
        "Left out: 1 deleted passage."
    )
    assert (third, complaints) == ("", [])


def test_report_in_russian_has_the_right_plurals(sign_in):
    page = sign_in("Editors", locale="ru")
    page.goto("/admin/essays/essay/add/")
    page.wait_for_selector(".ProseMirror")
    forms = page.evaluate("JSON.parse(document.querySelector('#id_body').dataset.pasted).forms")
    assert len(set(forms["paragraphs"])) == 3


def test_poem_as_plain_text_keeps_its_lines_and_stanzas(editor_page, complaints):
    editor_page.click(".ProseMirror")
    settle(editor_page)
    editor_page.evaluate(PASTE_PLAIN, (PASTED / "poem.txt").read_text())
    assert (clean(editor_page.input_value("#id_body")), complaints) == (
        "<p>On the road the snow<br>lay as it had lain.</p>"
        "<p>Nobody came home<br>before the thaw.</p>",
        [],
    )


def test_paragraphs_pasted_into_a_cell_become_lines_of_it(editor_page, complaints):
    paste(editor_page, (PASTED / "table.html").read_text())
    editor_page.click(".ProseMirror td >> nth=0")
    settle(editor_page)
    editor_page.keyboard.press("End")
    settle(editor_page)
    editor_page.evaluate(PASTE_PLAIN, " and\n\nSouth")
    html = clean(editor_page.input_value("#id_body"))
    assert ("<td>North and<br>South</td>" in html, complaints) == (True, [])


@pytest.mark.parametrize("language", ["en", "ru"])
def test_language_of_the_essay_is_not_marked(editor_page, language):
    editor_page.select_option("#id_language", language)
    html = paste(editor_page, '<p lang="ru">хлеб</p>')
    assert ("lang-ru" in html) == (language == "en")


def test_pasted_words_go_on_in_the_paragraph(editor_page):
    write(editor_page, "Bread ")
    editor_page.evaluate(PASTE_PLAIN, "and salt")
    assert editor_page.input_value("#id_body") == "<p>Bread and salt</p>"
