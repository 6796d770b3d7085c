"""Compares the index with the essays and sources, which it has to follow.

It reads the archive in batches. A batch with differences is compared again, since a row may have
been saved between two queries.
"""

from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.utils import timezone

from .backends import backend
from .documents import INDEXED, document_id, entries_for
from .index import BATCH
from .models import COLUMNS, Document, TitleWord
from .vocabulary import missing

MISSING, LEFT_OVER, STALE = "missing", "left over", "out of date"


class Difference(NamedTuple):
    kind: str
    key: int
    problem: str


def differences(at=None):
    """Yields documents that are missing, left over or out of date."""
    at = at or timezone.now()
    for kind, model in INDEXED.items():
        for keys in _batches(model._base_manager.all(), "pk"):
            problems = compare(model, keys, at)
            if problems:
                problems = compare(model, [*problems], at)
            yield from (Difference(kind, key, problem) for key, problem in problems.items())
        row = model._base_manager.filter(pk=OuterRef("object_id"))
        left_over = Document.objects.filter(~Exists(row), kind=kind)
        for keys in _batches(left_over, "object_id"):
            yield from (Difference(kind, key, LEFT_OVER) for key in keys)
    removed = Document.objects.exclude(kind__in=INDEXED)
    for document in removed.order_by("pk").only("kind", "object_id").iterator():
        yield Difference(document.kind, document.object_id, LEFT_OVER)


def compare(model, keys, at):
    """The problems of rows of one model, by key."""
    entries = entries_for(list(model._base_manager.filter(pk__in=keys).order_by("pk")))
    numbers = [entry.document.pk for entry in entries]
    documents = Document.objects.in_bulk(numbers)
    visible = set(Document.objects.visible(at).filter(pk__in=numbers).values_list("pk", flat=True))
    published = set(model.objects.published(at).filter(pk__in=keys).values_list("pk", flat=True))
    published = {document_id(model, key) for key in published}
    stored = {number: set() for number in numbers}  # keys of themes, and words of titles
    for table, column in [(Document.themes.through, "tag_id"), (TitleWord, "word")]:
        rows = table.objects.filter(document__in=numbers).values_list("document_id", column)
        for number, value in rows:
            stored[number].add(value)
    unknown = missing({word for entry in entries for word in _words(entry)})
    problems = {}
    for entry in entries:
        number, key = entry.document.pk, entry.document.object_id
        document = documents.get(number)
        if document is None or number in published - visible:
            problems[key] = MISSING
        elif number in visible - published:
            problems[key] = LEFT_OVER
        elif (
            not backend().is_stored(entry)
            or not unknown.isdisjoint(_words(entry))
            or stored[number] != {*entry.themes, *entry.words.title}
            or any(getattr(document, name) != getattr(entry.document, name) for name in COLUMNS)
        ):
            problems[key] = STALE
    return problems


def _words(entry):
    return (word for part in entry.words for word in part)


def _batches(queryset, column):
    last = 0
    queryset = queryset.order_by(column)
    while keys := list(
        queryset.filter(**{f"{column}__gt": last}).values_list(column, flat=True)[:BATCH]
    ):
        yield keys
        last = keys[-1]
