"""Long lists in pages, of which the hundredth is as fast as the first."""

from operator import itemgetter

from django.db import connections, router
from django.db.models import Count, Subquery, Value, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.functional import cached_property

from . import edition
from .compiled import compiled, compiled_together
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
        self.model, self.select, self.rows, self.columns = model, select, rows, columns
        self.compiled_page = compiled(model)(self._page)
        self.compiled_pages = compiled_together(model)(self._pages)
        self.compiled_lengths = compiled(model)(self._lengths)

    def page(self, part, **values):
        model = part[0]
        return listed(self.columns(model), *self.compiled_page.raw(part, **values))

    @property
    def is_remote(self):
        """Whether each query costs a way to a server."""
        return connections[router.db_for_read(self.model)].vendor != "sqlite"

    def pages(self, parts, numbers, offsets, **values):
        """Of each list as many pages as `numbers` has: one query, the same for all numbers."""
        values |= {"numbers": numbers, "offsets": offsets}
        found = self.compiled_pages.raw_parts(parts, **values)
        return [
            page
            for (model, *_part), (rows, convert) in zip(parts, found, strict=True)
            for page in listed(self.columns(model), sorted(rows, key=itemgetter(-1)), convert)
        ]

    def lengths(self, parts, **values):
        numbers = dict(self.compiled_lengths(parts, **values))
        return [numbers[index] for index in range(len(parts))]

    def _page(self, part, *, at, number, offset, **values):
        page, order = self._span(part, number, offset, at=at, **values)
        return self.rows(page.order_by(*order), at)

    def _pages(self, parts, *, at, numbers, offsets, **values):
        """Numbered, as the rows of a joint query come in any order."""
        pages = []
        for part, number, offset in zip(parts, numbers, offsets, strict=False):
            page, order = self._span(part, number, offset, at=at, **values)
            rows = self.rows(page.order_by(), at)
            place = Window(RowNumber(), order_by=order)
            pages.append(rows.annotate(place=place).values_list(*rows._fields, "place"))
        return pages

    def _span(self, part, number, offset, **values):
        """The page in no order, and its order."""
        pages = self.select(*part, **values)
        order = pages.query.order_by or pages.model._meta.ordering
        return pages.model.objects.filter(pk__in=Span(pages, number, offset)), order

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
        numbers, offsets = [], []
        start, stop = max(span.start, 0), span.stop
        for length in self.lengths:
            offsets.append(max(start, 0))
            numbers.append(max(min(stop, length) - offsets[-1], 0))
            start, stop = start - length, stop - length
        touched = [index for index, number in enumerate(numbers) if number]
        if len(touched) > 1 and self.query.is_remote:
            return self.query.pages(self.parts, numbers, offsets, **self.values)
        page = []
        for index in touched:
            number, offset = numbers[index], offsets[index]
            page += self.query.page(self.parts[index], number=number, offset=offset, **self.values)
        return page

    @cached_property
    def lengths(self):
        def lengths():
            return self.query.lengths(self.parts, **self.values)

        return edition.remember_one("lengths", self.name, lengths)
