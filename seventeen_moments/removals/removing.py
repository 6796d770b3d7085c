"""Removes a source for good: its row, its files, and every earlier state and draft of it."""

from contextlib import contextmanager

from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils.translation import gettext as _

from seventeen_moments.search.index import forget_unused_words
from seventeen_moments.versions.models import DraftFolder, VersionFolder, lock
from seventeen_moments.versions.register import record
from seventeen_moments.versions.saving import drafts_deleted_too

from .models import Removal, RemovedAddress, digest
from .traces import addresses_of, delete_traces, versions_of


def folders_of(row):
    """Of its files now, in earlier versions and in drafts."""
    current = {getattr(row, column) for column in row.folder_columns()} - {None}
    versions = VersionFolder.objects.filter(version__in=versions_of(row).values("pk"))
    content_type = ContentType.objects.get_for_model(row)
    drafts = DraftFolder.objects.none()
    for name in ["draft", "saved_draft"]:
        drafts |= DraftFolder.objects.filter(
            **{f"{name}__content_type": content_type, f"{name}__object_id": row.pk}
        )
    stored = [queryset.values_list("folder", flat=True) for queryset in (versions, drafts)]
    return sorted(current.union(*stored))


def remove(row, user, reason):
    """Returns the names of files that could not be deleted."""
    model = type(row)
    with _overwritten(), transaction.atomic():
        row = lock(model, row.pk)
        if row is None:  # a second click
            return []
        folders, key, essay = folders_of(row), row.pk, row.essay_id
        removal = Removal.objects.create(by=user, kind=model._meta.model_name, reason=reason)
        for address in addresses_of(row):
            RemovedAddress.objects.update_or_create(
                {"removal": removal}, digest=digest(model, *address)
            )
        with drafts_deleted_too(model._base_manager.filter(pk=key)):
            row.delete()
        row.pk = key
        delete_traces(row)
        forget_unused_words()
        record(model, essay, user, _("A source was removed for good."))
        LogEntry.objects.create(
            user=user,
            content_type=ContentType.objects.get_for_model(model),
            object_id=str(key),
            object_repr=model._meta.verbose_name,
            action_flag=DELETION,
            change_message=_("Removed for good: %(reason)s") % {"reason": reason},
        )
    return [name for folder in folders for name in files_in(folder)]


@contextmanager
def _overwritten():
    """On SQLite: deleted rows are overwritten, and nothing of them stays in the journal."""
    if connection.vendor != "sqlite":
        yield
        return
    before = _pragma("secure_delete")
    _pragma("secure_delete = ON")
    try:
        yield
    finally:
        _pragma(f"secure_delete = {before}")
    if not connection.in_atomic_block:
        _pragma("wal_checkpoint(TRUNCATE)")


def _pragma(words):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {words}")
        return cursor.fetchone()[0]


def files_in(folder):
    try:
        return [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
    except FileNotFoundError:
        return []
