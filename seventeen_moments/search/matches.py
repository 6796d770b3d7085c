"""What a search finds: how many, and the rows of one page, best first."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db import connection
from django.utils import timezone

from .backends import backend
from .documents import INDEXED
from .models import Document
from .narrowing import Choices
from .parsing import Query

MOST_COUNTED = 1001  # shown as "more than 1,000"


@dataclass(frozen=True)
class Matches:
    """Of the query, or without one everything, the newest first."""

    query: Query = field(default_factory=Query)
    choices: Choices = field(default_factory=Choices)
    at: object = None

    @cached_property
    def count(self):
        """At most MOST_COUNTED."""
        source, where, values = self.sql()
        ((number,),) = fetch(
            f"SELECT count(*) FROM (SELECT 1 FROM {source} WHERE {where} LIMIT {MOST_COUNTED}) n",
            values,
        )
        return number

    def keys(self, start, stop):
        """Of the documents."""
        source, where, values = self.sql()
        if self.query:
            ranked, values = backend().ranked(self.query, where, values)
        else:
            ranked = f"SELECT d.id FROM {source} WHERE {where} ORDER BY d.public_from DESC, d.id"
        found = fetch(f"{ranked} LIMIT %s OFFSET %s", [*values, stop - start, start])
        return [key for (key,) in found]

    def rows(self, start, stop):
        """Essays and sources; whatever the index knew and visitors do not see is left out."""
        keys = self.keys(start, stop)
        documents = Document.objects.in_bulk(keys)
        found = {}
        for kind, model in INDEXED.items():
            wanted = [row.object_id for row in documents.values() if row.kind == kind]
            if wanted:
                rows = model.objects.published(self.at).filter(pk__in=wanted)
                if kind != "essay":
                    rows = rows.with_essay()
                found |= {(kind, row.pk): row for row in rows}
        places = [(documents[key].kind, documents[key].object_id) for key in keys]
        return [found[place] for place in places if place in found]

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


def fetch(sql, values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
