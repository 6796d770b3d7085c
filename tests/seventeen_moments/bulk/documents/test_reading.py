"""What is read from Word and OpenDocument files."""

import pytest
from django.core.exceptions import ValidationError

from seventeen_moments.bulk.documents import reading
from seventeen_moments.bulk.documents.body import as_authors
from seventeen_moments.bulk.documents.reading import read_document
from seventeen_moments.core.richtext import clean
from tests import factories
from tests.work import lines

from .files import docx, note, odt, paragraph, picture, run, table, zipped

RUSSIAN = run("Возвращение", "ru-RU")
NOTE = (
    '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
    "<text:note-body><text:p>Pravda, 27 March.</text:p></text:note-body></text:note>"
)
FRAME = (
    '<draw:frame><draw:text-box><text:p text:style-name="P2"><draw:frame>'
    '<draw:image xlink:href="Pictures/1.png"/><svg:desc>A gate</svg:desc></draw:frame>'
    "Figure 1: At the gate</text:p></draw:text-box></draw:frame>"
)
TABLE = (
    "<table:table><table:table-header-rows><table:table-row>"
    "<table:table-cell><text:p>Year</text:p></table:table-cell></table:table-row>"
    "</table:table-header-rows><table:table-row>"
    '<table:table-cell table:number-columns-spanned="2"><text:p>1954</text:p></table:table-cell>'
    "</table:table-row></table:table>"
)


@pytest.fixture
def read(tmp_path):
    def read(file):
        (tmp_path / "document").write_bytes(file.getvalue())
        return read_document(tmp_path / "document", tmp_path)

    return read


def body(document):
    return clean(document.html)


def test_title_and_byline_are_no_part_of_the_text(read):
    document = read(
        docx(
            paragraph("Prisoners Return", style="Titel"),
            paragraph("James von Geldern", style="Autor"),
            paragraph("They came home."),
        )
    )
    assert (document.title, document.byline) == ("Prisoners Return", "James von Geldern")
    assert body(document) == "<p>They came home.</p>"


@pytest.mark.parametrize("words", ["by James von Geldern", "Автор: James von Geldern"])
def test_byline_without_a_style_is_found_below_the_title(read, words):
    document = read(docx(paragraph("Return", style="berschrift1"), paragraph(words)))
    assert (document.title, document.byline) == ("Return", "James von Geldern")


def test_heading_after_the_text_is_no_title(read):
    document = read(docx(paragraph("Home."), paragraph("Sources", style="berschrift1")))
    assert (document.title, body(document)) == ("", "<p>Home.</p><h2>Sources</h2>")


def test_headings_have_two_levels(read):
    headings = [paragraph("One", style="berschrift1"), paragraph("Two", style="berschrift3")]
    assert body(read(docx(paragraph("Home."), *headings))).endswith("<h2>One</h2><h3>Two</h3>")


def test_notes_stand_where_they_are_called(read):
    document = read(
        docx(
            paragraph("They", note(1), note(2), run(" came home.")),
            notes=[["Pravda, ", run("27 March", properties="<w:i/>")], ["Izvestiia."]],
        )
    )
    assert body(document) == (
        '<p>They<span class="footnote">Pravda, <em>27 March</em></span>'
        '<span class="footnote">Izvestiia.</span> came home.</p>'
    )
    assert document.found["notes"] == 2


def test_other_languages_are_marked(read):
    document = read(
        docx(
            paragraph(
                "They came home within three months: ",
                RUSSIAN,
                run(" in 1954", "ru-RU"),
                run(" (Moscow)", "ru-RU"),
            ),
            default="en-GB",
        )
    )
    assert body(document) == (
        '<p>They came home within three months: <span class="lang-ru">Возвращение</span>'
        " in 1954 (Moscow)</p>"
    )
    assert (document.language, document.found["languages"]) == ("en", 1)


def test_main_language_is_that_of_most_letters(read):
    document = read(
        docx(paragraph(run("Они вернулись домой весной.", "ru-RU"), run(" x", "en-US")))
    )
    assert (document.language, "lang-ru" in body(document)) == ("ru", False)


def test_tables_keep_their_heading_and_caption(read):
    caption = paragraph("Arrests by year", style="Beschriftung")
    document = read(docx(caption, table(["Year", "Arrests"], ["1954", "17"])))
    html = body(document)
    assert "<caption>Arrests by year</caption>" in html
    assert html.count("<th ") == 2
    assert document.found["tables"] == 1


def test_pictures_have_their_description_and_caption(read, tmp_path):
    document = read(
        docx(
            paragraph("Before", picture("A gate of planks"), run(" after")),
            paragraph("Figure 1. At the gate", style="Beschriftung"),
        )
    )
    [found] = document.pictures
    assert found == ("picture-1.png", "A gate of planks", "Figure 1. At the gate")
    assert (tmp_path / "picture-1.png").exists()
    assert document.html == '<p>Before after</p><img src="picture-1.png">'


def test_description_by_a_program_is_dropped(read):
    words = "A gate&#10;&#10;Description automatically generated"
    assert read(docx(paragraph(picture(words)))).pictures[0].description == ""


def test_what_is_left_out_is_counted(read):
    document = read(
        docx(
            paragraph("Home", "<w:del><w:r><w:delText>Away</w:delText></w:r></w:del>"),
            paragraph("<m:oMath/>", picture()),
            comments=f'<w:comment w:id="1">{paragraph("Why?")}</w:comment>',
            image=b"no picture",
        )
    )
    left_out = {name: number for name, number in document.left_out.items() if number}
    assert left_out == {"deletions": 1, "formulas": 1, "pictures": 1, "comments": 1}
    assert body(document) == "<p>Home</p>"


