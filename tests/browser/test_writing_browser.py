"""Writing an essay as editors do, and reading the result."""

from pathlib import Path

import pytest

from seventeen_moments.core.richtext import clean
from tests import factories
from tests.browser.test_admin_browser import move, save, select_back, settle, write

PASTED = Path(__file__).parent / "pasted"
PASTE = """html => {
  const data = new DataTransfer()
  data.setData("text/html", html)
  data.setData("text/plain", "plain")
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})
  document.querySelector(".ProseMirror").dispatchEvent(event)
}"""
NOTE = '<span class="footnote">{}</span>'
DOBSON = NOTE.format("Miriam Dobson, <em>Khrushchev’s Cold Summer</em>, ch. 2.")


def open_essay(page, essay):
    page.goto(f"/admin/essays/essay/{essay.pk}/change/")
    page.wait_for_selector(".ProseMirror")


def paste(page, html):
    page.click(".ProseMirror")
    settle(page)
    page.evaluate(PASTE, html)
    return page.input_value("#id_body")


def clear(page):
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    settle(page)


def press(page, name):
    """A button of the editor without words, by the name that the editor gives it."""
    page.click(f".prose-menubar button[data-name='{name}']")
    settle(page)


BUTTONS = {
    "heading2": "<h2>Bread</h2>",
    "heading3": "<h3>Bread</h3>",
    "bold": "<p><strong>Bread</strong></p>",
    "italic": "<p><em>Bread</em></p>",
    "blockquote": "<blockquote><p>Bread</p></blockquote>",
    "bulletList": "<ul><li><p>Bread</p></li></ul>",
    "orderedList": "<ol><li><p>Bread</p></li></ol>",
    "subscript": "<p><sub>Bread</sub></p>",
    "superscript": "<p><sup>Bread</sup></p>",
    "footnote": f"<p>{NOTE.format('Bread')}</p>",
}


def test_markup_of_each_button_survives_saving(editor_page, complaints):
    """One page for all: to open it takes longest."""
    written = {}
    for button in BUTTONS:
        write(editor_page, "Bread")
        select_back(editor_page, "Bread")
        press(editor_page, button)
        written[button] = clean(editor_page.input_value("#id_body"))
        press(editor_page, button)
        clear(editor_page)
    assert (written, complaints) == (BUTTONS, [])


def test_language_of_a_passage_is_chosen_changed_and_unset(editor_page, complaints):
    write(editor_page, "Bread")
    select_back(editor_page, "Bread")
    languages = editor_page.get_by_label("Language of the passage")
    written = []
    for name in ["Yiddish", "Russian (Latin script)", "Language of the text"]:
        languages.select_option(name)
        settle(editor_page)
        written.append(editor_page.input_value("#id_body"))
        editor_page.keyboard.press("ArrowLeft")  # into the passage
    assert written == [
        '<p><span class="lang-yi">Bread</span></p>',
        '<p><span class="lang-ru-Latn">Bread</span></p>',
        "<p>Bread</p>",
    ]
    languages.select_option("Yiddish")
    editor_page.keyboard.type("!")
    languages.blur()
    languages.focus()
    first = [option.inner_text() for option in languages.locator("option").all()[:2]]
    assert (first, complaints) == (["Language of the text", "Yiddish"], [])


def test_note_at_the_end_of_a_paragraph_does_not_continue_in_the_next(editor_page, complaints):
    paste(editor_page, f"<p>a{ONE}</p>{FIRST}")
    move(editor_page, "Control+End")
    editor_page.keyboard.press("Enter")
    editor_page.keyboard.type("b")
    html = editor_page.input_value("#id_body")
    assert (html, complaints) == (f"<p>a{NOTE.format('See Dobson.')}</p><p>b</p>", [])


def test_editor_links_a_page_elsewhere(sign_in, complaints):
    essay = factories.essay(status="draft")
    page = sign_in("Editors")
    open_essay(page, essay)
    write(page, "Bread")
    select_back(page, "Bread")
    press(page, "link")
    page.fill("dialog[open] input[name=href]", "https://example.org/bread")
    page.click("dialog[open] button[type=submit]")
    page.wait_for_selector("dialog[open]", state="detached")
    settle(page)
    save(page)
    essay.refresh_from_db()
    assert (essay.body, complaints) == ('<p><a href="https://example.org/bread">Bread</a></p>', [])


# Pasting


