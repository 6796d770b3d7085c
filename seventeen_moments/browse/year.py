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
from resources.listed import list_columns, list_rows
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.paging import ListQuery

from .narrowing import in_order

EARLIEST, LATEST = 1, 9998  # the years of Python's calendar that have a next one
ALL, DATED, UNDATED = range(3)  # sources of a list
LONGEST = 10  # years: other things happened in the same decade; a century is too long


class Year(NamedTuple):
    number: int
    essays: int
    sources: int


def parts_of_year(order=""):
    """The essays; then for each kind the dated sources, and those without a date.

    In another order than by date the sources of a kind are one list.
    """
    parts = [ALL] if order else [DATED, UNDATED]
    return [(Essay, ALL, order), *((kind, part, order) for kind in kinds() for part in parts)]


def in_one_year(model, part, order, *, at, **values):
    """The essays or the sources of a kind in a year, whose values are those of `in_dates()`."""
    pages = model.objects.published(at)
    if model is Essay:
        return in_order(pages.filter(year=values["year"]), order)
    if part == DATED:
        return pages.filter(_dated_in(values["dates"])).order_by("earliest", "title", "pk")
    if part == UNDATED:
        return pages.filter(_undated_in(values["year"])).order_by("title", "pk")
    return in_order(in_dates(pages, **values), order)


year_query = ListQuery(Essay, in_one_year, list_rows, list_columns)


def year_in(data):
    """The year in the query of an address, or None if it names none."""
    year = data.get("year", "")
    valid = len(year) <= 4 and year.isascii() and year.isdecimal()
    return int(year) if valid and EARLIEST <= int(year) <= LATEST else None


def in_year(sources, year):
    if not EARLIEST <= year <= LATEST:
        return sources.none()
    return in_dates(sources, year, dates_of(year))


def in_dates(sources, year, dates):
    """The same with the dates of the year, which may be places in a compiled query."""
    return sources.filter(_dated_in(dates) | _undated_in(year))


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


def dates_of(year):
    """The dates with which those of a source are compared: of the year, and for each year in which
    a source may begin."""
    first_year = max(year - LONGEST + 1, EARLIEST)
    dates = [date(first_year, 1, 1), date(year, 1, 1), date(year, 12, 31), date(year + 1, 3, 1)]
    for first in range(first_year, year + 1):
        # Begins in `first`, lasts LONGEST years at most, and reaches `year` beyond a winter.
        dates += [date(first, 1, 1), date(first, 12, 31)]
        dates += [max(date(first + 1, 3, 1), date(year, 1, 1))]
        dates += [date(min(first + LONGEST - 1, MAXYEAR), 12, 31)]
    return dates


def _dated_in(dates):
    first, begins, ends, after_winter, *years = dates
    spans = Q(earliest__gte=begins, latest__lt=after_winter)
    # A compiled query has more places than dates; the last date, which they repeat, fits nothing.
    for index in range(0, min(len(years), 4 * LONGEST), 4):
        begins_from, begins_to, reaches, lasts_to = years[index : index + 4]
        spans |= Q(
            earliest__gte=begins_from,
            earliest__lte=begins_to,
            latest__gte=reaches,
            latest__lte=lasts_to,
        )
    return Q(earliest__gte=first, earliest__lte=ends, latest__gte=begins) & spans


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
