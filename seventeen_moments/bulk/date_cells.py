"""Dates in tables: as people type them, and as spreadsheets rewrite them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from resources import dates, edtf
from resources.typed_dates import Reading, asks, numeric_order, readings, unambiguous


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
    written = edtf.normalize(text)
    if written in {"", stored} or (dates.read(written) and not asks(written)):
        return Reading(written), ""
    found = readings(text)
    for reading in found:
        if stored and reading.edtf == stored:
            return reading, ""
    if day_first is not None:
        found = readings(text, day_first)
    if len(found) > 1:
        ways = [unambiguous(reading.edtf) for reading in found]
        raise ValidationError(
            _("“%(typed)s” can be read as %(ways)s. Write the one that is meant."),
            params={"typed": text, "ways": _(" or ").join(ways)},
        )
    return found[0], _remark(text, found[0])


def _remark(text, reading):
    if reading.edtf:
        sentence = _("“%(typed)s” was read as %(edtf)s.") % {"typed": text, "edtf": reading.edtf}
    else:
        sentence = _("“%(typed)s” was read as no date.") % {"typed": text}
    shown = reading.display_date.removesuffix(".")
    displayed = [_("Displayed as: %(words)s.") % {"words": shown}] if shown else []
    return " ".join([sentence, *displayed, *reading.notes])
