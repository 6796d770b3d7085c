"""What spreadsheets and other programs add to tables, leave out or write in their own way."""

import codecs

import pytest
from django.core.exceptions import ValidationError

from seventeen_moments.bulk.table import Row

HEADER = "source,essay,title,date"
FIRST, SECOND = "text,thaw,A,1953", "text,thaw,B,"
BOM = "\ufeff"


def read(table, written):
    """The number, the title and the date of each row, or its fault."""
    rows = table(written=written).rows()
    return [row.fault or (row.number, row.cells["title"], row.cells["date"]) for row in rows]


def lines(*lines, end="\n"):
    return end.join(lines) + end


@pytest.mark.parametrize(
    "written",
    [
        lines(HEADER + ",,,", FIRST + ",,,", SECOND + ",,,"),  # trailing columns
        lines(HEADER + ",", FIRST + ",", SECOND),
        lines(",".join(["", HEADER]), "," + FIRST, "," + SECOND),  # an empty first column
        lines(HEADER, FIRST, "text,thaw,B"),  # short rows
        lines(HEADER, FIRST + ",,,,", SECOND, ",,,", "  ,"),  # long rows, empty rows
        lines("sep=,", HEADER, FIRST, SECOND),
        lines("sep=;", *(line.replace(",", ";") for line in (HEADER, FIRST, SECOND)), end="\r\n"),
        lines('"sep=;"', *(line.replace(",", ";") for line in (HEADER, FIRST, SECOND))),
        lines("SEP=|", *(line.replace(",", "|") for line in (HEADER, FIRST, SECOND))),
        BOM + lines("sep=\t", *(line.replace(",", "\t") for line in (HEADER, FIRST, SECOND))),
        lines(*(line.replace(",", "|") for line in (HEADER, FIRST, SECOND))),
        BOM + BOM + lines(HEADER, FIRST, SECOND),
        BOM + BOM + lines('"source",essay,title,date', FIRST, SECOND),
        lines(HEADER, FIRST, SECOND, end="\r"),
        HEADER + "\r\n" + FIRST + "\n" + SECOND + "\r",
        lines("\u200bSource,ESSAY :,\u00a0Title\u00a0,Date", FIRST, SECOND),
        lines(HEADER, FIRST, SECOND).encode("utf-32"),
        lines(HEADER, FIRST, SECOND).encode("utf-16-le"),
        lines(HEADER, FIRST, SECOND).encode("utf-16-be"),
        codecs.BOM_UTF16_BE + lines(BOM + HEADER, FIRST, SECOND).encode("utf-16-be"),
    ],
)
def test_table_is_read_as_a_spreadsheet_shows_it(table, written):
    assert read(table, written) == [(2, "A", "1953"), (3, "B", "")]
    assert table(written=written).faults(["source", "essay", "title"]) == []


def test_notes_above_the_header_are_skipped_and_counted(table):
    notes = ["Posters of the Thaw", '"Made by the library,\nMay 1953"', "", "Title;Date;Shelf"]
    assert read(table, lines(*notes[:3], HEADER, FIRST)) == [(5, "A", "1953")]


@pytest.mark.parametrize(
    ("written", "titles"),
    [
        (["source, essay, title, date", 'text, thaw, "A, B", 1953'], ["A, B"]),
        (["source,essay,title,date", 'text, thaw, "A\nB, C",1953'], ["A\nB, C"]),
        (['"source"; "essay"; "title"; "date"', 'text; thaw; "A; B"; 1953'], ["A; B"]),
        (["source,essay,title,date", 'text,thaw, "Thaw" as a word,1953'], [' "Thaw" as a word']),
        (["source,essay,title,date", 'text,thaw,"Thaw, ""the""",1953'], ['Thaw, "the"']),
    ],
)
def test_quotation_mark_behind_a_space_opens_a_cell(table, written, titles):
    assert [row.cells.get("title") for row in table(written=lines(*written)).rows()] == titles


def test_header_of_many_long_columns_is_read(table):
    header = ",".join([HEADER, *(f"{'long ' * 20}{n}" for n in range(200))])
    assert table(written=lines(header, FIRST)).header[2] == "title"


@pytest.mark.parametrize(("length", "notes"), [(32_766, 0), (32_767, 1)])
def test_cell_that_excel_may_have_cut_is_noted(table, length, notes):
    read = table(written=lines(HEADER, f"text,thaw,{'x' * length},1953"))
    list(read.rows())
    assert [note.split(":")[1] for _c, note in read.notes()] == notes * [
        " 2. Check the end of the text."
    ]


def test_header_that_joined_tables_repeat_is_skipped(table):
    written = lines(HEADER, FIRST, HEADER, SECOND)
    assert read(table, written) == [(2, "A", "1953"), (4, "B", "")]


