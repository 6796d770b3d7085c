"""Recording states: the state of an essay is its row and the rows of all its sources.

A change to any of them records a state of the whole essay, which can be read, compared and
restored by itself. Only the rows that changed are stored again: see state_models.py.
"""

import json
from collections import defaultdict

import reversion
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from reversion.models import Revision, Version
from reversion.signals import post_revision_commit

from seventeen_moments.core.kinds import model_position
from seventeen_moments.core.themes import has_themes

from .folders import store_folders
from .serializer import THEMES
from .state_models import Member, RecordedState
from .versioned import Versioned

FORMAT = "history"  # serializer.py
BATCH_SIZE = 100  # essays
BEFORE_CHANGE = _("As it was before the next change")


def register_models():
    for model in apps.get_models():
        if issubclass(model, Versioned):
            reversion.register(model, fields=recorded_fields(model), format=FORMAT)
    post_revision_commit.connect(complete_states)


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


def model_of(content_type_id):
    """None if its app was removed: its versions stay stored until it returns."""
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
    for essay, rows, latest in _current_and_latest(essay_model(model), [key]):
        _record(essay, rows, latest, user, note)


def record_if_changed(model, keys, user=None, note=""):
    """Records each of the essays whose current state differs from the latest one recorded."""
    for start in range(0, len(keys), BATCH_SIZE):
        batch = keys[start : start + BATCH_SIZE]
        for essay, rows, latest in _current_and_latest(essay_model(model), batch):
            if _differ(rows, latest):
                _record(essay, rows, latest, user, note)


def complete_states(revision, versions, **kwargs):
    """Records the states of those essays of which django-reversion stored a row by itself."""
    essays = defaultdict(set)
    for version in versions:
        model = model_of(version.content_type_id)
        fields = json.loads(version.serialized_data)[0]["fields"]
        key = fields[model.parent_field] if model.parent_field else int(version.object_id)
        essays[essay_model(model)].add(key)
    stored = {(version.content_type_id, version.object_id): version for version in versions}
    for model, keys in essays.items():
        for essay, rows, latest in _current_and_latest(model, sorted(keys)):
            _store_state(revision, essay, rows, latest | stored)
    store_folders(versions)


def _current_and_latest(model, keys):
    """Yields each essay with its current rows, and the versions of its latest state.

    Both by content type and key of the row.
    """
    latest = _latest_versions(model, keys)
    themes = [f"{relation}__themes" for relation in source_relations(model)]
    themes += ["themes"] if has_themes(model) else []
    for essay in model._base_manager.filter(pk__in=keys).prefetch_related(*themes):
        sources = [getattr(essay, relation).all() for relation in source_relations(model)]
        rows = [essay, *(source for queryset in sources for source in queryset)]
        yield essay, {_row_key(row): (row, _serialize(row)) for row in rows}, latest[essay.pk]


def _latest_versions(model, keys):
    states = RecordedState.objects.filter(
        content_type=ContentType.objects.get_for_model(model), object_id__in=keys
    )
    latest = states.order_by().values("object_id").annotate(latest=Max("pk")).values("latest")
    versions = defaultdict(dict)
    members = Member.objects.filter(state__in=latest).select_related("state", "version")
    for member in members:
        version = member.version
        if model_of(version.content_type_id):
            row = version.content_type_id, version.object_id
            versions[member.state.object_id][row] = version
    return versions


def _row_key(row):
    return ContentType.objects.get_for_model(row).pk, str(row.pk)


def _serialize(row):
    return serializers.serialize(FORMAT, [row], fields=recorded_fields(type(row)))


def _differ(rows, versions):
    if rows.keys() != versions.keys():
        return True
    pairs = ((data, versions[key].serialized_data) for key, (_row, data) in rows.items())
    return any(
        current != recorded and _editable_values(current) != _editable_values(recorded)
        for current, recorded in pairs
    )


def _editable_values(serialized):
    """The editable values of a serialized row: the other fields are derived from these."""
    data = json.loads(serialized)[0]
    fields = apps.get_model(data["model"])._meta.local_fields
    names = {THEMES, *(field.name for field in fields if field.editable)}
    return {name: value for name, value in data["fields"].items() if name in names}


def _record(essay, rows, latest, user, note):
    with transaction.atomic():
        revision = Revision.objects.create(
            date_created=timezone.now(), user=user, comment=str(note)
        )
        _store_state(revision, essay, rows, latest)


def _store_state(revision, essay, rows, versions):
    """The state lists those versions that still hold what is in the row, or else new ones."""
    members = {
        key: versions[key]
        for key, (_row, data) in rows.items()
        if key in versions
        and (versions[key].serialized_data == data or versions[key].revision_id == revision.pk)
    }
    new = {
        key: Version(
            revision=revision,
            content_type_id=key[0],
            object_id=key[1],
            db=row._state.db,
            format=FORMAT,
            serialized_data=data,
            object_repr=str(row),
        )
        for key, (row, data) in rows.items()
        if key not in members
    }
    Version.objects.bulk_create(new.values())
    store_folders(new.values())
    state = RecordedState.objects.create(
        revision=revision,
        content_type=ContentType.objects.get_for_model(essay),
        object_id=essay.pk,
    )
    members |= new
    Member.objects.bulk_create(Member(state=state, version=members[key]) for key in rows)
