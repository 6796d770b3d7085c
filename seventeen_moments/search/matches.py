"""What a search finds: how many, and the rows of one page, best first."""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone

from essays.models import Essay

from .backends import backend, fetch
from .documents import by_model, document_id
from .filters import Choices
from .parsing import Query

MOST_COUNTED = 1001  # shown as "more than 1,000"


@dataclass(frozen=True)
class Matches:
    """Of the query, or without one everything, the newest first."""

    query: Query = field(default_factory=Query)
    choices: Choices = field(default_factory=Choices)
    at: object = None

    @cached_property
    def number(self):
        """How many; at most MOST_COUNTED."""
        source, where, values = self.sql()
        ((number,),) = fetch(
            f"SELECT count(*) FROM (SELECT 1 FROM {source} WHERE {where} LIMIT {MOST_COUNTED}) n",
            values,
        )
        return number

    def __len__(self):
        """How many can be looked at: a list for a Paginator."""
        return min(self.number, MOST_COUNTED - 1)

    def __getitem__(self, span):
        return self.rows(span.start, span.stop)

    def rows(self, start, stop):
        """Essays and sources; whatever the index knew and visitors do not see is left out."""
        keys = self.keys(start, stop)
        found = {}
        for model, pks in by_model(keys).items():
            rows = for_list(model.objects.published(self.at).filter(pk__in=pks), self.at)
            found |= {document_id(model, row.pk): row for row in rows}
        return [found[key] for key in keys if key in found]

    def keys(self, start, stop):
        """Of the documents, best first."""
        source, where, values = self.sql()
        if self.query:
            ranked, values = backend().ranked(self.query, where, values)
        else:
            ranked = f"SELECT d.id FROM {source} WHERE {where} ORDER BY d.public_from DESC, d.id"
        found = fetch(f"{ranked} LIMIT %s OFFSET %s", [*values, stop - start, start])
        return [key for (key,) in found]

    def sql(self, besides=()):
        """FROM, WHERE and its values; `besides` names choices that are left open."""
        parts = [("d.public_from <= %s", [self.at or timezone.now()])]
        parts += self.choices.conditions(besides)
        source = "search_document d"
        if self.query:
            source = backend().FROM
            parts.insert(0, backend().matching(self.query))
        where = " AND ".join(condition for condition, _ in parts)
        return source, where, [value for _, values in parts for value in values]


def for_list(rows, at):
    return rows.with_section_counts(at) if rows.model is Essay else rows.with_essay()