def test_cell_below_an_empty_heading_is_refused(table):
    sentence = "Column 5 has no name, but this row has a cell in it."
    assert read(table, lines(HEADER + ",", FIRST, SECOND + ",x")) == [(2, "A", "1953"), sentence]


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("cp1251", "Оттепель"),
        ("cp1251", "Письмо «Правде» — 1953"),
        ("cp1251", "Їхній архів"),
        ("koi8-r", "Оттепель"),
        ("mac-cyrillic", "Оттепель"),
        ("cp866", "Письмо читателя"),
        ("cp1252", "Größe der Straße"),
        ("cp1252", "Lettre d’août"),
        ("mac-roman", "Größe der Städte"),
        ("cp1250", "Łódź, wrzesień"),
        ("cp1253", "Ελευθερία"),
        ("cp1255", "מכתב למערכת"),
        ("cp1256", "رسالة القارئ"),
        ("cp932", "読者からの手紙"),
        ("euc-jp", "読者からの手紙"),
        ("gbk", "读者给编辑部的信，人民日报"),
        ("big5", "臺灣總督府的海報"),
        ("cp949", "한국 전쟁 포스터와 사진"),
        ("cp874", "จดหมายถึงบรรณาธิการ"),
        ("cp1250", "Az ötvenhatos röplapok gyűjteménye"),
        ("cp852", "Pražské jaro, projev k národu"),
        ("mac-latin2", "Vyhlášení dělníků, Plzeň"),
        ("iso8859-2", "Łódź, wrzesień i święto"),
        ("cp1254", "Öğrenci çağrısı, şiirler"),
        ("mac-greek", "Αφίσα του Εμφυλίου"),
    ],
)
def test_encoding_of_older_programs_is_guessed_and_said(table, encoding, title):
    written = lines(HEADER, f'text,thaw,"{title}",1953').encode(encoding)
    assert read(table, written) == [(2, title, "1953")]
    ((_column, remark),) = table(written=written).notes()
    assert remark.startswith("The table is neither UTF-8 nor UTF-16. It was read as ")


def test_remark_on_the_encoding_shows_a_word(table):
    written = lines(HEADER, "text,thaw,Оттепель,1953").encode("cp1251")
    sentence = (
        "The table is neither UTF-8 nor UTF-16. It was read as cp1251: is "
        "“Оттепель” right? If not, save it as “CSV UTF-8”."
    )
    assert table(written=written).notes() == [("", sentence)]


@pytest.mark.parametrize(
    "title",
    ["A\u00a0B", "A \u00a0 B", "1950–53", "A – B", "Stalin’s “Short Course”", "café", "No. № 7"],
)
def test_few_signs_of_windows_are_enough(table, title):
    encoding = "cp1251" if "№" in title else "cp1252"
    assert read(table, lines(HEADER, f"text,thaw,{title},").encode(encoding))[0][1] == title


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("gbk", "鸂鶒"),
        ("cp1250", "Odwilż"),  # as likely Odwilø
        ("utf-8", "Отте\udcff"),
    ],
)
def test_encoding_that_cannot_be_guessed_is_refused(table, encoding, title):
    with pytest.raises(ValidationError) as refused:
        table(written=lines(HEADER, f"text,thaw,{title},").encode(encoding, "surrogateescape"))
    assert refused.value.messages == [
        "Line 2 is neither UTF-8 nor UTF-16. Save the table as “CSV UTF-8” (Excel), or with the "
        "character set “Unicode (UTF-8)” (LibreOffice)."
    ]


@pytest.mark.parametrize(
    ("start", "suffixes"),
    [
        (b"PK\x03\x04", ".ods, .numbers"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xls"),
        (b"%PDF-1.7", ".pdf"),
        (b"\xef\xbb\xbf\n<html>", ".html, .xml"),
    ],
)
def test_file_of_another_format_is_refused_with_advice(table, start, suffixes):
    with pytest.raises(ValidationError) as refused:
        table(written=start + b"x" * 2000)
    assert refused.value.messages == [
        f"This file is not CSV but of another format ({suffixes}). Open it in your spreadsheet "
        "and save it as “CSV UTF-8”."
    ]


@pytest.mark.parametrize(
    ("cell", "title"),
    [
        ('"=""007"""', "007"),
        ('"one_x000D_\ntwo_x000D_"', "one\ntwo"),
        ("=1", "=1"),
        ("'=SUM(A1)", "=SUM(A1)"),
        ("_x000D_ inside", "_x000D_ inside"),
    ],
)
def test_cell_is_read_as_a_spreadsheet_shows_it(table, cell, title):
    assert read(table, lines(HEADER, f"text,thaw,{cell},"))[0][1] == title


@pytest.mark.parametrize("formula", ["=SUM(A1:A3)", "=СУММ(A1)", '"=HYPERLINK(""a"",""b"")"'])
def test_formula_is_refused(table, formula):
    (fault,) = read(table, lines(HEADER, f"text,thaw,{formula},"))
    assert fault.endswith("is a formula. Save the table with values in place of formulas.")


def test_unnamed_cells_do_not_reach_the_import(table):
    (row,) = table(written=lines(HEADER + ",", FIRST + ",")).rows()
    assert row == Row(2, {"source": "text", "essay": "thaw", "title": "A", "date": "1953"})
