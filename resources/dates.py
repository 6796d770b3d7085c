"""Dates of sources: EDTF for editors (edtf.py), words for readers."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from . import edtf
from .edtf import CENTURY, DAY, DECADE, MONTH, OPEN, SEASON, UNKNOWN, YEAR, Interval

# The words for "?", "~" and "%": of a day or a year, and of other periods.
WORDS = (
    {
        "?": gettext_lazy("perhaps %(date)s"),
        "~": gettext_lazy("about %(date)s"),
        "%": gettext_lazy("perhaps about %(date)s"),
    },
    {
        "?": gettext_lazy("perhaps %(date)s"),
        "~": pgettext_lazy("a month, season, decade or century", "about %(date)s"),
        "%": pgettext_lazy("a month, season, decade or century", "perhaps about %(date)s"),
    },
)
ABBREVIATIONS = (
    {
        "?": "%(date)s?",
        "~": gettext_lazy("ca. %(date)s"),
        "%": gettext_lazy("ca. %(date)s?"),
    },
    {
        "?": "%(date)s?",
        "~": pgettext_lazy("a month, season, decade or century", "ca. %(date)s"),
        "%": pgettext_lazy("a month, season, decade or century", "ca. %(date)s?"),
    },
)


def validate_date(text):
    edtf.parse(text)


class EDTFField(models.CharField):
    """A date in EDTF."""

    default_validators = [validate_date]

    def to_python(self, value):
        return edtf.normalize(super().to_python(value) or "")

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


def read(text):
    """As edtf.parse(), but None for an invalid date."""
    try:
        return edtf.parse(text)
    except ValidationError:
        return None


def in_words(text):
    """ "1953-03-27" as "27 March 1953"; an invalid date unchanged."""
    return _format(text, WORDS)


def abbreviated(text):
    """The same in the form of citations: "ca. 1953" for "about 1953"."""
    return _format(text, ABBREVIATIONS)


def _format(text, marks):
    when = read(text)
    if when is None:
        return text
    if not isinstance(when, Interval):
        return _point(when, marks)
    start, end = when
    if start in {OPEN, UNKNOWN}:
        if start == OPEN:
            words = _("%(date)s or earlier")
        else:
            words = _("until %(date)s, beginning unknown")
        return words % {"date": _point(end, marks)}
    if end in {OPEN, UNKNOWN}:
        words = _("%(date)s or later") if end == OPEN else _("from %(date)s, end unknown")
        return words % {"date": _point(start, marks)}
    if start.mark or end.mark or start.precision != end.precision:
        return f"{_point(start, marks)} – {_point(end, marks)}"
    return _range(start, end)


def _range(start, end):
    """A year or a month that both ends share is written only once."""
    first, last = start.earliest, end.earliest
    if start.precision == DAY and (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_plain(end)}"
    if start.precision == DAY and first.year == last.year:
        return f"{date_format(first, 'j E')} – {_plain(end)}"
    if start.precision == MONTH and first.year == last.year:
        return f"{_month(first)}–{_plain(end)}"
    return ("–" if start.precision == YEAR else " – ").join([_plain(start), _plain(end)])


def _point(point, marks):
    if not point.mark:
        return _plain(point)
    of_day_or_year, of_period = marks
    words = of_day_or_year if point.precision in {DAY, YEAR} else of_period
    return words[point.mark] % {"date": _plain(point)}


def _plain(point):
    words = _without_era(point)
    # The first years of our era could be taken for days or for shortened years.
    return words if point.latest.year >= 100 else _("%(date)s AD") % {"date": words}


def _without_era(point):
    day, year = point.earliest, point.earliest.year
    if point.precision == DAY:
        # E: the month in the case that a date needs, "27 марта" and not "март".
        return f"{date_format(day, 'j E')} {year}"
    if point.precision == MONTH:
        return f"{_month(day)} {year}"
    if point.precision == SEASON:
        seasons = {
            3: _("spring %(year)d"),
            6: _("summer %(year)d"),
            9: _("autumn %(year)d"),
            12: _("winter %(year)d"),
        }
        return seasons[day.month] % {"year": year}
    if point.precision == DECADE:
        return _("%(year)ds") % {"year": year // 10 * 10}
    if point.precision == CENTURY:
        return _("between %(first)d and %(last)d") % {"first": year, "last": point.latest.year}
    return str(year)


def _month(day):
    """In lower case in languages that write months so within a date."""
    name = date_format(day, "F")
    return name.lower() if date_format(day, "E").islower() else name