def test_opendocument_is_read_alike(read):
    document = read(
        odt(
            '<text:p text:style-name="P1">Prisoners Return</text:p>'
            "<text:p>by James von Geldern</text:p>"
            '<text:h text:outline-level="2">Home</text:h>'
            f'<text:p>They <text:span text:style-name="T1">came</text:span>{NOTE} home, '
            '<text:span text:style-name="T2">домой</text:span>.</text:p>'
            f"<text:p>{FRAME}</text:p>{TABLE}"
            '<text:list text:style-name="L1"><text:list-item><text:p>one</text:p>'
            "</text:list-item></text:list>"
        )
    )
    assert (document.title, document.byline) == ("Prisoners Return", "James von Geldern")
    assert document.html.startswith(
        '<h2>Home</h2><p>They <em>came</em><span class="footnote">Pravda, 27 March.</span> home, '
        '<span class="lang-ru">домой</span>.</p>'
    )
    assert document.pictures == [("picture-1.png", "A gate", "Figure 1: At the gate")]
    assert '<td colspan="2">' in document.html
    assert "<ol><li><p>one</p></li></ol>" in document.html


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This is neither a Word file"),
        (b"{\\rtf1 Home}", "This is neither a Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "This is an older Word file (.doc)"),
        (docx(paragraph("Home")).getvalue()[:900], "This is neither a Word file"),
        (zipped({"a.txt": "Home"}).getvalue(), "This is neither a Word file"),
        (odt("<text:p>").getvalue(), "This file is damaged"),
        (docx("<w:p>").getvalue(), "This file is damaged"),
        (
            zipped({}, mimetype="application/vnd.oasis.opendocument.text").getvalue(),
            "This file is damaged",
        ),
    ],
)
def test_other_files_are_refused_with_a_sentence(tmp_path, content, sentence):
    (tmp_path / "document").write_bytes(content)
    with pytest.raises(ValidationError, match=sentence.replace("(", r"\(").replace(")", r"\)")):
        read_document(tmp_path / "document", tmp_path)


def test_entities_are_refused(tmp_path):
    entities = '<!DOCTYPE x [<!ENTITY a "home"><!ENTITY b "&a;&a;&a;&a;">]>'
    file = docx(paragraph("&b;"), start=entities)
    (tmp_path / "document").write_bytes(file.getvalue())
    with pytest.raises(ValidationError, match="This file is damaged"):
        read_document(tmp_path / "document", tmp_path)


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("James von Geldern", "von Geldern, James"),
        ("James von Geldern and Lewis Siegelbaum", "von Geldern, James\nSiegelbaum, Lewis"),
        ("Иван Петров, Мария Иванова", "Петров, Иван\nИванова, Мария"),
        ("Memorial", "Memorial"),
        ("", ""),
    ],
)
def test_byline_becomes_authors(byline, authors):
    assert as_authors(byline) == authors


def test_notes_in_notes_are_written_once(read):
    words = "x"
    for _depth in range(50):
        words = f"<text:note><text:note-body><text:p>{words}</text:p></text:note-body></text:note>"
    assert read(odt(f"<text:p>{words}</text:p>")).found["notes"] == 50


def test_text_box_in_another_language_is_read(read):
    box = (
        '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox>'
        f"<w:txbxContent>{paragraph(RUSSIAN)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    document = read(docx(paragraph("They came home in the spring of that year."), paragraph(box)))
    assert '<span class="lang-ru">Возвращение</span>' in document.html


@pytest.mark.parametrize("number", ["x", "²", "9" * 5000])
def test_what_should_be_a_number_is_ignored(read, number):
    heading = f'<text:h text:outline-level="{number}">Return</text:h><text:p>They came.</text:p>'
    cell = f'<table:table-cell table:number-columns-spanned="{number}">'
    table = f"<table:table><table:table-row>{cell}<text:p>1954</text:p></table:table-cell>"
    document = read(odt(f"{heading}{table}</table:table-row></table:table>"))
    assert document.title == "Return"
    assert "<td><p>1954</p></td>" in document.html


def test_picture_beside_the_paragraphs_stands_in_the_text(read):
    document = read(odt(f"<text:p>They came.</text:p>{FRAME}<text:p>Few spoke.</text:p>"))
    assert document.html == '<p>They came.</p><img src="picture-1.png"><p>Few spoke.</p>'
    assert document.pictures[0].caption == "Figure 1: At the gate"


def test_pictures_of_a_paragraph_keep_their_order(read):
    document = read(docx(paragraph("Two."), paragraph(picture("a"), picture("b")), paragraph("x")))
    names = [each.source for each in document.pictures]
    assert document.html == f'<p>Two.</p>{"".join(f"""<img src="{n}">""" for n in names)}<p>x</p>'


def test_picture_shown_very_often_is_too_large(read, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST", 60_000)
    image = factories.picture(100, 100, format="TIFF").read()  # of 30 kB: it is not compressed
    assert read(docx(paragraph("A"), paragraph(picture()), image=image)).pictures
    with pytest.raises(ValidationError, match="too large"):
        read(docx(paragraph("A"), paragraph(picture(), picture()), image=image))


def test_work_grows_with_the_styles_that_derive_from_each_other(read):
    def document(number):
        style = (
            '<style:style style:name="S{}" style:family="paragraph" style:parent-style-name="S{}"/>'
        )
        styles = "".join(style.format(n, n + 1) for n in range(number))
        words = "".join(f'<text:p text:style-name="S{n}">a</text:p>' for n in range(number))
        return odt(words, styles)

    few, many = (lines(read, document(number)) for number in (100, 200))
    assert many < 2.5 * few
