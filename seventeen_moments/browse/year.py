"""One year: its essays, then its sources by kind and date; and all years with their counts.

A source stands at the year in which it is dated, whichever essay it belongs to; without a date
at the year of its essay. A winter that begins in the year is of the year. What spans years, up to
a decade, stands at each of them.
"""

from collections import Counter
from datetime import MAXYEAR, date
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Case, Count, F, Q, When

from essays.models import Essay
from seventeen_moments.core.kinds import kinds

EARLIEST, LATEST = 1, 9998  # the years that a calendar of Python has, and one that follows
LONGEST = 10  # years: a decade is a time in which other things happened, a century is none


class Year(NamedTuple):
    number: int
    essays: int
    sources: int


def all_of(year, at=None):
    """The essays first; then of each kind what is dated, and what is not."""
    if not EARLIEST <= year <= LATEST:
        return []
    essays = Essay.objects.published(at).filter(year=year).for_list(at)
    sources = (
        rows for kind in kinds() for rows in (_dated(kind, year, at), _undated(kind, year, at))
    )
    return [essays, *sources]


def in_year(sources, year):
    if not EARLIEST <= year <= LATEST:
        return sources.none()
    return sources.filter(_dated_in(year) | _undated_in(year))


def years(at=None):
    """All that have a page, in their order: two queries."""
    published = Essay.objects.published(at).exclude(year=None).order_by()
    essays = Counter(dict(published.values_list("year").annotate(Count("pk"))))
    first, *others = [_days(kind.objects.published(at)) for kind in kinds()]
    sources = Counter()
    for *days, number in first.union(*others, all=True):
        for year in _years(*days):
            sources[year] += number
    numbers = sorted(essays.keys() | sources.keys())
    return [Year(number, essays[number], sources[number]) for number in numbers]


def _dated(kind, year, at):
    rows = kind.objects.published(at).with_essay()
    return rows.filter(_dated_in(year)).order_by("earliest", "title", "pk")


def _undated(kind, year, at):
    rows = kind.objects.published(at).with_essay()
    return rows.filter(_undated_in(year)).order_by("title", "pk")


def _dated_in(year):
    own = Q(earliest__gte=date(year, 1, 1), latest__lt=date(year + 1, 3, 1))
    spans = [_span(first, year) for first in range(max(year - LONGEST + 1, EARLIEST), year + 1)]
    since = date(max(year - LONGEST + 1, EARLIEST), 1, 1)
    there = Q(earliest__gte=since, earliest__lte=date(year, 12, 31), latest__gte=date(year, 1, 1))
    return there & reduce(or_, spans, own)


def _span(first, year):
    """What begins in the one year and reaches the other, in terms of whole dates."""
    longest = date(min(first + LONGEST - 1, MAXYEAR), 12, 31)
    since = max(date(first + 1, 3, 1), date(year, 1, 1))
    begun = Q(earliest__gte=date(first, 1, 1), earliest__lte=date(first, 12, 31))
    return begun & Q(latest__gte=since, latest__lte=longest)


def _undated_in(year):
    return Q(earliest=None, essay__year=year)


def _days(sources):
    of_essay = Case(When(earliest=None, then=F("essay__year")))
    days = sources.order_by().annotate(of_essay=of_essay)
    return days.values_list("earliest", "latest", "of_essay").annotate(Count("pk"))


def _years(earliest, latest, of_essay):
    """What `in_year` says, told of the days."""
    if earliest is None:
        return [of_essay] if of_essay else []
    first, last = earliest.year, min(latest.year, LATEST)
    if first <= LATEST and latest < date(first + 1, 3, 1):
        last = first
    return range(first, last + 1) if latest.year - first < LONGEST else []
