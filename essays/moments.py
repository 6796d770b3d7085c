"""The line of years: each year with its number of essays and the gap to the next one."""

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
        """Years to the next moment; None for the last."""
        return self.next and self.next - self.year


def moments(at=None):
    """All years with a published essay."""
    counts = list(
        Essay.objects.published(at)
        .filter(year__isnull=False)
        .order_by("year")
        .values_list("year")
        .annotate(Count("pk"))
    )
    years = [None, *(year for year, _ in counts), None]
    return [
        Moment(year, essays, previous, following)
        for (year, essays), previous, following in zip(counts, years, years[2:], strict=False)
    ]


def in_context(request):
    """One query for the number of moments in the masthead and for the line of most pages."""
    return {"moments": SimpleLazyObject(moments)}
