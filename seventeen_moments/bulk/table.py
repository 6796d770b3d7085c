"""Reads tables that spreadsheets have saved: CSV in UTF-8 or UTF-16."""

import codecs
import csv
import re
from itertools import chain
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .columns import fold_heading

MEGABYTE = 1024 * 1024
MOST_BYTES = 50 * MEGABYTE
LONGEST_HEADER = 10_000  # characters
DELIMITERS = ",;\t"
BOMS = [
    (codecs.BOM_UTF32_LE, None),  # starts with the mark of UTF-16
    (codecs.BOM_UTF32_BE, None),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
# Spreadsheets run such cells as formulas, full-width signs too. An apostrophe prevents it.
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")

csv.field_size_limit(MOST_BYTES)  # a long memoir is one cell


def escape(cell):
    return f"'{cell}" if FORMULA.match(cell) else cell


def unescape(cell):
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


class Row(NamedTuple):
    number: int  # as in a spreadsheet: the header is 1
    cells: dict
    fault: str = ""  # a message; the row has no cells then
    for_new: dict = {}  # cells that count only if the row adds a page
    wanted: dict = {}  # names of files that are not in the zip, by column


class Table:
    """A CSV file whose first row names the columns. Raises ValidationError if it is not one.

    `headings` are the columns that a folded heading may mean; `defaults` are the cells of columns
    that are missing or empty.
    """

    skips_incomplete = False  # new pages without a title or their file, instead of refusing all

    def __init__(self, path, headings, defaults=None):
        self.path, self.headings, self.defaults = path, headings, defaults or {}
        size = path.stat().st_size
        if not size:
            raise ValidationError(_("The table is empty."))
        if size > MOST_BYTES:
            raise ValidationError(
                _("The table is %(size)d MB; at most %(most)d MB can be read at once. Split it."),
                params={"size": size // MEGABYTE, "most": MOST_BYTES // MEGABYTE},
            )
        self.encoding = _check_encoding(path)
        with self._open() as file:
            line = file.readline(LONGEST_HEADER + 1)
        if len(line) > LONGEST_HEADER:
            raise ValidationError(_("The first row is too long for column names."))
        if "\0" in line:  # UTF-16 without its mark
            raise _not_unicode(1)
        self.delimiter = max(DELIMITERS, key=lambda delimiter: self._count_known(line, delimiter))
        try:
            header = next(csv.reader([line], delimiter=self.delimiter, strict=True), [])
        except csv.Error as error:
            raise ValidationError(_broken(error)) from None
        self.header = header
        self.meanings = [headings.get(fold_heading(heading), []) for heading in header]
        # An unknown heading stays as it is, for the report.
        self.columns = [
            meanings[0] if meanings else heading.strip().lower()
            for heading, meanings in zip(header, self.meanings, strict=True)
        ]

    def rows(self):
        number = 0
        with self._open() as file:
            records = csv.reader(file, delimiter=self.delimiter, strict=True)
            try:
                for number, record in enumerate(records, 1):
                    if number > 1 and any(record):
                        yield self._row(number, record)
            except csv.Error as error:
                yield Row(number + 1, {}, _broken(error))

    def faults(self, needed):
        """Returns the faults of the header, as pairs of column and message."""
        names = self.columns
        missing = [name for name in needed if name not in names and name not in self.defaults]
        faults = [(name, _("This column is missing.")) for name in missing]
        seen = set()
        for number, (name, meanings) in enumerate(zip(names, self.meanings, strict=True), 1):
            if not name:
                faults.append(("", _("Column %(place)d has no name.") % {"place": number}))
            elif not meanings:
                faults.append((name, _("There is no column with this name.")))
            elif len(meanings) > 1:
                sentence = _("This label belongs to several columns. Write one of: %(names)s.")
                faults.append((name, sentence % {"names": ", ".join(meanings)}))
            elif name in seen:
                faults.append((name, _("This column occurs twice.")))
            seen.add(name)
        return faults

    def notes(self):
        """Returns pairs of column and message about what was read, for the report."""
        return []

    def _row(self, number, record):
        if any("\0" in cell for cell in record):
            return Row(
                number, {}, _("This row contains a NUL character, which is not allowed in text.")
            )
        if len(record) != len(self.columns):
            return Row(
                number,
                {},
                _("This row has %(cells)d cells, the header has %(columns)d.")
                % {"cells": len(record), "columns": len(self.columns)},
            )
        cells = dict(zip(self.columns, map(unescape, record), strict=True))
        for name, cell in self.defaults.items():
            cells[name] = cells.get(name, "").strip() or cell
        return Row(number, cells)

    def _open(self):
        return self.path.open(encoding=self.encoding, newline="")

    def _count_known(self, line, delimiter):
        cells = next(csv.reader([line], delimiter=delimiter), [])
        return sum(fold_heading(cell) in self.headings for cell in cells)


def _check_encoding(path):
    """Returns the encoding. Decodes the whole file, so that no later step meets a bad byte."""
    with path.open("rb") as file:
        start = file.read(4)
        encoding = next((name for bom, name in BOMS if start.startswith(bom)), "utf-8")
        if encoding is None:
            raise _not_unicode(1)
        decoder = codecs.getincrementaldecoder(encoding)()
        file.seek(0)
        for number, line in enumerate(chain(file, [b""]), 1):
            try:
                decoder.decode(line, final=not line)
            except UnicodeDecodeError:
                raise _not_unicode(number) from None
    return encoding


def _not_unicode(line):
    return ValidationError(
        _(
            "Line %(line)d is neither UTF-8 nor UTF-16. Save the table as “CSV UTF-8” (Excel), "
            "or with the character set “Unicode (UTF-8)” (LibreOffice)."
        ),
        params={"line": line},
    )


def _broken(error):
    if "unexpected end of data" in str(error):
        return _("A quotation mark that opens in this row is not closed.")
    return _("The quotation marks of this row do not match: %(error)s.") % {"error": error}
