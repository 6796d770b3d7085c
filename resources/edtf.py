"""The Extended Date/Time Format of the Library of Congress (ISO 8601-2, clauses 4 and 5).

Level 0: dates and intervals of dates, without a time of day. Level 1: seasons, qualified dates,
unspecified digits, open and unknown ends. Years are limited to 0001 to 9999.
"""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

POINT = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d\dXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<mark>[?~%]?)",
    re.ASCII,
)
YEAR_AND_NUMBER = re.compile(r"(?P<year>\d{4})-(?P<number>\d\d)[?~%]?", re.ASCII)
BEYOND = re.compile(r"Y?-?\d{4,}(-.*)?", re.ASCII)
TIME = re.compile(r"\d{4}-\d\d-\d\dT.*", re.ASCII)
SIGNS = re.compile(r"[\dXx?~%./-]+", re.ASCII)
SEASONS = {"21": 3, "22": 6, "23": 9, "24": 12}  # each by its first month
DAY, MONTH, SEASON, YEAR, DECADE, CENTURY = "day", "month", "season", "year", "decade", "century"
OPEN, UNKNOWN = "..", ""


class Point(NamedTuple):
    """One date: from its earliest to its latest day."""

    earliest: date
    latest: date
    precision: str
    mark: str = ""  # "?" uncertain, "~" approximate, "%" both


class Interval(NamedTuple):
    """From one point to another; one of them may be OPEN or UNKNOWN."""

    start: Point | str
    end: Point | str

    @property
    def earliest(self):
        """An open or unknown end reaches to the first or the last possible day."""
        return date.min if isinstance(self.start, str) else self.start.earliest

    @property
    def latest(self):
        return date.max if isinstance(self.end, str) else self.end.latest


def normalize(text):
    """Removes spaces and lower case; what is not a date stays unchanged."""
    text = text.strip()
    return text.upper() if SIGNS.fullmatch(text) else text


def parse(text):
    """A Point or an Interval. Raises ValidationError with a message for the editor."""
    start, slash, end = text.partition("/")
    if not slash:
        return _point(text)
    interval = Interval(
        *(side if side in {OPEN, UNKNOWN} else _point(side) for side in (start, end))
    )
    if isinstance(interval.start, str) and isinstance(interval.end, str):
        raise _error(
            _("“%(date)s” contains no date: enter at least one end of the interval."), text
        )
    if interval.latest < interval.earliest:
        raise _error(_("%(date)s ends before it begins."), text)
    return interval


def may_be_years(text):
    """Whether 1917-21 and the like may mean years, and not a month or a season."""
    match = YEAR_AND_NUMBER.fullmatch(text)
    return bool(match) and int(match["number"]) > int(match["year"]) % 100


def exact_day(when):
    """Month and day as one number, 327 for 27 March; None unless it is one certain day."""
    is_exact = isinstance(when, Point) and when.precision == DAY and not when.mark
    return when.earliest.month * 100 + when.earliest.day if is_exact else None


def _point(text):
    match = POINT.fullmatch(text)
    if not match:
        raise format_error(text)
    year, month, day, mark = match.group("year", "month", "day", "mark")
    if "X" in year:
        if month:
            raise format_error(text)
        first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
        precision = CENTURY if year.endswith("XX") else DECADE
        return Point(date(max(first, 1), 1, 1), date(last, 12, 31), precision, mark)
    if year == "0000":
        raise _error(_("“%(date)s”: years are written with four digits, 0001 to 9999."), text)
    if month in SEASONS:
        if day:
            raise format_error(text)
        return _season_point(int(year), SEASONS[month], mark)
    if month == "XX" and day not in {None, "XX"}:
        raise format_error(text)
    month, day = (None if digits in {None, "XX"} else int(digits) for digits in (month, day))
    return _calendar_point(text, int(year), month, day, mark)


def _calendar_point(text, year, month, day, mark):
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        if day is None:
            message = _("%(date)s is not a month in the calendar.")
        else:
            message = _("%(date)s is not a day in the calendar.")
        raise _error(message, text.rstrip("?~%")) from None
    if day:
        return Point(first, first, DAY, mark)
    if month:
        return Point(first, first.replace(day=monthrange(year, month)[1]), MONTH, mark)
    return Point(first, date(year, 12, 31), YEAR, mark)


def _season_point(year, month, mark):
    """Winter begins in December, and ends in the next year."""
    first = date(year, month, 1)
    if month == 12 and year == date.max.year:
        return Point(first, date.max, SEASON, mark)
    last_year, last_month = (year + 1, 2) if month == 12 else (year, month + 2)
    last = date(last_year, last_month, monthrange(last_year, last_month)[1])
    return Point(first, last, SEASON, mark)


def format_error(text):
    if TIME.fullmatch(text):
        return _error(_("“%(date)s” contains a time of day: enter only the date."), text)
    if BEYOND.fullmatch(text) and not re.match(r"\d{4}(-|$)", text):
        return _error(_("“%(date)s”: years are written with four digits, 0001 to 9999."), text)
    return _error(
        _(
            "“%(date)s” is not a date that can be sorted. Write it like 1953-03-27, 1953-03, "
            "1953, 1953~ (about), 195X (1950s) or 1953/1956, and put your own wording in “display "
            "date”."
        ),
        text,
    )


def _error(message, text):
    return ValidationError(message, params={"date": text[:40]})
