"""Dates in tables: as people type them, and as spreadsheets rewrite them."""

import re
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from resources import dates, edtf
from resources.typed_dates import Reading, asks, numeric_order, readings, unambiguous

AMBIGUOUS = "ambiguous"
NUMBER = re.compile(r"(?P<whole>\d{4,5})[.,]0{1,2}|(?P<first>\d)[ .,](?P<rest>\d{3})")
SERIAL = re.compile(r"[1-5]\d{4}")
# Day 0 of spreadsheets today, and of Excel on the Mac until 2011.
EPOCHS = [date(1899, 12, 30), date(1904, 1, 1)]


class DateOrder:
    """Whether 3/4/1953 in a column is 3 April: another cell can show it, 27/3/1953."""

    def __init__(self):
        self.orders = set()

    def learn(self, text):
        if text and dates.read(edtf.normalize(text)) is None:
            self.orders.add(numeric_order(text))

    @property
    def day_first(self):
        """None if no cell shows it, or if cells contradict each other."""
        known = self.orders - {None}
        return known.pop() if len(known) == 1 else None


def read_date(text, stored, day_first):
    """The EDTF and the display date of a cell, and a remark if they were guessed.

    A stored date that can be written like this stays. Raises ValidationError for an unreadable
    date, or one with several readings.
    """
    text = _without_decimals(text)
    written = edtf.normalize(text)
    if written in {"", stored} or (dates.read(written) and not asks(written)):
        return Reading(written), ""
    found = _serial_days(written) or readings(text)
    for reading in found:
        if stored and reading.edtf == stored:
            return reading, ""
    if day_first is not None and not _serial_days(written):
        found = readings(text, day_first)
    if len(found) > 1:
        ways = [unambiguous(reading.edtf) for reading in found]
        raise ValidationError(
            _("“%(typed)s” can be read as %(ways)s. Write the one that is meant."),
            code=AMBIGUOUS,
            params={"typed": text, "ways": _(" or ").join(ways)},
        )
    return found[0], _remark(text, found[0])


def _without_decimals(text):
    """The year of 1953.0, 1 953 and 1,953, which spreadsheets write for numbers."""
    if match := NUMBER.fullmatch(text.replace("\u00a0", " ").replace("\u202f", " ").strip()):
        return match["whole"] or match["first"] + match["rest"]
    return text


def _serial_days(text):
    """The days that a number of five digits can be in a spreadsheet."""
    if not SERIAL.fullmatch(text):
        return []
    return [Reading((epoch + timedelta(days=int(text))).isoformat()) for epoch in EPOCHS]


def _remark(text, reading):
    if reading.edtf:
        sentence = _("“%(typed)s” was read as %(edtf)s.") % {"typed": text, "edtf": reading.edtf}
    else:
        sentence = _("“%(typed)s” was read as no date.") % {"typed": text}
    shown = reading.display_date.removesuffix(".")
    displayed = [_("Displayed as: %(words)s.") % {"words": shown}] if shown else []
    return " ".join([sentence, *displayed, *reading.notes])