WRITTEN = {
    "word": (
        "<h2>Prisoners Return</h2><h2>The amnesty</h2>"
        "<p>Over <strong>1.5 million</strong> prisoners left Vorkuta within <em>three</em> months."
        + NOTE.format(
            "Miriam Dobson, <em>Khrushchev’s Cold Summer</em>, ch. 2.<br>A second paragraph."
        )
        + ' Few spoke of <span class="lang-ru">хлеб</span>.</p><h3>Coming home</h3>'
        f"<blockquote><p>“We were <em>never</em>{NOTE.format('Interview, 1989.')}"
        "<em> asked</em>.”</p></blockquote>"
        "<ul><li><p>Norilsk</p><ul><li><p>1953</p></li></ul></li><li><p>Kolyma</p></li></ul>"
        f"<p>The end.{NOTE.format('<em>Pravda</em>.')}</p>"
    ),
    "google": (
        "<h2>The amnesty</h2><p>Over <strong>1.5 million</strong> left within <em>three</em> "
        f"months.{DOBSON} Few spoke.</p>"
    ),
    "libreoffice": (
        "<h2>The amnesty</h2><h3>At once</h3><p>Over <strong>1.5 million</strong> left within "
        f"<em>three</em> months.{DOBSON} Few spoke.{NOTE.format('Interview, 1989.')}</p>"
    ),
    "web": (
        '<h2><a href="https://evil.example/#toc">The amnesty</a></h2>'
        f"<p>Over <strong>1.5 million</strong> left{NOTE.format('Miriam Dobson, <em>Summer</em>.')}"
        " in <em>three</em> months. "
        '<a href="https://example.org/more">More</a> here up.</p>'
    ),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_pasted_text_keeps_its_structure_and_loses_its_style(editor_page, complaints, site, name):
    asked = []
    editor_page.on("request", lambda request: asked.append(request.url))
    html = paste(editor_page, (PASTED / f"{name}.html").read_text())
    elsewhere = [url for url in asked if not url.startswith(f"{site}/")]
    assert (html, elsewhere, complaints) == (WRITTEN[name], [], [])


def test_pasted_text_is_stored_as_shown(sign_in, complaints):
    essay = factories.essay(status="draft")
    page = sign_in("Editors")
    open_essay(page, essay)
    paste(page, (PASTED / "word.html").read_text())
    save(page)
    essay.refresh_from_db()
    assert (essay.body, len(essay.notes), complaints) == (WRITTEN["word"], 3, [])


def pair(number, words):
    """A call and its note, as Word's filtered HTML has them."""
    call = f'<a href="#_ftn{number}" name="_ftnref{number}">[{number}]</a>'
    back = f'<a href="#_ftnref{number}" name="_ftn{number}">[{number}]</a>'
    return call, f"<div id=ftn{number}><p class=MsoFootnoteText>{back} {words}</p></div>"


ONE, FIRST = pair(1, "See Dobson.")
TWO, SECOND = pair(2, "See Pravda.")
PIECES = {
    "a note in bold words": (
        f"<p><b>a{ONE}b</b></p>{FIRST}",
        f"<p><strong>a</strong>{NOTE.format('See Dobson.')}<strong>b</strong></p>",
    ),
    "two notes in one word": (
        f"<p><i>a{ONE}{TWO}</i>b</p>{FIRST}{SECOND}",
        f"<p><em>a</em>{NOTE.format('See Dobson.')}{NOTE.format('See Pravda.')}b</p>",
    ),
    "a note in a heading": (
        f"<h1>a{ONE}</h1>{FIRST}",
        f"<h2>a{NOTE.format('See Dobson.')}</h2>",
    ),
    "a note in a list": (
        f"<ul><li>a{ONE}</li></ul>{FIRST}",
        f"<ul><li><p>a{NOTE.format('See Dobson.')}</p></li></ul>",
    ),
    "a call whose note was left behind": (f"<p>a{ONE}b</p>", "<p>a[1]b</p>"),
    "a note without its call": (f"<p>a</p>{FIRST}", "<p>a</p><p>[1] See Dobson.</p>"),
    "a note within a note": (
        f"<p>a{ONE}</p>{FIRST.replace('Dobson', 'Dobson' + TWO)}{SECOND}",
        f"<p>a{NOTE.format('See Dobson [See Pravda.].')}</p>",
    ),
    "a note without words": (
        f"<p>a{ONE}b</p>{FIRST.replace('See Dobson.', '')}",
        "<p>ab</p>",
    ),
    "a heading that links to its table of contents": (
        '<p><a href="#h" id="t">One</a></p><h2 id="h"><a href="#t">One</a></h2><p>Two.</p>',
        "<p>One</p><h2>One</h2><p>Two.</p>",
    ),
    "a call and a note in one paragraph": (
        '<p>a<a href="#y" id="x">1</a> <a href="#x" id="y">1</a> b</p>',
        "<p>a1 1 b</p>",
    ),
    "a name with a stray percent sign": ('<p>a<a href="#100%">b</a></p>', "<p>ab</p>"),
    "headings of the second level and below": (
        "<h2>a</h2><h3>b</h3><h4>c</h4>",
        "<h2>a</h2><h3>b</h3><h3>c</h3>",
    ),
    "words about style =": ("<p>Its style = grand.</p>", "<p>Its style = grand.</p>"),
    "a numbered list": (
        "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.</span>a</p>"
        "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.</span>b</p><p>c</p>",
        "<ol><li><p>a</p></li><li><p>b</p></li></ol><p>c</p>",
    ),
    "what our own page shows": (
        '<p id="p1">a<a class="ref" id="r1" href="https://x.example/#n1">1</a>b '
        '<a class="pin" href="#p1">¶ 1</a></p><ol><li id="n1">See Dobson. '
        '<a href="https://x.example/#r1" role="doc-backlink">↩</a></li></ol>',
        f"<p>a{NOTE.format('See Dobson.')}b ¶ 1</p>",
    ),
}


def test_fragments_are_pasted_cleanly(editor_page, complaints):
    written = {}
    for name, (html, _expected) in PIECES.items():
        written[name] = clean(paste(editor_page, html))
        clear(editor_page)
    assert written == {name: expected for name, (_html, expected) in PIECES.items()}
    assert complaints == []
