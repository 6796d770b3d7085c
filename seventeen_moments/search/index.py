"""Writes the index, within the transaction of the save that changes it."""

from collections import deque

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Case, F, OuterRef, Subquery, When

from essays.models import Essay
from seventeen_moments.core.publication import Status

from . import vocabulary
from .backends import backend
from .documents import INDEXED, document_id, entries_for
from .models import COLUMNS, Document, TitleWord

BATCH = 500
Tagged = Document.themes.through


def index(rows, with_words=True, anew=False):
    """Writes what differs in the documents of rows of one model.

    `with_words` is False after a change of columns that decide no words. `anew` writes the words
    even if they seem to be stored.
    """
    entries = entries_for(rows, with_words)
    changed = [entry for entry in entries if _columns(entry.document) != entry.stored.columns]
    with transaction.atomic(savepoint=False):
        if changed:
            Document.objects.bulk_create(
                [entry.document for entry in changed],
                update_conflicts=True,
                unique_fields=["id"],
                update_fields=COLUMNS,
            )
        if with_words:
            _index_words(entries, anew)
        if essays := [entry.document.essay_id for entry in changed if _moves_sources(entry)]:
            pass_on(essays)


def _columns(document):
    return {name: getattr(document, name) for name in COLUMNS}


def _moves_sources(entry):
    """Whether it is an essay whose sources have another year now, or are public at other times."""
    before, now = entry.stored.columns, entry.document
    shared = (now.year, now.own_from)
    return before and now.kind == "essay" and shared != (before["year"], before["own_from"])


def _index_words(entries, anew):
    changed = [entry for entry in entries if anew or not backend().is_same(entry)]
    if changed:
        backend().store(changed)
    tags, titles = [], []
    for entry in entries:
        key, is_essay = entry.document.pk, entry.document.kind == "essay"
        wanted = {tag: Tagged(document_id=key, tag_id=tag) for tag in entry.themes}
        tags.append((entry.stored.tags, wanted))
        wanted = {
            word: TitleWord(document_id=key, word=word, is_essay=is_essay)
            for word in entry.words.title
        }
        titles.append((entry.stored.title, wanted))
    _replace(Tagged, tags)
    _replace(TitleWord, titles)
    words = {word for entry in changed for part in entry.words for word in part}
    if not anew:
        words = words.difference(*map(backend().stored_words, changed))
    vocabulary.learn(words)


def _replace(model, changes):
    """Deletes the rows whose values are not wanted, and adds those of values that are missing.

    Each change has the stored values by the keys of their rows, and the wanted rows by value.
    """
    surplus = [
        key for stored, wanted in changes for key, value in stored.items() if value not in wanted
    ]
    if surplus:
        model.objects.filter(pk__in=surplus).delete()
    model.objects.bulk_create(
        [
            row
            for stored, wanted in changes
            for value, row in wanted.items()
            if value not in stored.values()
        ],
        ignore_conflicts=True,  # of a simultaneous save
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


def pass_on(essays):
    """Updates the sources of the essays, which share their years and are public with them."""
    essay = Essay.objects.filter(pk=OuterRef("essay_id")).order_by()
    since = Subquery(essay.filter(status=Status.PUBLISHED).values("published_at"))
    later = Case(
        When(own_from__gt=since, then=F("own_from")), When(own_from__isnull=False, then=since)
    )
    sources = Document.objects.filter(essay_id__in=essays).exclude(kind="essay")
    sources.update(year=Subquery(essay.values("year")), public_from=later)


def build_first(plan=(), **kwargs):
    """Fills the index after the migrations that created it, in an archive that had none."""
    if not any(migration.app_label == "search" and not back for migration, back in plan):
        return
    if not _is_migrated() or Document.objects.exists():
        return
    for model in INDEXED.values():
        deque(rebuild(model), maxlen=0)


def _is_migrated():
    """Whether all tables are there, with all columns."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def report_outdated(stdout=None, verbosity=1, **kwargs):
    """Says after `migrate` that an update has changed the rules by which words are found."""
    if not stdout or not verbosity or not _is_migrated():
        return
    if number := Document.objects.outdated().count():
        of = "1 document" if number == 1 else f"{number} documents"
        stdout.write(
            f"  This version finds more spellings than the one that indexed {of}. They are indexed"
            " anew within minutes where the tasks of the deployment run; elsewhere, run"
            " rebuild_search --outdated. Until then, readers may not find some of their words."
        )


def rows_of(model, only_outdated=False):
    rows = model._base_manager.all()
    if only_outdated:
        documents = Document.objects.outdated().filter(kind=model._meta.model_name)
        rows = rows.filter(pk__in=documents.values("object_id"))
    return rows


def rebuild(model, chosen=None):
    """Indexes rows, all by default, while readers search; yields the number of rows done."""
    last, done = 0, 0
    chosen = rows_of(model) if chosen is None else chosen
    while True:
        with transaction.atomic():
            # Locked, so that nobody changes them between reading and writing.
            rows = chosen.select_for_update().filter(pk__gt=last).order_by("pk")
            rows = list(rows[:BATCH])
            index(rows, anew=True)
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
