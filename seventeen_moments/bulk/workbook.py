"""Workbooks of Excel (.xlsx), whose first filled sheet is read as if it had been saved as CSV.

openpyxl and not python-calamine, which is twenty times faster, because only it has the formats of
cells: a date that shows March 1953 is a whole month. It also keeps errors such as #REF!.
"""

import csv
import re
import zlib
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MEGABYTE = 1024 * 1024
MOST_UNPACKED = 300 * MEGABYTE
MOST_COLUMNS = 300
STRINGS = "xl/sharedStrings.xml"  # kept in memory
MOST_OF_STRINGS = 30 * MEGABYTE
CHUNK = MEGABYTE
ROW_OR_VALUE = re.compile(
    rb"<(?:\w+:)?(?:(?P<row>row)(?=[\s>/])(?:[^>]*?\sr=[\"'](?P<number>\d+))?|[vt][\s>])"
)
MOST_NAMED = 5  # sheets in a remark
SHEETS = "xl/workbook.xml"  # ECMA-376, part 1, 12.3.23, as all programs name it
QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')  # words and colours in the format of a number
ZEROS = re.compile(r"0{2,}")  # shows 7 as 007
# What openpyxl raises on damaged files: it does not check what it reads.
DAMAGE = (AttributeError, BadZipFile, EOFError, LookupError, NotImplementedError, OSError)
DAMAGE += (RuntimeError, SyntaxError, TypeError, ValueError, zlib.error)


def is_workbook(path):
    try:
        with ZipFile(path) as archive:
            return SHEETS in archive.namelist()
    except (BadZipFile, NotImplementedError, ValueError, OSError):
        return False


def convert(path):
    """A temporary CSV file in UTF-8, which its caller removes, and a remark on other sheets."""
    try:
        with path.open("rb") as file:
            _refuse_large(file)
            return _convert(file)
    except DAMAGE as error:
        raise ValidationError(_("The workbook is damaged. Save it as “CSV UTF-8”.")) from error


def _convert(file):
    from openpyxl import load_workbook  # noqa: PLC0415 - takes a fifth of a second

    book = load_workbook(file, read_only=True, data_only=True)
    tables = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]  # not charts
    sheets = [sheet for sheet in tables if sheet.sheet_state == "visible"] or tables
    for sheet in sheets:
        sheet.reset_dimensions()  # some programs declare a million rows
    filled = next(filter(_is_filled, sheets), sheets[0])
    options = {"newline": "", "suffix": ".csv", "dir": settings.FILE_UPLOAD_TEMP_DIR}
    with NamedTemporaryFile("w", encoding="utf-8", delete=False, **options) as converted:
        try:
            _write(_rows(filled), converted)
        except DAMAGE:
            Path(converted.name).unlink()
            raise
    return converted.name, _remark(filled, sheets)


def _write(rows, file):
    """Empty rows too, so that numbers of rows are those of the sheet."""
    writer = csv.writer(file)
    for cells in rows:
        writer.writerow(cells) if cells else file.write("\r\n")


def _is_filled(sheet):
    return any(_rows(sheet))


def _rows(sheet):
    empty = None  # one object stands for all empty rows
    last = _last_filled(sheet)
    for row in sheet.iter_rows(max_col=MOST_COLUMNS, max_row=last) if last != 0 else []:
        cells = [] if row is empty else [_text(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            empty = row
        yield cells


def _last_filled(sheet):
    """The number of the last row with a value; None if the sheet is not written as usual.

    Formatted empty rows, of which there may be a million, take openpyxl a minute.
    """
    number, last, rest = 0, None, b""
    with sheet._get_source() as file:
        while chunk := file.read(CHUNK):
            text, bracket, rest = (rest + chunk).rpartition(b"<")
            rest = bracket + rest
            for match in ROW_OR_VALUE.finditer(text):
                if not match["row"]:
                    last = number
                else:
                    number, last = int(match["number"] or number + 1), last or 0
    return last


def _remark(read, sheets):
    others = [sheet.title for sheet in sheets if sheet is not read][:MOST_NAMED]
    if not others:
        return ""
    values = {"name": read.title, "others": ", ".join(others)}
    return _("Only the sheet “%(name)s” was read, not: %(others)s.") % values


def _text(cell):
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        is_padded = ZEROS.fullmatch(cell.number_format or "")
        return str(int(value)).zfill(len(cell.number_format) if is_padded else 1)
    if isinstance(value, datetime):
        return _date(value, QUOTED.sub("", cell.number_format or "").lower())
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, float | timedelta) else value


def _date(value, shown):
    """As precise as the sheet shows it: with “mmm-yy”, a month."""
    if "d" not in shown and "h" not in shown and "y" in shown:
        return f"{value:%Y-%m}" if "m" in shown else f"{value:%Y}"
    return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")


def _refuse_large(file):
    """Reads all members once, so that none is larger than its header says."""
    with ZipFile(file) as archive:
        size = sum(info.file_size for info in archive.infolist())
        if size > MOST_UNPACKED:
            raise ValidationError(
                _("Unpacked, the workbook would be %(size)d MB. Save it as “CSV UTF-8”."),
                params={"size": size // MEGABYTE},
            )
        strings = sum(info.file_size for info in archive.infolist() if info.filename == STRINGS)
        if strings > MOST_OF_STRINGS:
            raise ValidationError(
                _(
                    "The workbook has %(size)d MB of text; at most %(most)d MB can be read. "
                    "Split it."
                ),
                params={"size": strings // MEGABYTE, "most": MOST_OF_STRINGS // MEGABYTE},
            )
        if archive.testzip():
            raise BadZipFile
