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
WITHOUT_WORDS = {"status", "published_at", "updated"}


def index_saved(sender, instance, raw, update_fields, **kwargs):
    index([instance], with_words=not update_fields or not WITHOUT_WORDS.issuperset(update_fields))
    if raw and sender is Essay:  # whose sources a fixture may have saved before
        pass_on([instance.pk])


def index_batch(sender, rows, fields, **kwargs):
    # With all columns that matter: they may have been loaded without the long ones.
    with_words = not WITHOUT_WORDS.issuperset(fields)
    queryset = sender._base_manager.filter(pk__in=[row.pk for row in rows])
    index(list(queryset if with_words else queryset.defer(*sender.long_fields())), with_words)


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
