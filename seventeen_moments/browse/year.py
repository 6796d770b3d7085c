"""One year: its essays, then its sources by kind and date; and all years with their counts.

A source belongs to the year of its date, whatever its essay is; without a date to the year of its
essay. A winter belongs to the year in which it begins. A source that spans years, up to a decade,
belongs to each of them.
"""

from collections import Counter
from datetime import MAXYEAR, date
from typing import NamedTuple

from django.db.models import Count, F, IntegerField, Q, Value

from essays.models import Essay
from seventeen_moments.core.kinds import kinds

from .narrowing import in_order

EARLIEST, LATEST = 1, 9998  # the years of Python's calendar that have a next one
LONGEST = 10  # years: other things happened in the same decade; a century is too long


class Year(NamedTuple):
    number: int
    essays: int
    sources: int


def querysets_of(year, order="", at=None):
    """The essays; then for each kind the dated sources, and those without a date.

    In another order than by date the sources of a kind are one queryset.
    """
    if not EARLIEST <= year <= LATEST:
        return []
    querysets = [in_order(Essay.objects.published(at).filter(year=year), order).for_list(at)]
    for kind in kinds():
        sources = kind.objects.published(at).with_essay()
        if order:
            querysets.append(in_order(in_year(sources, year), order))
            continue
        querysets += [
            sources.filter(_dated_in(year)).order_by("earliest", "title", "pk"),
            sources.filter(_undated_in(year)).order_by("title", "pk"),
        ]
    return querysets


def year_in(data):
    """The year in the query of an address, or None if it names none."""
    year = data.get("year", "")
    valid = len(year) <= 4 and year.isascii() and year.isdecimal()
    return int(year) if valid and EARLIEST <= int(year) <= LATEST else None


def in_year(sources, year):
    if not EARLIEST <= year <= LATEST:
        return sources.none()
    return sources.filter(_dated_in(year) | _undated_in(year))


def years(at=None, select=lambda pages: pages):
    """All years that have a page, in order: two queries. `select` narrows each queryset.

    Counts all sources and subtracts the few that are hidden, as `theme_counts()` does.
    """
    published = select(Essay.objects.published(at)).exclude(year=None).order_by()
    essays = Counter(dict(published.values_list("year").annotate(Count("pk"))))
    first, *others = [
        counted
        for kind in kinds()
        for sign, counted_sources in [(1, kind.objects.all()), (-1, kind.objects.hidden(at))]
        for counted in _numbers_by_date(select(counted_sources), sign)
    ]
    sources = Counter()
    for *dates, sign, number in first.union(*others, all=True):
        for year in _years_of(*dates):
            sources[year] += sign * number
    sources = +sources
    numbers = sorted(essays.keys() | sources.keys())
    return [Year(number, essays[number], sources[number]) for number in numbers]


def _numbers_by_date(sources, sign):
    """Two querysets, so that an index is enough to count those with a date."""
    sources = sources.order_by().annotate(sign=Value(sign))
    dated, undated = sources.exclude(earliest=None), sources.filter(earliest=None)
    no_year = Value(None, IntegerField())
    for part, year in [(dated, no_year), (undated, F("essay__year"))]:
        rows = part.annotate(undated_year=year)
        yield rows.values_list("earliest", "latest", "undated_year", "sign").annotate(Count("pk"))


def _dated_in(year):
    first_year = max(year - LONGEST + 1, EARLIEST)
    spans = Q(earliest__gte=date(year, 1, 1), latest__lt=date(year + 1, 3, 1))
    for first in range(first_year, year + 1):
        # Begins in `first`, lasts LONGEST years at most, and reaches `year` beyond a winter.
        spans |= Q(
            earliest__gte=date(first, 1, 1),
            earliest__lte=date(first, 12, 31),
            latest__gte=max(date(first + 1, 3, 1), date(year, 1, 1)),
            latest__lte=date(min(first + LONGEST - 1, MAXYEAR), 12, 31),
        )
    overlaps = Q(
        earliest__gte=date(first_year, 1, 1),
        earliest__lte=date(year, 12, 31),
        latest__gte=date(year, 1, 1),
    )
    return overlaps & spans


def _undated_in(year):
    return Q(earliest=None, essay__year=year)


def _years_of(earliest, latest, undated_year):
    """The same rule as `in_year`, in Python."""
    if earliest is None:
        return [undated_year] if undated_year else []
    first, last = earliest.year, min(latest.year, LATEST)
    if first <= LATEST and latest < date(first + 1, 3, 1):
        last = first
    return range(first, last + 1) if latest.year - first < LONGEST else []
