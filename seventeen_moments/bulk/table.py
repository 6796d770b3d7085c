"""Reads tables that spreadsheets have saved as CSV, with what they add or leave out."""

import csv
import re
from collections import deque
from itertools import product
from pathlib import Path
from typing import NamedTuple
from weakref import finalize

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from seventeen_moments.core.control_characters import clean
from seventeen_moments.core.nearest import did_you_mean

from .columns import fold_heading
from .table_encoding import find_encoding, refuse_other_files
from .workbook import convert, is_workbook

MEGABYTE = 1024 * 1024
MOST_BYTES = 50 * MEGABYTE
LONGEST_HEADER = 100_000  # characters: hundreds of columns with long names
LONGEST_CELL = 32_767  # characters: Excel cuts what is longer
MOST_ABOVE = 20  # lines of notes above the header
DELIMITERS = ",;\t|"
SEPARATOR = re.compile(r'"?sep=(?P<delimiter>[^"\r\n]|\\t)"?[,;\t|]*\s*', re.IGNORECASE)
SPACED_QUOTE = re.compile(r'[,;\t|] +"[^",;\t|\s]')
BOM = "\ufeff"
# Spreadsheets run such cells as formulas, full-width signs too. An apostrophe prevents it.
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
FUNCTION = re.compile(r"=[+-]?[^\W\d_][\w.]*\(.*\)", re.DOTALL)
TEXT_FORMULA = re.compile(r'="(?P<text>[^"]*)"')  # by which some programs keep the zeros of 007
CARRIAGE_RETURN = re.compile(r"_x000D_(?=\r?\n|$)")  # as Excel exports it

csv.field_size_limit(MOST_BYTES)  # a long memoir is one cell


def escape(cell):
    return f"'{cell}" if FORMULA.match(cell) else cell


def unescape(cell):
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def plain(cell):
    """What a spreadsheet would show."""
    if match := TEXT_FORMULA.fullmatch(cell):
        return match["text"]
    return unescape(CARRIAGE_RETURN.sub("", cell) if "_x000D_" in cell else cell)


class Row(NamedTuple):
    number: int  # as in a spreadsheet: the header is 1
    cells: dict
    fault: str = ""  # a message; the row has no cells then
    for_new: dict = {}  # cells that count only if the row adds a page
    wanted: dict = {}  # names of files that are not in the zip, by column


