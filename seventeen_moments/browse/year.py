"""One year: its essays, then its sources by kind and date."""

from datetime import date

from django.db.models import F, Q

from essays.models import Essay
from resources.models import KINDS

EARLIEST, LATEST = 1, 9998  # the years that a calendar of Python has, and one that follows


def essays_of(year, at=None):
    return Essay.objects.published(at).filter(year=year)


def belong_to(year):
    """Sources dated in the year, whichever essay they are of; and of the year’s essays those
    without a date. A winter that begins in the year is of the year."""
    begins = Q(earliest__gte=date(year, 1, 1), earliest__lte=date(year, 12, 31))
    dated = begins & Q(latest__lt=date(year + 1, 3, 1))
    return dated | Q(earliest=None, essay__year=year)


def sources_of(kind, year, at=None):
    rows = kind.objects.published(at).filter(belong_to(year)).with_essay()
    return rows.order_by(F("earliest").asc(nulls_last=True), "title", "pk")


def all_of(year, at=None):
    """One queryset a kind, the essays first."""
    return [essays_of(year, at).for_list(at), *(sources_of(kind, year, at) for kind in KINDS)]
