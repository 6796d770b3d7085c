"""Long lists in pages, of which the hundredth is as fast as the first."""

from django.utils.functional import cached_property

from .counts import cached_count


class ConcatenatedQuerySet:
    """Querysets one after the other, for a Paginator. A slice queries only those it touches.

    Large counts are kept under the name.
    """

    def __init__(self, name, *querysets):
        self.name, self.querysets = name, querysets

    def only(self, chosen):
        """The list without the querysets for which `chosen` has False."""
        narrowed = ConcatenatedQuerySet(self.name, *self.querysets)
        narrowed.lengths = [
            length if keep else 0 for length, keep in zip(self.lengths, chosen, strict=True)
        ]
        return narrowed

    def count(self):
        return sum(self.lengths)

    __len__ = count

    def __getitem__(self, span):
        page = []
        start, stop = span.start, span.stop
        for queryset, length in zip(self.querysets, self.lengths, strict=True):
            if start < length and stop > 0:
                # Skip the offset on primary keys, then load the page.
                keys = queryset.values_list("pk", flat=True)[max(start, 0) : min(stop, length)]
                keys = list(keys)
                objects = queryset.in_bulk(keys)
                page += [objects[key] for key in keys if key in objects]
            start, stop = start - length, stop - length
        return page

    @cached_property
    def lengths(self):
        return [
            cached_count(f"{self.name}:{index}", queryset)
            for index, queryset in enumerate(self.querysets)
        ]