class Table:
    """A CSV file with a row that names the columns. Raises ValidationError if it is not one.

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
        self.remark, self.cut = "", {}  # numbers of rows with a cell that may be cut
        if is_workbook(path):
            converted, self.remark = convert(path)
            self.path = Path(converted)
            finalize(self, self.path.unlink, missing_ok=True)
        refuse_other_files(self.path)
        self.encoding, guess = find_encoding(self.path)
        self.remark = self.remark or guess
        self.separator = ""  # the line “sep=;”, by which Excel names the delimiter
        with self._open() as file:
            lines = self._first_lines(file)
        # The row of the header as in a spreadsheet, which does not show the separator's line.
        self.delimiter, self.skips_spaces, self.first, header = self._find_header(lines)
        self.skips_spaces = self.skips_spaces or self._has_spaces_before_quotes()
        self.header = header = [*map(clean, header)]
        self.meanings = [headings.get(fold_heading(heading), []) for heading in header]
        # An unknown heading stays as it is, for the report.
        self.columns = [
            meanings[0] if meanings else heading.strip().lower()
            for heading, meanings in zip(header, self.meanings, strict=True)
        ]

    def rows(self):
        number = line = 0
        with self._open() as file:
            records = self._reader(self._lines(file), self.delimiter, self.skips_spaces)
            try:
                for number, record in enumerate(records, 1):
                    line = records.line_num
                    # Tables that were joined repeat the header.
                    is_header = number == self.first or record == self.header
                    if number > self.first and not is_header and any(map(str.strip, record)):
                        yield self._row(number, record)
            except csv.Error as error:
                yield Row(number + 1, {}, _broken(error, line + 1 + bool(self.separator)))

    def faults(self, needed):
        """Returns the faults of the header, as pairs of column and message."""
        names = self.columns
        missing = [name for name in needed if name not in names and name not in self.defaults]
        faults = [(name, _("This column is missing.")) for name in missing]
        seen = set()
        known = {columns[0]: None for columns in self.headings.values()}
        for name, meanings in zip(names, self.meanings, strict=True):
            if not name:
                continue  # a column without a name may only be empty
            if not meanings:
                free = [column for column in known if column not in names]
                sentence = _("There is no column with this name.") + did_you_mean(name, free)
                faults.append((name, sentence))
            elif len(meanings) > 1:
                sentence = _("This label belongs to several columns. Write one of: %(names)s.")
                faults.append((name, sentence % {"names": ", ".join(meanings)}))
            elif name in seen:
                faults.append((name, _("This column occurs twice.")))
            seen.add(name)
        return faults

    def notes(self):
        """Returns pairs of column and message about what was read, for the report."""
        notes = [self.remark] if self.remark else []
        if self.cut:
            sentence = _(
                "Rows with a cell of 32,767 characters, after which Excel cuts the text: %(rows)s. "
                "Check the end of the text."
            )
            notes.append(sentence % {"rows": ", ".join(map(str, self.cut))})
        return [("", note) for note in notes]

    def _row(self, number, record):
        if any("\0" in cell for cell in record):
            return Row(
                number, {}, _("This row contains a NUL character, which is not allowed in text.")
            )
        if any(map(str.strip, record[len(self.columns) :])):
            sentence = _(
                "This row has %(cells)d cells, the header has %(columns)d. Put a cell that "
                "contains “%(delimiter)s” in quotation marks."
            )
            values = {"cells": len(record), "columns": len(self.columns)}
            values["delimiter"] = self.delimiter
            return Row(number, {}, sentence % values)
        if formula := next(filter(FUNCTION.fullmatch, record), ""):
            sentence = _(
                "“%(cell)s” is a formula. Save the table with values in place of formulas."
            )
            return Row(number, {}, sentence % {"cell": formula[:40]})
        if len(self.cut) < MOST_ABOVE and any(len(cell) == LONGEST_CELL for cell in record):
            self.cut[number] = None
        # Spreadsheets leave out empty cells at the end of a row.
        record += [""] * (len(self.columns) - len(record))
        named = list(zip(self.columns, map(plain, record), strict=False))
        for place, (name, cell) in enumerate(named, 1):
            if name == "" and cell.strip():
                sentence = _("Column %(place)d has no name, but this row has a cell in it.")
                return Row(number, {}, sentence % {"place": place})
        cells = {name: cell for name, cell in named if name != ""}
        for name, cell in self.defaults.items():
            cells[name] = cells.get(name, "").strip() or cell
        return Row(number, cells)

    def _reader(self, lines, delimiter, skips_spaces):
        return csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=skips_spaces)

    def _has_spaces_before_quotes(self):
        """Whether the quotation marks of a, "b, c" are those of cells: all of them match then."""
        with self._open() as file:
            if not any(map(SPACED_QUOTE.search, file)):
                return False
            file.seek(0)
            try:
                deque(self._reader(self._lines(file), self.delimiter, True), maxlen=0)
            except csv.Error:
                return False
        return True

    def _open(self):
        return self.path.open(encoding=self.encoding, newline="")

    def _lines(self, file):
        """Without byte order marks, of which some programs write two, and without “sep=;”."""
        first = next(file, "").lstrip(BOM)
        if first != self.separator:
            yield first
        yield from file

    def _first_lines(self, file):
        lines = []
        while len(lines) < MOST_ABOVE and (line := file.readline(LONGEST_HEADER + 1)):
            if len(line) > LONGEST_HEADER:
                break
            lines.append(line)
        if not lines:
            raise ValidationError(_("The first row is too long for column names."))
        lines[0] = lines[0].lstrip(BOM)
        if SEPARATOR.fullmatch(lines[0]):
            self.separator = lines.pop(0)
        return lines

    def _find_header(self, lines):
        """The delimiter, whether spaces follow it, the number of the row, and its cells.

        It is where most columns are known.
        """
        named = SEPARATOR.fullmatch(self.separator)
        delimiters = named["delimiter"].replace("\\t", "\t") if named else DELIMITERS
        best, most, error = (delimiters[0], False, 1, []), (-1, 0), None
        for delimiter, skips_spaces in product(delimiters, [False, True]):
            records = self._reader(lines, delimiter, skips_spaces)
            try:
                for number, record in enumerate(records, 1):
                    known, cells = self._count_known(record), len(record)
                    is_better = (known, cells) > most if number == 1 else known > max(1, most[0])
                    if is_better:
                        best, most = (delimiter, skips_spaces, number, record), (known, cells)
            except csv.Error as broken:
                error = error or broken
        if error and most <= (0, 1):
            raise ValidationError(_broken(error, 1))
        return best

    def _count_known(self, cells):
        return sum(fold_heading(cell) in self.headings for cell in cells)


def _broken(error, line):
    if "unexpected end of data" in str(error):
        sentence = _("A quotation mark that opens in this row is not closed.")
    else:
        sentence = _("The quotation marks of this row do not match: %(error)s.") % {"error": error}
    place = _("It begins in line %(line)d of the file.") % {"line": line}
    return f"{sentence} {place}"
