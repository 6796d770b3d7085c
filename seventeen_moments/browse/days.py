"""Days of the calendar: sources dated exactly to a day and month, in any year."""

from datetime import date, timedelta

from django.db.models import Count, Value
from django.utils import timezone

from essays.models import Essay
from seventeen_moments.core import edition
from seventeen_moments.core.compiled import compiled
from seventeen_moments.core.kinds import kinds

LEAP_YEAR = 2000  # days are dates of this year, which has all of them


def parse(text):
    """The day "03-27"; None if there is no such day."""
    try:
        return date.fromisoformat(f"{LEAP_YEAR}-{text}") if len(text) == 5 else None
    except ValueError:
        return None


def day_of(date):
    return date.replace(year=LEAP_YEAR)


def neighbours(day):
    """The days before and after, each with its part of the address."""
    days = [day + timedelta(days=by) for by in (-1, 1)]
    return [(neighbour, f"{neighbour:%m-%d}") for neighbour in days]


class KeysOn:
    """Keys of the sources of a day for `load_sources()`, sorted by year; for a Paginator."""

    def __init__(self, day, at=None):
        self.day, self.at = day.month * 100 + day.day, at or timezone.now()

    def count(self):
        def count():
            return sum(number for _index, number in _numbers(day=self.day, at=self.at))

        return edition.remember_one("sources of days", self.day, count)

    __len__ = count

    def __getitem__(self, span):
        if span.stop <= (span.start or 0):
            return []
        return _keys(span.start or 0, span.stop, day=self.day, at=self.at)


@compiled(Essay)
def _keys(start, stop, *, day, at):
    """One query for all kinds."""
    querysets = [
        _on_day(index, day, at).values_list("kind_index", "pk", "earliest", "title")
        for index in range(len(kinds()))
    ]
    rows = querysets[0].union(*querysets[1:], all=True)
    return rows.order_by("earliest", "title", "kind_index", "pk")[start:stop]


@compiled(Essay)
def _numbers(*, day, at):
    querysets = [
        _on_day(index, day, at).values_list("kind_index").annotate(Count("pk"))
        for index in range(len(kinds()))
    ]
    return querysets[0].union(*querysets[1:], all=True)


def _on_day(index, day, at):
    on_day = kinds()[index].objects.published(at).filter(day=day).order_by()
    return on_day.annotate(kind_index=Value(index))
