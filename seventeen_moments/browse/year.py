"""One year: its essays, then its sources by kind and date; and all years with their counts.

A source stands at the year in which it is dated, whichever essay it belongs to; without a date
at the year of its essay. A winter that begins in the year is of the year.
"""

from collections import Counter
from datetime import date
from typing import NamedTuple

from django.db.models import Case, Count, F, Q, When

from essays.models import Essay
from resources.models import KINDS

EARLIEST, LATEST = 1, 9998  # the years that a calendar of Python has, and one that follows


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
        rows for kind in KINDS for rows in (_dated(kind, year, at), _undated(kind, year, at))
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
    first, *others = [_days(kind.objects.published(at)) for kind in KINDS]
    sources = Counter()
    for *days, number in first.union(*others, all=True):
        sources[_year(*days)] += number
    numbers = sorted((essays.keys() | sources.keys()) - {None})
    return [Year(number, essays[number], sources[number]) for number in numbers]


def _dated(kind, year, at):
    rows = kind.objects.published(at).with_essay()
    return rows.filter(_dated_in(year)).order_by("earliest", "title", "pk")


def _undated(kind, year, at):
    rows = kind.objects.published(at).with_essay()
    return rows.filter(_undated_in(year)).order_by("title", "pk")


def _dated_in(year):
    begun = Q(earliest__gte=date(year, 1, 1), earliest__lte=date(year, 12, 31))
    return begun & Q(latest__lt=date(year + 1, 3, 1))


def _undated_in(year):
    return Q(earliest=None, essay__year=year)


def _days(sources):
    of_essay = Case(When(earliest=None, then=F("essay__year")))
    days = sources.order_by().annotate(of_essay=of_essay)
    return days.values_list("earliest", "latest", "of_essay").annotate(Count("pk"))


def _year(earliest, latest, of_essay):
    """What `in_year` says, told of the days."""
    if earliest is None:
        return of_essay
    year = earliest.year
    return year if year <= LATEST and latest < date(year + 1, 3, 1) else None
