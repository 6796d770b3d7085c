"""Recording states: the state of an essay is its row and the rows of all its sources.

A change to any of them records the whole essay, so that each state can be read, compared and
restored by itself.
"""

import json
from collections import defaultdict

import reversion
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from reversion.models import Version

from seventeen_moments.core.kinds import model_position

from .serializer import THEMES
from .versioned import Versioned

FORMAT = "history"  # serializer.py
BATCH_SIZE = 100  # essays
BEFORE_CHANGE = _("As it was before the next change")


def register_models():
    for model in apps.get_models():
        if issubclass(model, Versioned):
            follow = [*filter(None, [model.parent_field]), *source_relations(model)]
            reversion.register(model, fields=recorded_fields(model), follow=follow, format=FORMAT)


def recorded_fields(model):
    names = [field.name for field in model._meta.local_fields]
    return [name for name in names if name not in model.NOT_IN_VERSIONS]


def source_relations(model):
    """The names of the relations from an essay to its sources; none for a source."""
    relations = [
        relation
        for relation in model._meta.related_objects
        if issubclass(relation.related_model, Versioned)
        and relation.field.name == relation.related_model.parent_field
    ]
    relations.sort(key=lambda relation: model_position(relation.related_model))
    return [relation.get_accessor_name() for relation in relations]


def source_models(model):
    return [model._meta.get_field(name).related_model for name in source_relations(model)]


def of_installed_models(versions):
    """Leaves out versions of models whose app was removed: they stay stored until it returns."""
    return [version for version in versions if model_of(version.content_type_id)]


def model_of(content_type_id):
    return ContentType.objects.get_for_id(content_type_id).model_class()


def essay_model(model):
    parent = model.parent_field
    return model._meta.get_field(parent).related_model if parent else model


def essay_keys(queryset):
    """The keys of the essays to which the rows belong."""
    parent = queryset.model.parent_field
    name = f"{parent}_id" if parent else "pk"
    return sorted(set(queryset.order_by().values_list(name, flat=True)))


def record(model, key, user=None, note=""):
    """Records the current state of the essay, changed or not."""
    for essay in _with_sources(essay_model(model), [key]):
        _record(essay, user, note)


def record_if_changed(model, keys, user=None, note=""):
    """Records each of the essays whose current state differs from the latest one recorded."""
    for start in range(0, len(keys), BATCH_SIZE):
        batch = keys[start : start + BATCH_SIZE]
        latest = _latest_states(essay_model(model), batch)
        for essay in _with_sources(essay_model(model), batch):
            sources = [
                source
                for relation in source_relations(type(essay))
                for source in getattr(essay, relation).all()
            ]
            if dict(map(_current_values, [essay, *sources])) != latest[essay.pk]:
                _record(essay, user, note)


def _record(essay, user, note):
    with reversion.create_revision(manage_manually=True):
        reversion.set_user(user)
        reversion.set_comment(note)
        reversion.add_to_revision(essay)


def _with_sources(model, keys):
    themes = [f"{relation}__themes" for relation in source_relations(model)]
    return model._base_manager.filter(pk__in=keys).prefetch_related("themes", *themes)


def _current_values(row):
    data = serializers.serialize(FORMAT, [row], fields=recorded_fields(type(row)))
    return _editable_values(json.loads(data)[0])


def _editable_values(data):
    """Key and editable values of a serialized row: the other fields are derived from these."""
    fields = apps.get_model(data["model"])._meta.local_fields
    names = {THEMES, *(field.name for field in fields if field.editable)}
    values = {name: value for name, value in data["fields"].items() if name in names}
    return (data["model"], data["pk"]), values


def _latest_states(model, keys):
    """The latest recorded states, by essay key: the editable values of each row."""
    of_essays = Version.objects.get_for_model(model).filter(object_id__in=map(str, keys))
    latest = of_essays.order_by().values("object_id").annotate(latest=Max("revision"))
    revisions = {int(item["object_id"]): item["latest"] for item in latest}
    states = defaultdict(dict)
    versions = Version.objects.filter(revision__in=set(revisions.values()))
    for version in of_installed_models(versions):
        data = json.loads(version.serialized_data)[0]
        essay = data["pk"]
        if data["model"] != model._meta.label_lower:
            essay = data["fields"].get(apps.get_model(data["model"]).parent_field)
        if revisions.get(essay) == version.revision_id:
            states[essay].update([_editable_values(data)])
    return states
