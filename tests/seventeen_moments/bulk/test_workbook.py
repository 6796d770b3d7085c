"""Workbooks of Excel, uploaded as they are."""

import re
from datetime import date, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.exceptions import ValidationError
from openpyxl import Workbook

from seventeen_moments.bulk import workbook
from seventeen_moments.bulk.columns import headings_of
from seventeen_moments.bulk.table import Table
from seventeen_moments.bulk.workbook import MEGABYTE

HEADER = ["source", "essay", "title", "date"]


@pytest.fixture
def book(tmp_path):
    """Saves sheets, each a list of rows, and returns the path."""

    def book(*sheets, formats=None):
        saved = Workbook()
        saved.remove(saved.active)
        for number, rows in enumerate(sheets, 1):
            sheet = saved.create_sheet(f"Sheet {number}")
            for row in rows:
                sheet.append(row)
            for place, number_format in (formats or {}).items():
                sheet[place].number_format = number_format
        saved.save(tmp_path / "table.csv")  # as uploads.py names it
        return tmp_path / "table.csv"

    return book


def rows(path):
    return list(Table(path, headings_of()).rows())


def refusal(path):
    with pytest.raises(ValidationError) as refused:
        Table(path, headings_of())
    return refused.value.messages[0]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1953, "General", "1953"),
        (1953.0, "0.00", "1953"),
        (1.5, "General", "1.5"),
        (7, "000", "007"),
        (True, "General", "yes"),
        (date(1953, 3, 27), "dd/mm/yyyy", "1953-03-27"),
        (date(1953, 3, 1), "mmm-yy", "1953-03"),
        (date(1953, 3, 1), '[$-419]mmmm yyyy" год"', "1953-03"),
        (date(1953, 1, 1), "yyyy", "1953"),
        (datetime(1953, 3, 27, 12, 30), "dd/mm/yyyy hh:mm", "1953-03-27 12:30:00"),
        ("two\nlines, «лёд»", "General", "two\nlines, «лёд»"),
        ("#REF!", "General", "#REF!"),
        ("007", "@", "007"),
        (None, "General", ""),
    ],
)
def test_cell_is_read_as_the_sheet_shows_it(book, value, number_format, text):
    path = book([HEADER, ["text", "thaw", "A", value]], formats={"D2": number_format})
    assert rows(path)[0].cells["date"] == text


def test_rows_have_the_numbers_of_the_sheet(book):
    path = book([["A note"], [], HEADER, ["text", "thaw", "A", ""], [], ["text", "thaw", "B"]])
    assert [row.number for row in rows(path)] == [4, 6]


def test_first_filled_sheet_is_read_and_others_are_named(book):
    path = book([], [HEADER, ["text", "thaw", "A", ""]], [["more"]])
    table = Table(path, headings_of())
    sentence = "Only the sheet “Sheet 2” was read, not: Sheet 1, Sheet 3."
    assert (len(list(table.rows())), table.notes()) == (1, [("", sentence)])


def test_converted_table_is_removed_with_its_table(book):
    table = Table(book([HEADER]), headings_of())
    converted = Path(table.path)
    assert converted.exists()
    del table
    assert not converted.exists()


def test_damaged_workbook_is_refused(book, tmp_path):
    with ZipFile(tmp_path / "table.csv", "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook>")
    assert refusal(tmp_path / "table.csv") == ("The workbook is damaged. Save it as “CSV UTF-8”.")


def test_workbook_that_unpacks_to_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_UNPACKED", MEGABYTE)
    with ZipFile(tmp_path / "table.csv", "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 2 * MEGABYTE)
    assert refusal(tmp_path / "table.csv") == (
        "Unpacked, the workbook would be 2 MB. Save it as “CSV UTF-8”."
    )


def test_rows_below_the_last_value_are_not_parsed(book, monkeypatch):
    """A million of them, with borders, would take a minute."""
    parsed = []
    path = book([HEADER, ["text", "thaw", "A"], *[[None]] * 50], formats={"A40": "0"})
    monkeypatch.setattr(workbook, "_text", lambda cell: parsed.append(cell) or str(cell.value))
    Table(path, headings_of())
    assert max(cell.row for cell in parsed if hasattr(cell, "row")) == 2


def test_rows_of_sheets_that_do_not_number_them_are_counted(book):
    path = book([HEADER, ["text", "thaw", "A"], [], ["text", "thaw", "B"]])
    rewrite(path, lambda xml: re.sub(rb'(<(?:row|c)) r="\w+"', rb"\1", xml))
    assert [row.cells["title"] for row in rows(path)] == ["A", "B"]


def test_hidden_sheet_is_read_if_there_is_no_other(book):
    path = book([HEADER, ["text", "thaw", "A"]])
    rewrite(path, lambda xml: xml.replace(b'state="visible"', b'state="hidden"'))
    assert len(rows(path)) == 1


@pytest.mark.parametrize(
    ("declared", "text"),
    [
        (b'<!ENTITY e SYSTEM "file:///etc/hostname">', b"&e;"),
        (b'<!ENTITY a "%s"><!ENTITY e "%s">' % (b"A" * 10_000, b"&a;" * 10_000), b"&e;" * 10),
    ],
)
def test_entities_in_a_workbook_are_refused(book, declared, text):
    path = book([HEADER, ["text", "thaw", "Sample"]])
    sheet = b"<!DOCTYPE x [%s]><worksheet" % declared
    rewrite(path, lambda xml: xml.replace(b"<worksheet", sheet).replace(b"Sample", text))
    assert refusal(path) == "The workbook is damaged. Save it as “CSV UTF-8”."


def test_workbook_with_too_much_text_is_refused(book, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_OF_STRINGS", 0)
    path = book([HEADER])
    with ZipFile(path, "a") as archive:
        archive.writestr(workbook.STRINGS, b" " * MEGABYTE)
    assert refusal(path) == ("The workbook has 1 MB of text; at most 0 MB can be read. Split it.")


def rewrite(path, change):
    """Changes the parts of a workbook."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            archive.writestr(name, change(xml))
