"""The index follows what is saved, tagged and deleted.

By signals, so that every way to the database that sends them counts. QuerySet.update() and
bulk_create() send none: whoever changes words or publication by these indexes the rows, or runs
`rebuild_search`.
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


def forget_deleted(sender, instance, **kwargs):
    forget([document_id(sender, instance.pk)])


def index_tagged(sender, instance, action, **kwargs):
    if action in TAGGED and type(instance) in INDEXED.values():
        index([instance])


def index_tag_of_fixture(sender, instance, raw, **kwargs):
    # loaddata writes these rows themselves, perhaps before what they belong to.
    tagged = instance.content_object if raw else None
    if type(tagged) in INDEXED.values():
        index([tagged])


def index_renamed(sender, instance, created, **kwargs):
    if not created:
        _index_carriers(_carriers(instance))


def note_carriers(sender, instance, **kwargs):
    instance._carriers = _carriers(instance)


def index_carriers(sender, instance, **kwargs):
    _index_carriers(instance._carriers)


def _carriers(theme):
    return list(Document.objects.filter(themes=theme).values_list("kind", "object_id"))


def _index_carriers(carriers):
    for kind, model in INDEXED.items():
        keys = [key for carrier, key in carriers if carrier == kind]
        index(list(model._base_manager.filter(pk__in=keys)))
