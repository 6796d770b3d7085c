"""Long lists in pages, of which the hundredth costs what the first does."""

from django.utils.functional import cached_property

from .counts import cached_count


class ConcatenatedQuerySet:
    """Querysets one after the other, as a Paginator wants them: their number, and a slice,
    which asks only those that it touches.

    By its name, the number of very many is known for a minute.
    """

    def __init__(self, name, *querysets):
        self.name, self.querysets = name, querysets

    def count(self):
        return sum(self.lengths)

    __len__ = count

    def __getitem__(self, span):
        found = []
        start, stop = span.start, span.stop
        for queryset, length in zip(self.querysets, self.lengths, strict=True):
            if start < length and stop > 0:
                found += _rows_between(queryset, max(start, 0), min(stop, length))
            start, stop = start - length, stop - length
        return found

    @cached_property
    def lengths(self):
        return [
            cached_count(f"{self.name}:{place}", queryset)
            for place, queryset in enumerate(self.querysets)
        ]


def _rows_between(rows, start, stop):
    """In the order of the queryset: what stands before is skipped as keys, without columns."""
    keys = list(rows.values_list("pk", flat=True)[start:stop])
    found = rows.in_bulk(keys)
    return [found[key] for key in keys if key in found]
