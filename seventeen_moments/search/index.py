"""Writes the index, within the transaction of the save that changes it."""

from collections import deque
from itertools import chain

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Case, F, Value, When

from . import vocabulary
from .backends import backend, fetch_of
from .documents import INDEXED, document_id, entries_for, own_from
from .models import Document, TitleWord

COLUMNS = [field.name for field in Document._meta.local_concrete_fields if not field.primary_key]
BATCH = 500


def index(rows):
    """Writes the documents of rows of one model, as they are now."""
    entries = entries_for(rows)
    if not entries:
        return
    with transaction.atomic():
        Document.objects.bulk_create(
            [entry.document for entry in entries],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=COLUMNS,
        )
        backend().store(entries)
        themes = {entry.document.pk: set(entry.themes) for entry in entries}
        _set_values(Document.themes.through, "tag_id", themes)
        essays = {entry.document.pk for entry in entries if entry.document.kind == "essay"}
        titles = {entry.document.pk: set(entry.words.title) for entry in entries}
        _set_values(TitleWord, "word", titles, lambda document: {"is_essay": document in essays})
        vocabulary.learn({word for entry in entries for part in entry.words for word in part})


def _set_values(model, column, values, others=lambda document: {}):
    """Gives each document the rows with these values of a column, and no others."""
    wanted = {(document, value) for document in values for value in values[document]}
    rows = fetch_of(
        f"SELECT document_id, {column}, id FROM {model._meta.db_table} WHERE document_id IN",
        list(values),
    )
    present = {(document, value): key for document, value, key in rows}
    if surplus := [key for pair, key in present.items() if pair not in wanted]:
        model.objects.filter(pk__in=surplus).delete()
    _insert(
        model._meta.db_table,
        ["document_id", column, *others(None)],
        [
            [document, value, *others(document).values()]
            for document, value in sorted(wanted - present.keys())
        ],
    )


def _insert(table, columns, rows):
    """As bulk_create(), which took a tenth of the time of a large import for its objects."""
    row = f"({', '.join(['%s'] * len(columns))})"
    for at in range(0, len(rows), BATCH):
        batch = rows[at : at + BATCH]
        places = ", ".join([row] * len(batch))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES {places}", [*chain(*batch)]
            )


def forget(keys):
    """Deletes documents by their own keys."""
    with transaction.atomic():
        backend().remove(keys)
        Document.objects.filter(pk__in=keys).delete()


def forget_unused_words():
    """Deletes the words that no document has any more. It reads the whole index."""
    with connection.cursor() as cursor:
        for statement in backend().FORGET_UNUSED:
            cursor.execute(statement)


def pass_on(essay):
    """Updates the sources of the essay, which share its year and are public with it."""
    since = own_from(essay)
    later = Case(
        When(own_from__gt=since, then=F("own_from")),
        When(own_from__isnull=False, then=Value(since)),
    )
    sources = Document.objects.filter(essay_id=essay.pk).exclude(kind=essay._meta.model_name)
    sources.update(year=essay.year, public_from=later if since else None)


def build_first(plan=(), **kwargs):
    """Fills the index after the migrations that created it, in an archive that had none."""
    if not any(migration.app_label == "search" and not back for migration, back in plan):
        return
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return  # other tables may not be there yet
    for model in INDEXED.values():
        deque(rebuild(model), maxlen=0)


def rebuild(model):
    """Indexes all rows while readers search; yields the number of rows done."""
    last, done = 0, 0
    while True:
        with transaction.atomic():
            # Locked, so that nobody changes them between reading and writing.
            rows = model._base_manager.select_for_update().filter(pk__gt=last).order_by("pk")
            rows = list(rows[:BATCH])
            index(rows)
        if not rows:
            break
        last, done = rows[-1].pk, done + len(rows)
        yield done
    documents = Document.objects.filter(kind=model._meta.model_name)
    gone = documents.exclude(object_id__in=model._base_manager.values("pk"))
    forget([document_id(model, key) for key in gone.values_list("object_id", flat=True)])


def tidy():
    """Deletes words without a document, and documents of models whose apps were removed."""
    removed = Document.objects.exclude(kind__in=INDEXED)
    forget(list(removed.values_list("pk", flat=True)))
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM search_words WHERE rowid NOT IN (SELECT id FROM search_document)"
        )
        for statement in backend().TIDY:
            cursor.execute(statement)
