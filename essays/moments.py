"""The line of years: each year with its number of essays and the gap to the next one."""

from collections import Counter
from itertools import zip_longest
from typing import NamedTuple

from django.db.models import Count
from django.utils.functional import SimpleLazyObject, cached_property

from seventeen_moments.core import edition
from seventeen_moments.core.prepared import fingerprint

from .models import Essay


class Moment(NamedTuple):
    year: int
    essays: int
    next: int | None

    @property
    def gap(self):
        """Years to the next moment; None for the last."""
        return self.next and self.next - self.year


class Line(list):
    """The moments in order."""

    @cached_property
    def key(self):
        return fingerprint(tuple(map(tuple, self)))


def moments(at=None, previewed=()):
    """All years with a published essay. Those previewed count with the year of their draft."""
    stored = Essay.objects.published(at).filter(year__isnull=False)
    if previewed:
        stored = stored.exclude(pk__in=[essay.pk for essay in previewed])
    counts = Counter(dict(stored.order_by().values_list("year").annotate(Count("pk"))))
    counts.update(essay.year for essay in previewed if essay.year and essay.is_published(at))
    years = sorted(counts)
    return Line(
        Moment(year, counts[year], following) for year, following in zip_longest(years, years[1:])
    )


def in_context(request):
    """One query, after something was published or changed."""
    preview = getattr(request, "draft_preview", None)
    previewed = [row for row in preview.rows.values() if isinstance(row, Essay)] if preview else []
    return {"moments": SimpleLazyObject(lambda: _moments(previewed))}


def _moments(previewed):
    return moments(previewed=previewed) if previewed else edition.remember("moments", moments)
