"""The index, written: rows go in and out within the transaction of whoever saves them."""

from collections import deque

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Case, F, Value, When

from . import vocabulary
from .backends import backend, fetch_of
from .documents import INDEXED, document_id, entries, own_from
from .models import Document

WRITTEN = [field.name for field in Document._meta.local_concrete_fields if not field.primary_key]
AT_ONCE = 500
EMPTY_AFTER = {  # migrations which leave something of the index to be filled
    ("search", "0001_documents_and_their_words"),
    ("search", "0002_words_of_titles_and_their_sounds"),
    ("search", "0005_documents_numbered_by_content_type"),
}


def index(rows):
    """Rows of one model, as they are now."""
    found = entries(rows)
    if found:
        with transaction.atomic():
            Document.objects.bulk_create(
                [entry.document for entry in found],
                update_conflicts=True,
                unique_fields=["id"],
                update_fields=WRITTEN,
            )
            backend().store(found)
            _tag(found)
            vocabulary.keep(found)


def forget(keys):
    """Documents, by their own keys."""
    with transaction.atomic():
        backend().remove(keys)
        Document.objects.filter(pk__in=keys).delete()


def pass_on(essay):
    """Its year, and whether it is public, hold for its sources as well."""
    since = own_from(essay)
    later = Case(
        When(own_from__gt=since, then=F("own_from")),
        When(own_from__isnull=False, then=Value(since)),
    )
    sources = Document.objects.filter(essay_id=essay.pk).exclude(kind=essay._meta.model_name)
    sources.update(year=essay.year, public_from=later if since else None)


def build_first(plan=(), **kwargs):
    """Where an archive stood before it could be searched."""
    is_new = any(
        (migration.app_label, migration.name) in EMPTY_AFTER and not back
        for migration, back in plan
    )
    if is_new and not _is_half_migrated():
        for model in INDEXED.values():
            deque(rebuild(model), maxlen=0)


def rebuild(model):
    """Row by row, while readers go on; yields how many are done."""
    last, done = 0, 0
    while True:
        with transaction.atomic():
            # Locked, so that nobody changes them between reading and writing.
            rows = model._base_manager.select_for_update().filter(pk__gt=last).order_by("pk")
            rows = list(rows[:AT_ONCE])
            index(rows)
        if not rows:
            break
        last, done = rows[-1].pk, done + len(rows)
        yield done
    _forget_gone(model)


def tidy():
    """Takes out what belongs to no row, and kinds whose apps are gone."""
    strange = Document.objects.exclude(kind__in=INDEXED)
    forget(list(strange.values_list("pk", flat=True)))
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM search_words WHERE rowid NOT IN (SELECT id FROM search_document)"
        )
        for statement in backend().TIDY:
            cursor.execute(statement)


def _is_half_migrated():
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def _forget_gone(model):
    kept = model._base_manager.values("pk")
    gone = Document.objects.filter(kind=model._meta.model_name).exclude(object_id__in=kept)
    forget([document_id(model, key) for key in gone.values_list("object_id", flat=True)])


def _tag(found):
    through = Document.themes.through
    wanted = {(entry.document.pk, theme) for entry in found for theme in entry.themes}
    standing = fetch_of(
        "SELECT document_id, tag_id, id FROM search_document_themes WHERE document_id IN",
        [entry.document.pk for entry in found],
    )
    known = {(document, tag): key for document, tag, key in standing}
    if surplus := [key for pair, key in known.items() if pair not in wanted]:
        through.objects.filter(pk__in=surplus).delete()
    through.objects.bulk_create(
        through(document_id=document, tag_id=tag) for document, tag in wanted - known.keys()
    )
