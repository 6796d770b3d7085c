"""Long lists in pages, of which the hundredth is as fast as the first."""

from django.db.models import Count, Subquery, Value
from django.utils import timezone
from django.utils.functional import cached_property

from . import edition
from .compiled import compiled
from .listed import listed


class Span(Subquery):
    """The keys of a page, whose offset and length are values of a compiled query.

    The database skips the offset on the index, and reads the rows of the page only.
    """

    template = "(%(subquery)s LIMIT %%s OFFSET %%s)"

    def __init__(self, queryset, number, offset):
        super().__init__(queryset.values("pk"))
        self.limits = (number, offset)

    def as_sql(self, *args, **kwargs):
        sql, params = super().as_sql(*args, **kwargs)
        return sql, (*params, *self.limits)


class ListQuery:
    """Compiled queries of lists that differ in their values only.

    `select(*part, **values)` returns the queryset of a list. `rows(queryset, at)` adds the columns
    that `columns(model)` describes.
    """

    def __init__(self, model, select, rows, columns):
        self.select, self.rows, self.columns = select, rows, columns
        self.compiled_page = compiled(model)(self._page)
        self.compiled_lengths = compiled(model)(self._lengths)

    def page(self, part, **values):
        model = part[0]
        return listed(self.columns(model), *self.compiled_page.raw(part, **values))

    def lengths(self, parts, **values):
        numbers = dict(self.compiled_lengths(parts, **values))
        return [numbers[index] for index in range(len(parts))]

    def _page(self, part, *, at, number, offset, **values):
        pages = self.select(*part, at=at, **values)
        order = pages.query.order_by or pages.model._meta.ordering
        page = pages.model.objects.filter(pk__in=Span(pages, number, offset))
        return self.rows(page.order_by(*order), at)

    def _lengths(self, parts, **values):
        lengths = [
            self.select(*part, **values)
            .order_by()
            .annotate(index=Value(index))
            .values_list("index")
            .annotate(Count("pk"))
            for index, part in enumerate(parts)
        ]
        return lengths[0].union(*lengths[1:], all=True)


class ConcatenatedLists:
    """Lists one after the other, for a Paginator. A slice queries only those it touches.

    Each part is a tuple of a model and what else `query.select()` takes.
    """

    def __init__(self, name, query, parts, **values):
        self.name, self.query, self.parts = name, query, tuple(parts)
        self.values = values | {"at": timezone.now()}

    @property
    def models(self):
        return [model for model, *_ in self.parts]

    def only(self, chosen):
        """The list without the parts for which `chosen` has False."""
        narrowed = ConcatenatedLists(self.name, self.query, self.parts, **self.values)
        narrowed.lengths = [
            length if keep else 0 for length, keep in zip(self.lengths, chosen, strict=True)
        ]
        return narrowed

    def count(self):
        return sum(self.lengths)

    __len__ = count

    def __getitem__(self, span):
        page = []
        start, stop = max(span.start, 0), span.stop
        for part, length in zip(self.parts, self.lengths, strict=True):
            if start < length and stop > 0:
                number, offset = min(stop, length) - max(start, 0), max(start, 0)
                page += self.query.page(part, number=number, offset=offset, **self.values)
            start, stop = start - length, stop - length
        return page

    @cached_property
    def lengths(self):
        def lengths():
            return self.query.lengths(self.parts, **self.values)

        return edition.remember_one("lengths", self.name, lengths)
