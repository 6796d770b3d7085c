from django.utils.functional import cached_property

from seventeen_moments.paging import rows_between


class Chain:
    """Querysets one after the other, as a Paginator wants them: one count each, and a slice
    asks only those that it touches."""

    def __init__(self, *querysets):
        self.querysets = querysets

    def count(self):
        return sum(self.lengths)

    __len__ = count

    def __getitem__(self, span):
        found = []
        start, stop = span.start, span.stop
        for queryset, length in zip(self.querysets, self.lengths, strict=True):
            if start < length and stop > 0:
                found += rows_between(queryset, max(start, 0), min(stop, length))
            start, stop = start - length, stop - length
        return found

    @cached_property
    def lengths(self):
        return [queryset.count() for queryset in self.querysets]
