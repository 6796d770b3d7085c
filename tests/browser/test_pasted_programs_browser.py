"""What other programs put into a clipboard, as the essay then has it."""

import pytest

from seventeen_moments.core.richtext import clean
from tests.browser.test_admin_browser import settle
from tests.browser.test_pasting_browser import REPORT, table
from tests.browser.test_writing_browser import NOTE, clear, pair

# Of the types that have a value; the files are pictures.
PASTE = """([types, files, name]) => {
  const data = new DataTransfer()
  for (const [type, words] of Object.entries(types)) data.setData(type, words)
  for (const type of files) data.items.add(new File(["x"], "a", {type}))
  const editor = document.querySelector(".ProseMirror")
  const { x, y } = editor.getBoundingClientRect()
  const place = { clientX: x + 20, clientY: y + 20, bubbles: true, cancelable: true }
  const event = name === "drop" ? new DragEvent("drop", {...place, dataTransfer: data})
    : new ClipboardEvent("paste", {...place, clipboardData: data})
  editor.dispatchEvent(event)
  return event.defaultPrevented
}"""


OTHER_ONE, OTHER_FIRST = pair(1, "Two.")
ONE, FIRST = pair(1, "One.")
ITEM = "<p class=MsoListParagraph style='mso-list:l{} level1 lfo1'><span style='mso-list:Ignore'>{}"
VML = "<!--[if gte vml 1]><v:shape><v:textbox><![if !mso]>{}<![endif]></v:textbox><![endif]-->"

