"""The results of a search: their number, and the rows of one page, best first."""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone

from seventeen_moments.core import edition

from .backends import backend, fetch_planned
from .filters import Filters
from .parsing import Query
from .results import load

MOST_COUNTED = 1001  # shown as "more than 1,000"
NEWEST = "d.public_from DESC, d.id"
ORDERS = {
    "earliest": f"d.earliest IS NULL, d.earliest, {NEWEST}",
    "latest": f"d.latest IS NULL, d.latest DESC, {NEWEST}",
    "newest": NEWEST,
}


@dataclass(frozen=True)
class Matches:
    """What matches the query; without a query everything that passes the filters, newest first.

    With an `order` all matches are in that order.
    """

    query: Query = field(default_factory=Query)
    filters: Filters = field(default_factory=Filters)
    at: object = None
    order: str = ""  # one of ORDERS

    @cached_property
    def number(self):
        """The number of matches, counted up to MOST_COUNTED. The same on each page of results."""
        if self.at:
            return self._count()
        return edition.remember_one("matches", (self.query, self.filters), self._count)

    def _count(self):
        source, where, values = self.sql()
        ((number,),) = fetch_planned(
            f"SELECT count(*) FROM (SELECT 1 FROM {source} WHERE {where} LIMIT {MOST_COUNTED}) n",
            values,
        )
        return number

    def __len__(self):
        """The number of matches that can be paged through, for a Paginator."""
        return min(self.number, MOST_COUNTED - 1)

    def __getitem__(self, span):
        """Essays and sources. Rows that are not public are left out, whatever the index says."""
        if not isinstance(span, slice):  # a name that a template looks up
            raise TypeError("only slices")
        source, where, values = self.sql()
        if self.query and not self.order:
            ranked, values = backend().ranked(self.query, where, values)
        else:
            order = ORDERS.get(self.order, NEWEST)
            ranked = f"SELECT d.id FROM {source} WHERE {where} ORDER BY {order}"
        page = [*values, span.stop - span.start, span.start]
        keys = [key for (key,) in fetch_planned(f"{ranked} LIMIT %s OFFSET %s", page)]
        rows = load(keys, self.at or timezone.now())
        return [rows[key] for key in keys if key in rows]

    def any_one(self):
        """Any of the matches, or None."""
        source, where, values = self.sql()
        keys = fetch_planned(f"SELECT d.id FROM {source} WHERE {where} LIMIT 1", values)
        return next(iter(load([key for (key,) in keys], self.at or timezone.now()).values()), None)

    def sql(self, exclude=()):
        """FROM, WHERE and its values; `exclude` names filters that do not apply."""
        parts = [("d.public_from <= %s", [self.at or timezone.now()])]
        parts += self.filters.conditions(exclude)
        source = "search_document d"
        if self.query:
            source = backend().FROM
            parts.insert(0, backend().matching(self.query))
        where = " AND ".join(condition for condition, _ in parts)
        return source, where, [value for _, values in parts for value in values]
