"""The index follows every save, change of themes and deletion.

It does so by signals, whatever changes the database. QuerySet.update() and bulk_create() send
none: code that changes words or publication by these has to index the rows, or `rebuild_search`
has to run. `save_batch()` (core/batches.py) sends its own.
"""

from essays.models import Essay

from .documents import INDEXED, document_id
from .index import forget, index, pass_on
from .models import Document

TAGGED = {"post_add", "post_remove", "post_clear"}


def index_saved(sender, instance, **kwargs):
    index([instance])
    if sender is Essay:
        pass_on(instance)


def index_batch(sender, rows, fields, **kwargs):
    # With all their columns: they may have been loaded without the long ones.
    stored = list(sender._base_manager.filter(pk__in=[row.pk for row in rows]))
    index(stored)
    if sender is Essay and fields & {"status", "published_at", "year"}:
        for essay in stored:
            pass_on(essay)


def forget_deleted(sender, instance, **kwargs):
    forget([document_id(sender, instance.pk)])


def index_tagged(sender, instance, action, **kwargs):
    if action in TAGGED and type(instance) in INDEXED.values():
        index([instance])


def index_tag_of_fixture(sender, instance, raw, **kwargs):
    # loaddata saves these rows itself, and may do so before the rows that they belong to.
    tagged = instance.content_object if raw else None
    if type(tagged) in INDEXED.values():
        index([tagged])


def index_renamed(sender, instance, created, **kwargs):
    if not created:
        note_tagged(sender, instance)
        index_untagged(sender, instance)


def note_tagged(sender, instance, **kwargs):
    documents = Document.objects.filter(themes=instance)
    instance._tagged = list(documents.values_list("kind", "object_id"))


def index_untagged(sender, instance, **kwargs):
    for name, model in INDEXED.items():
        keys = [key for kind, key in instance._tagged if kind == name]
        index(list(model._base_manager.filter(pk__in=keys)))