NOTED = f"<p>a{NOTE.format('One.')}</p>"
HTML = {
    # Notes
    "two documents with the same names": (
        f"<p>a{ONE}</p>{FIRST}<p>b{OTHER_ONE}</p>{OTHER_FIRST}",
        f"{NOTED}<p>b{NOTE.format('Two.')}</p>",
    ),
    "their notes after both": (
        f"<p>a{ONE}</p><p>b{OTHER_ONE}</p>{FIRST}{OTHER_FIRST}",
        f"{NOTED}<p>b{NOTE.format('Two.')}</p>",
    ),
    "a heading above nothing but notes": (f"<p>a{ONE}</p><h2>Notes</h2>{FIRST}", NOTED),
    "EPUB without a link back": (
        '<p>a<a epub:type="noteref" href="#n">*</a></p>'
        '<aside epub:type="footnote" id=n>One.</aside>',
        NOTED,
    ),
    "a list without links back": (
        "<p>a<sup><a href='#n'>1</a></sup></p><ol><li id=n>One.</li></ol>",
        NOTED,
    ),
    "a note with a table": (
        "<p>a<a href='#n' id=c>1</a></p><div id=n><p><a href='#c'>1</a> One.</p><table><tr>"
        "<td><p>A</p></td><td><p>B</p></td></tr></table></div>",
        f"<p>a{NOTE.format('One.<br>A | B')}</p>",
    ),
    "a note in a caption": (
        f"<table><caption>a{ONE}</caption><tr><td>b</td><td>c</td></tr></table>{FIRST}",
        f"{NOTED}{table([], ['b', 'c'])}",
    ),
    "notes above the text": (
        "<ol><li id=n><a href='#c'>^</a> One.</li></ol><p>a<a id=c href='#n'>1</a></p>",
        "<ol><li><p>One.</p></li></ol><p>a1</p>",
    ),
    "sections that a contents list calls": (
        "<p><a href='#s'>1</a></p><p id=s>1 First.</p>",
        "<p>1</p><p>1 First.</p>",
    ),
    # Words
    "hidden words": (
        "<p>a<span style='display:none;mso-hide:all'>b</span> c<span hidden>d</span></p>",
        "<p>a c</p>",
    ),
    "words that reviewers deleted": (
        "<p>a<span class=msoDel>b</span><span class='TextRun TrackChangeDelete'>c</span></p>",
        "<p>a</p>",
    ),
    "invisible characters and ligatures": (
        "<p>a\u00adb\u200bc\ufeff ﬁ می\u200cآ</p>",
        "<p>abc fi می\u200cآ</p>",
    ),
    "words in a text box": (f"<p>a{VML.format('<p>b</p>')}</p>", "<p>a</p><p>b</p>"),
    "quotation marks and boxes": (
        "<p><q>a</q></p><ul><li><input type=checkbox checked>b</li></ul>",
        "<p>“a”</p><ul><li><p>☑ b</p></li></ul>",
    ),
    "buttons of a web page": (
        "<h2>a</h2><span class=mw-editsection>[edit]</span><p>b<button>Copy</button></p>",
        "<h2>a</h2><p>b</p>",
    ),
    "links that lead nowhere here": (
        "<p><a href='/wiki/A'>a</a> <a href='file:///C:/b'>b</a> <a href='tel:1'>c</a></p>",
        "<p>a b c</p>",
    ),
    "the same editor elsewhere": (
        "<p data-pm-slice='1 1 []' id=x>a <a href='/b'>b</a></p>",
        "<p>a b</p>",
    ),
    # Blocks and lines
    "blocks that the editor does not know": (
        "<dl><dt>a</dt><dt>b</dt></dl><details><summary>c</summary>d</details>",
        "<p>a</p><p>b</p><p>c</p><p>d</p>",
    ),
    "two line breaks": ("<p>a<br>b<br><br>c</p>", "<p>a<br>b</p><p>c</p>"),
    "line breaks between blocks": ("<p>a</p><br><span><br></span><p>b<br></p>", "<p>a</p><p>b</p>"),
    "lines of a mail": (
        "<div>a</div><div>b</div><div><br></div><div>c</div>",
        "<p>a<br>b</p><p>c</p>",
    ),
    "verse in <pre>": ("<pre>a\n  b\n\nc</pre>", "<p>a<br>&nbsp;&nbsp;b</p><p>c</p>"),
    "verse by its style": ("<div style='white-space:pre-wrap'>a\nb</div>", "<p>a<br>b</p>"),
    "lines of a chat": ("<span>a<br>b<br><br>c</span>", "<p>a<br>b</p><p>c</p>"),
    "a stanza of a book": (
        "<div class=stanza><span>a<br></span><span style='display:block'>b</span></div>",
        "<p>a</p><p>b</p>",
    ),
    "lines of a stanza": (
        "<div class=stanza><div>a</div><div>b</div></div><div class=stanza><div>c</div></div>",
        "<p>a<br>b</p><p>c</p>",
    ),
    # Lists
    "boxes of Google Docs": (
        "<ul><li><img role=checkbox alt=checked><p style='display:inline-block'>a</p></li></ul>",
        "<ul><li><p>☑ a</p></li></ul>",
    ),
    "a list that begins at three": (
        f"{ITEM.format(0, '3.')}</span>a</p>{ITEM.format(0, '4.')}</span>b</p>",
        '<ol start="3"><li><p>a</p></li><li><p>b</p></li></ol>',
    ),
    "two kinds of list": (
        f"{ITEM.format(0, '1.')}</span>a</p>{ITEM.format(1, '·')}</span>b</p>",
        "<ol><li><p>a</p></li></ol><ul><li><p>b</p></li></ul>",
    ),
    "a list in Word’s filtered HTML": (
        "<p class=MsoListParagraph><span style='font-family:Symbol'>·<span style='font:7.0pt "
        '"Times New Roman"\'>&nbsp;&nbsp; </span></span>a</p>',
        "<ul><li><p>a</p></li></ul>",
    ),
    "a list of Word Online": (
        "<div class=ListContainerWrapper><ul><li data-aria-level=1>a</li></ul></div>"
        "<div class=ListContainerWrapper><ul><li data-aria-level=2>b</li></ul></div>",
        "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>",
    ),
    # Tables
    "a table in a cell": (
        "<table border=1><tr><td>a<table><tr><td>x</td><td>y</td></tr></table></td><td>b</td>"
        "</tr><tr><td>c</td><td>d</td></tr></table>",
        table([], ["a<br>x | y", "b"], ["c", "d"]),
    ),
    "rows without their table": ("<tr><td>a</td><td>b</td></tr>", table([], ["a", "b"])),
}

