"""Dates of sources, as an editor writes them (edtf.py) and a reader reads them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from . import edtf
from .edtf import CENTURY, DAY, DECADE, MONTH, OPEN, SEASON, UNKNOWN, YEAR, Interval


def validate_date(text):
    edtf.parse(text)


class EDTFField(models.CharField):
    """A date in EDTF."""

    default_validators = [validate_date]

    def to_python(self, value):
        return edtf.normal(super().to_python(value) or "")

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


def read(text):
    """What edtf.parse() reads, None for anything else."""
    try:
        return edtf.parse(text)
    except ValidationError:
        return None


def in_words(text):
    """ "1953-03-27" as "27 March 1953"; what is no date as it stands."""
    return _written(text, _mark)


def abbreviated(text):
    """The same as citations have it: "ca. 1953" for "about 1953"."""
    return _written(text, _short_mark)


def _written(text, mark):
    when = read(text)
    if when is None:
        return text
    return _interval(when, mark) if isinstance(when, Interval) else _point(when, mark)


def _interval(when, mark):
    start, end = when
    if start in {OPEN, UNKNOWN}:
        words = (
            _("%(date)s or earlier") if start == OPEN else _("until %(date)s, beginning unknown")
        )
        return words % {"date": _point(end, mark)}
    if end in {OPEN, UNKNOWN}:
        words = _("%(date)s or later") if end == OPEN else _("from %(date)s, end unknown")
        return words % {"date": _point(start, mark)}
    if start.mark or end.mark or start.precision != end.precision:
        return f"{_point(start, mark)} – {_point(end, mark)}"
    return _between(start, end)


def _between(start, end):
    """The year, and the month, once where both ends share them."""
    first, last = start.earliest, end.earliest
    if start.precision == DAY and (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_plain(end)}"
    if start.precision == DAY and first.year == last.year:
        return f"{date_format(first, 'j E')} – {_plain(end)}"
    if start.precision == MONTH and first.year == last.year:
        return f"{_month(first)}–{_plain(end)}"
    return ("–" if start.precision == YEAR else " – ").join([_plain(start), _plain(end)])


def _point(point, mark):
    return mark(point) % {"date": _plain(point)} if point.mark else _plain(point)


def _short_mark(point):
    if point.precision in {DAY, YEAR}:
        return {"?": "%(date)s?", "~": _("ca. %(date)s"), "%": _("ca. %(date)s?")}[point.mark]
    return {
        "?": "%(date)s?",
        "~": pgettext("a month, season, decade or century", "ca. %(date)s"),
        "%": pgettext("a month, season, decade or century", "ca. %(date)s?"),
    }[point.mark]


def _mark(point):
    if point.precision in {DAY, YEAR}:
        return {
            "?": _("perhaps %(date)s"),
            "~": _("about %(date)s"),
            "%": _("perhaps about %(date)s"),
        }[point.mark]
    return {
        "?": _("perhaps %(date)s"),
        "~": pgettext("a month, season, decade or century", "about %(date)s"),
        "%": pgettext("a month, season, decade or century", "perhaps about %(date)s"),
    }[point.mark]


def _plain(point):
    day, year = point.earliest, point.earliest.year
    if point.precision == DAY:
        # E: the month as a date declines it, "27 марта" beside "март".
        return f"{date_format(day, 'j E')} {year}"
    if point.precision == MONTH:
        return f"{_month(day)} {year}"
    if point.precision == SEASON:
        return _season(day.month) % {"year": year}
    if point.precision == DECADE:
        return _("%(year)ds") % {"year": year // 10 * 10}
    if point.precision == CENTURY:
        return _("between %(first)d and %(last)d") % {"first": year, "last": point.latest.year}
    return str(year)


def _month(day):
    """Small in languages that write months small within a date."""
    name = date_format(day, "F")
    return name.lower() if date_format(day, "E").islower() else name


def _season(month):
    return {
        3: _("spring %(year)d"),
        6: _("summer %(year)d"),
        9: _("autumn %(year)d"),
        12: _("winter %(year)d"),
    }[month]
