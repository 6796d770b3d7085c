"""One year: its essays, then its sources by kind and date."""

from datetime import date

from django.db.models import Q

from essays.models import Essay
from resources.models import KINDS

EARLIEST, LATEST = 1, 9998  # the years that a calendar of Python has, and one that follows


def belong_to(year):
    """Sources dated in the year, whichever essay they are of; and of the year’s essays those
    without a date."""
    return _dated(year) | _undated(year)


def all_of(year, at=None):
    """The essays first; then kind by kind what has a date and what has none, each by an index."""
    essays = Essay.objects.published(at).filter(year=year).for_list(at)
    sources = [kind.objects.published(at).with_essay() for kind in KINDS]
    parts = [
        (
            rows.filter(_dated(year)).order_by("earliest", "title", "pk"),
            rows.filter(_undated(year)).order_by("title", "pk"),
        )
        for rows in sources
    ]
    return [essays, *(rows for part in parts for rows in part)]


def _dated(year):
    """A winter that begins in the year is of the year."""
    begins = Q(earliest__gte=date(year, 1, 1), earliest__lte=date(year, 12, 31))
    return begins & Q(latest__lt=date(year + 1, 3, 1))


def _undated(year):
    return Q(earliest=None, essay__year=year)