PROSE = (
    "The prisoners who returned in the spring of nineteen fifty-three\nfound that nobody had "
    "waited for them, and that the rooms in which\nthey had lived were those of other people, "
    "who did not prom-\nise to open."
)
JOINED = PROSE.replace("prom-\n", "prom").replace("\n", " ")
INDENT = "&nbsp;" * 2
NOTES = f"<p>a{NOTE.format('One.')} b{NOTE.format('Two.')}</p>"
TEXT = {
    "ends of lines": ("a\rb\u2028c\vd\u2029e\ff", "<p>a<br>b<br>c<br>d</p><p>e</p><p>f</p>"),
    "verse with indents": (
        "a\n  b\n\tc\n\n\n  d\n",
        f"<p>a<br>{INDENT}b<br>{INDENT * 2}c</p><p>d</p>",
    ),
    "rows with tabs": ("Camp\tN\nNorth\t1", table([], ["Camp", "N"], ["North", "1"])),
    "a table with empty cells": (
        "\tN\tM\nNorth\t1\t\nEast\t2\n",
        table([], ["", "N", "M"], ["North", "1", ""], ["East", "2", ""]),
    ),
    "stars and underscores": (
        "5 * 3 * 2, * a * b, __init__",
        "<p>5 * 3 * 2, * a * b, __init__</p>",
    ),
    "paragraphs of prose by their indents": (
        f"    {PROSE}\n    {PROSE}",
        f"<p>{JOINED}</p><p>{JOINED}</p>",
    ),
    "prose of a mail": (PROSE, f"<p>{JOINED}</p>"),
    "notes of Markdown": ("a[^1] b[^x]\n\n[^1]: One.\n[^x]: Two.", NOTES),
    "notes by number": ("a[1] b[2]\n\n[1] One.\n[2] Two.", NOTES),
    "a number that calls nothing": ("a[1]\n\nb", "<p>a[1]</p><p>b</p>"),
}


@pytest.fixture
def page(editor_page):
    editor_page.click(".ProseMirror")
    settle(editor_page)
    return editor_page


def paste(page, types, files=(), name="paste"):
    handled = page.evaluate(PASTE, [types, [*files], name])
    return clean(page.input_value("#id_body")), page.inner_text(REPORT), handled


def test_clipboards_of_other_programs_are_pasted_cleanly(page, complaints):
    written = {}
    cases = {
        **{name: ({"text/html": html}, stored) for name, (html, stored) in HTML.items()},
        **{name: ({"text/plain": text}, stored) for name, (text, stored) in TEXT.items()},
    }
    for name, (types, _stored) in cases.items():
        written[name] = paste(page, types)[0]
        clear(page)
    assert written == {name: stored for name, (_types, stored) in cases.items()}
    assert complaints == []


PICTURE = "<img src='https://a.example/b.png'>"
WORDS = {"text/plain": "Words"}
LEFT_OUT = "Left out: {}."
BESIDE = {
    "a picture beside words": (
        (WORDS | {"text/html": PICTURE}, []),
        ("<p>Words</p>", LEFT_OUT.format("1 picture"), True),
    ),
    "spaces beside words": (
        (WORDS | {"text/html": "<p>&nbsp;</p>"}, []),
        ("<p>Words</p>", "", True),
    ),
    "a picture alone": (({}, ["image/png"]), ("", LEFT_OUT.format("1 picture"), True)),
    "a file alone": (({}, ["application/pdf"]), ("", LEFT_OUT.format("1 file"), True)),
    "a table and its picture": (
        ({"text/html": "<table><tr><td>a</td><td>b</td></tr></table>"}, ["image/png"]),
        (table([], ["a", "b"]), "Pasted: 1 table.", True),
    ),
    "a format without words": (
        ({"text/rtf": "{}"}, []),
        ("", LEFT_OUT.format("1 format without words"), True),
    ),
    "hidden words": (
        ({"text/html": "<p>a<span style='display:none'>b</span></p>"}, []),
        ("<p>a</p>", "Pasted: 1 paragraph. Left out: 1 hidden passage.", True),
    ),
}


def test_words_are_taken_from_what_has_them(page, complaints):
    results = {}
    for name, (clipboard, _expected) in BESIDE.items():
        results[name] = paste(page, *clipboard)
        clear(page)
    assert results == {name: expected for name, (_clipboard, expected) in BESIDE.items()}
    assert complaints == []


def test_what_is_dropped_is_read_as_what_is_pasted(page, complaints):
    html, text = HTML["a heading above nothing but notes"], TEXT["notes by number"]
    dropped = []
    for types, files in [
        ({"text/html": html[0]}, []),
        ({"text/plain": text[0]}, []),
        (WORDS | {"text/html": PICTURE}, []),
        ({}, ["image/png"]),
    ]:
        words, _report, handled = paste(page, types, files, "drop")
        dropped.append((words.removesuffix("<p></p>"), handled))  # where it was dropped
        clear(page)
    stored = [html[1], text[1], "<p>Words</p>", ""]
    assert (dropped, complaints) == ([(words, True) for words in stored], [])


def test_five_thousand_paragraphs_are_pasted(page):
    html, report, _handled = paste(page, {"text/html": "<p>a</p>" * 5000})
    assert (html.count("<p>"), report) == (5000, "Pasted: 5000 paragraphs.")
