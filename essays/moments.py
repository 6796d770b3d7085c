"""The line of years: each published year, how much it holds, how far it is to the next."""

from typing import NamedTuple

from django.db.models import Count
from django.utils.functional import SimpleLazyObject

from .models import Essay


class Moment(NamedTuple):
    year: int
    essays: int
    previous: int | None
    next: int | None

    @property
    def gap(self):
        """Years to the next moment, None for the last."""
        return self.next and self.next - self.year


def moments(at=None):
    """All moments with a published essay, by year."""
    rows = list(
        Essay.objects.published(at)
        .filter(year__isnull=False)
        .order_by("year")
        .values_list("year")
        .annotate(Count("pk"))
    )
    years = [None, *(year for year, _ in rows), None]
    return [
        Moment(year, essays, previous, following)
        for (year, essays), previous, following in zip(rows, years, years[2:], strict=False)
    ]


def in_context(request):
    """The masthead counts the moments, and most pages show their line: one query for both."""
    return {"moments": SimpleLazyObject(moments)}
