import codecs

import pytest
from django.core.exceptions import ValidationError

from seventeen_moments.bulk import table as tables
from seventeen_moments.bulk.table import Row, escape, unescape
from tests.work import peak

HEADER = "source,essay,title\r\n"
WRITTEN = HEADER + "text,thaw,«Оттепель»\r\n"
MISSING = "This column is missing."
UNKNOWN = "There is no column with this name."
CELLS = {"source": "text", "essay": "thaw", "title": "«Оттепель»"}


def refusal(table, written):
    with pytest.raises(ValidationError) as refused:
        table(written=written)
    return refused.value.messages


def faults(table, header):
    return table(written=f"{header}\r\n").faults(["source", "essay", "title"])


@pytest.mark.parametrize(
    "written",
    [
        WRITTEN.encode(),
        WRITTEN.encode("utf-8-sig"),
        WRITTEN.encode("utf-16"),
        codecs.BOM_UTF16_BE + WRITTEN.encode("utf-16-be"),
        WRITTEN.replace(",", ";").encode(),
        WRITTEN.replace(",", "\t").encode("utf-16"),
        WRITTEN.replace("\r\n", "\n").encode(),
        WRITTEN.replace("\r\n", "\r").encode(),
        WRITTEN.replace("source", ' "Source" ').encode().replace(b' "', b'"').replace(b'" ', b'"'),
    ],
)
def test_table_is_read_in_all_formats(table, written):
    assert list(table(written=written).rows()) == [Row(2, CELLS)]


@pytest.mark.parametrize(
    "written",
    [
        WRITTEN.encode("utf-16")[:-1],
        b"\x89PNG\r\n\x1a\n\xff",
    ],
)
def test_binary_file_is_refused(table, written):
    assert refusal(table, written)[0].split(" is ")[1].startswith("neither UTF-8 nor UTF-16.")


def test_empty_file_is_refused(table):
    assert refusal(table, b"") == ["The table is empty."]


def test_hundred_megabytes_are_refused_unread(table, tmp_path):
    with (tmp_path / "table.csv").open("wb") as file:
        file.truncate(100 * tables.MEGABYTE)
    with pytest.raises(ValidationError) as refused:
        tables.Table(tmp_path / "table.csv", {})
    assert refused.value.messages == [
        "The table is 100 MB; at most 50 MB can be read at once. Split it."
    ]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("source,essay,title", []),
        ("source;essay", [("title", MISSING)]),
        ("source,essay,title,shelf", [("shelf", UNKNOWN)]),
        ("source,title,essay,title", [("title", "This column occurs twice.")]),
        ("source,essay,titel", [("title", MISSING), ("titel", f"{UNKNOWN} Did you mean “title”?")]),
        ("source,essay,title,", []),
        ("", [(name, MISSING) for name in ["source", "essay", "title"]]),
    ],
)
def test_faults_of_the_header_name_the_column(table, header, expected):
    assert faults(table, header) == expected


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            "text,thaw,a,b",
            "This row has 4 cells, the header has 3. Put a cell that contains “,” in quotation "
            "marks.",
        ),
        ("text,thaw,a\0b", "This row contains a NUL character, which is not allowed in text."),
        (
            'text,thaw,"a',
            "A quotation mark that opens in this row is not closed. It begins in line 4 of the "
            "file.",
        ),
        (
            'text,thaw,"a" b',
            "The quotation marks of this row do not match: ',' expected after '\"'. It begins in "
            "line 4 of the file.",
        ),
    ],
)
def test_malformed_row_has_its_number(table, row, sentence):
    rows = table(written=f'{HEADER}text,thaw,"two\nlines"\r\n{row}').rows()
    assert list(rows)[1:] == [Row(3, {}, sentence)]


def test_empty_rows_are_skipped_and_counted(table):
    written = f"{HEADER}\r\n,,\r\ntext,thaw,a"
    assert [row.number for row in table(written=written).rows()] == [4]


def test_long_memoir_fits_into_a_cell(table):
    rows = list(table(written=f"{HEADER}text,thaw,{'ж' * 200_000}").rows())
    assert len(rows[0].cells["title"]) == 200_000


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+7 495", "-", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=1", "''=1", "'\t"],
)
def test_formula_gets_an_apostrophe_and_loses_it_again(cell):
    assert (escape(cell), unescape(escape(cell))) == (f"'{cell}", cell)


@pytest.mark.parametrize("cell", ["", "'", "’tis", "'tis", "a=1", " =1", "1953", "''"])
def test_other_cells_are_unchanged(cell):
    assert (escape(cell), unescape(cell)) == (cell, cell)


def test_too_long_header_is_refused_unread(table):
    written = ("title" + ",a" * 1_000_000).encode()
    sentence = "The first row is too long for column names."
    assert refusal(table, written) == [sentence]
    assert peak(refusal, table, written) < 4 * len(written)


def test_open_quotation_mark_in_the_header_is_explained(table):
    sentence = (
        "A quotation mark that opens in this row is not closed. It begins in line 1 of the file."
    )
    assert refusal(table, b'title,"essay\nGate,gate\n') == [sentence]


def test_line_break_in_quotation_marks_breaks_no_other_delimiter(table):
    (row,) = table(written='shelf,box\r\n"two\nlines",1\r\n').rows()
    assert row.cells == {"shelf": "two\nlines", "box": "1"}
