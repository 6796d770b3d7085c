"""The encoding of a table: Unicode, or what older programs write."""

import codecs
import re
from itertools import chain

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from . import old_encodings

BOMS = [
    (codecs.BOM_UTF32_LE, "utf-32"),  # starts with the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
START = 1000  # bytes
SAMPLE = 100_000  # bytes of lines that are not ASCII
BETWEEN = re.compile(r'[ \t\r\n,;|"]+')
LONGEST_EXAMPLE = 40  # characters
SIGNATURES = [
    (b"PK\x03\x04", ".ods, .numbers"),
    (b"\xd0\xcf\x11\xe0", ".xls"),
    (b"%PDF", ".pdf"),
    (b"{\\rtf", ".rtf"),
    (b"<", ".html, .xml"),
]


def refuse_other_files(path):
    """Whatever the name of the file says."""
    with path.open("rb") as file:
        start = file.read(START).lstrip(codecs.BOM_UTF8 + b" \r\n\t")
    for signature, suffixes in SIGNATURES:
        if start.startswith(signature):
            raise ValidationError(
                _(
                    "This file is not CSV but of another format (%(suffixes)s). Open it in your "
                    "spreadsheet and save it as “CSV UTF-8”."
                ),
                params={"suffixes": suffixes},
            )


def find_encoding(path):
    """The encoding, and a remark if it was guessed.

    Decodes the whole file, so that no later step meets a bad byte.
    """
    with path.open("rb") as file:
        start = file.read(START)
    encoding = next((name for bom, name in BOMS if start.startswith(bom)), _without_mark(start))
    bad_line = _check(path, encoding)
    if not bad_line:
        return encoding, ""
    sample = _sample(path)
    is_text = encoding == "utf-8" and b"\0" not in sample and not _is_damaged(sample)
    guessed = old_encodings.guess(sample) if is_text else None
    if guessed is None or _check(path, guessed):
        raise _not_unicode(bad_line)
    words = BETWEEN.split(sample.decode(guessed, "replace"))
    words = next(word for word in words if not word.isascii())
    remark = _(
        "The table is neither UTF-8 nor UTF-16. It was read as %(encoding)s: is “%(words)s” right? "
        "If not, save it as “CSV UTF-8”."
    )
    return guessed, remark % {"encoding": guessed, "words": words[:LONGEST_EXAMPLE]}


def _without_mark(start):
    """UTF-16 without its mark: every second byte of English column names is zero."""
    zeros = [start[place::2].count(0) for place in (0, 1)]
    for place, encoding in [(0, "utf-16-be"), (1, "utf-16-le")]:
        if zeros[place] > len(start) / 4 and not zeros[1 - place]:
            return encoding
    return "utf-8"


def _check(path, encoding):
    """The number of the first line that cannot be decoded, 0 if there is none."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        for number, line in enumerate(chain(file, [b""]), 1):
            try:
                decoder.decode(line, final=not line)
            except UnicodeDecodeError:
                return number
    return 0


def _is_damaged(sample):
    """Whether most of it is UTF-8."""
    signs = [sign for sign in sample.decode("utf-8", "replace") if not sign.isascii()]
    return 2 * signs.count("\ufffd") < len(signs)


def _sample(path):
    lines, size = [], 0
    with path.open("rb") as file:
        for line in file:
            if not line.isascii():
                lines.append(line[:SAMPLE])
                size += len(line)
            if size > SAMPLE:
                break
    return b"".join(lines)


def _not_unicode(line):
    return ValidationError(
        _(
            "Line %(line)d is neither UTF-8 nor UTF-16. Save the table as “CSV UTF-8” (Excel), "
            "or with the character set “Unicode (UTF-8)” (LibreOffice)."
        ),
        params={"line": line},
    )
