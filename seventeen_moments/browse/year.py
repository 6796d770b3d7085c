"""One year: its essays, then its sources by kind and date."""

from datetime import date

from essays.models import Essay
from resources.models import KINDS


def all_of(year, at=None):
    """The essays first; then of each kind what is dated in the year, whichever essay it belongs
    to, and what of the year’s own essays has no date."""
    essays = Essay.objects.published(at).filter(year=year).for_list(at)
    sources = (
        rows for kind in KINDS for rows in (_dated(kind, year, at), _undated(kind, year, at))
    )
    return [essays, *sources]


def _dated(kind, year, at):
    """A winter that begins in the year is of the year."""
    rows = kind.objects.published(at).with_essay()
    begun = rows.filter(earliest__gte=date(year, 1, 1), earliest__lte=date(year, 12, 31))
    return begun.filter(latest__lt=date(year + 1, 3, 1)).order_by("earliest", "title", "pk")


def _undated(kind, year, at):
    rows = kind.objects.published(at).with_essay()
    return rows.filter(earliest=None, essay__year=year).order_by("title", "pk")
