"""What is kept, and when: the state of an essay is its row and the rows of all its sources.

Whatever changes one of them records the essay whole, so that each state can be read, compared
and restored by itself.
"""

import json
from collections import defaultdict

import reversion
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db.models import Max
from reversion.models import Version

from seventeen_moments.core.kinds import model_position

from .serializer import THEMES
from .versioned import Versioned

FORMAT = "history"  # serializer.py
AT_ONCE = 100  # essays


def keep_all():
    for model in apps.get_models():
        if issubclass(model, Versioned):
            keep(model)


def keep(model):
    follow = [*filter(None, [model.parent_field]), *parts(model)]
    reversion.register(model, fields=_kept_fields(model), follow=follow, format=FORMAT)


def _kept_fields(model):
    names = [field.name for field in model._meta.local_fields]
    return [name for name in names if name not in model.NOT_IN_VERSIONS]


def parts(model):
    """The relations from an essay to its sources; none from a source."""
    relations = [
        relation
        for relation in model._meta.related_objects
        if issubclass(relation.related_model, Versioned)
        and relation.field.name == relation.related_model.parent_field
    ]
    relations.sort(key=lambda relation: model_position(relation.related_model))
    return [relation.get_accessor_name() for relation in relations]


def of_known_kinds(versions):
    """An app that brought a kind may be gone: what is kept of it waits for its return."""
    return [version for version in versions if model_of(version.content_type_id)]


def model_of(kind):
    return ContentType.objects.get_for_id(kind).model_class()


def root(model):
    parent = model.parent_field
    return model._meta.get_field(parent).related_model if parent else model


def roots(rows):
    """The keys of the essays to which the rows belong."""
    parent = rows.model.parent_field
    name = f"{parent}_id" if parent else "pk"
    return sorted(set(rows.order_by().values_list(name, flat=True)))


def permission(action, model):
    return f"{model._meta.app_label}.{action}_{model._meta.model_name}"


def record(model, key, user=None, note=""):
    """The essay as it stands now, as its newest state."""
    for row in _whole(root(model), [key]):
        _record(row, user, note)


def record_unrecorded(model, keys, user=None, note=""):
    """The same for each essay that stands otherwise than its newest state says."""
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        newest = _newest(root(model), some)
        for row in _whole(root(model), some):
            if _state(row) != newest[row.pk]:
                _record(row, user, note)


def _record(row, user, note):
    with reversion.create_revision(manage_manually=True):
        reversion.set_user(user)
        reversion.set_comment(note)
        reversion.add_to_revision(row)


def _whole(model, keys):
    themes = [f"{part}__themes" for part in parts(model)]
    return model._base_manager.filter(pk__in=keys).prefetch_related("themes", *themes)


def _state(essay):
    sources = [source for part in parts(type(essay)) for source in getattr(essay, part).all()]
    return dict(_told(json.loads(_serialized(row))[0]) for row in [essay, *sources])


def _serialized(row):
    return serializers.serialize(FORMAT, [row], fields=_kept_fields(type(row)))


def _told(row):
    """Whose it is, and what editors fill in: the rest is made from that."""
    fields = apps.get_model(row["model"])._meta.local_fields
    names = {THEMES, *(field.name for field in fields if field.editable)}
    told = {name: value for name, value in row["fields"].items() if name in names}
    return (row["model"], row["pk"]), told


def _owner(row, model):
    """The key of the page with which a row is kept, itself or that of its parent."""
    if row["model"] == model._meta.label_lower:
        return row["pk"]
    return row["fields"].get(apps.get_model(row["model"]).parent_field)


def _newest(model, keys):
    """By the key of an essay: its newest state, in the form of `_state`."""
    of_essays = Version.objects.get_for_model(model).filter(object_id__in=map(str, keys))
    newest = of_essays.order_by().values("object_id").annotate(newest=Max("revision"))
    revisions = {int(row["object_id"]): row["newest"] for row in newest}
    states = defaultdict(dict)
    versions = Version.objects.filter(revision__in=set(revisions.values()))
    for version in of_known_kinds(versions):
        row = json.loads(version.serialized_data)[0]
        essay = _owner(row, model)
        if revisions.get(essay) == version.revision_id:
            states[essay].update([_told(row)])
    return states
