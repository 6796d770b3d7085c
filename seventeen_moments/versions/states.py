"""Earlier states, read from what was recorded."""

import json
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS
from django.db.models import F, Max, Min
from reversion.models import Version

from .register import model_of, source_models
from .serializer import THEMES
from .state_models import RecordedState


def all_states(model, key):
    """All states that have the row, the newest first, each with the row's `version_id`."""
    states = RecordedState.objects.filter(
        members__db=DEFAULT_DB_ALIAS,  # the first column of the index
        members__content_type=ContentType.objects.get_for_model(model),
        members__object_id=str(key),
    )
    states = states.annotate(version_id=F("members")).select_related("revision__user")
    return states.order_by("-pk")


def states_of(model, key):
    """The states of an essay, or those in which a source changed, newest first."""
    states = all_states(model, key)
    if model.parent_field:
        # A state is recorded whenever anything in the essay changes.
        versions = Version.objects.get_for_object_reference(model, key).order_by()
        states = states.filter(pk__in=versions.annotate(first=Min("states")).values("first"))
    return states


def deleted_versions(model):
    """The latest versions of deleted rows, each with the last `state` that has it."""
    versions = Version.objects.get_deleted(model).order_by()
    return versions.annotate(state=Max("states")).exclude(state=None).order_by("-state", "-pk")


class Row:
    """A row as recorded in a version."""

    def __init__(self, version):
        self.version = version
        self.model = model_of(version.content_type_id)
        self.pk = int(version.object_id)
        self.fields = json.loads(version.serialized_data)[0]["fields"]

    def __str__(self):
        return self.version.object_repr

    @property
    def key(self):
        return self.model, self.pk

    @property
    def kind_name(self):
        return self.model._meta.verbose_name

    @property
    def themes(self):
        return self.fields.get(THEMES, [])

    def values(self):
        """The recorded values of the fields that the model still has, by attribute."""
        return {
            field.attname: field.to_python(self.fields[field.name])
            for field in self.model._meta.local_fields
            if field.name in self.fields
        }

    @cached_property
    def instance(self):
        """An unsaved instance, for its methods."""
        return self.model(pk=self.pk, **self.values())


class State:
    """An essay with its sources, or a source by itself, at one time."""

    def __init__(self, recorded):
        self.recorded, self.revision = recorded, recorded.revision
        self.root = Row(Version.objects.get(pk=recorded.version_id))
        self.kinds = source_models(self.root.model)

    @property
    def is_essay(self):
        return not self.root.model.parent_field

    @cached_property
    def sources(self):
        """By kind, and in order."""
        if not self.is_essay:
            return []
        versions = self.recorded.members.exclude(pk=self.root.version.pk)
        rows = [Row(version) for version in versions if model_of(version.content_type_id)]
        return sorted(
            rows,
            key=lambda row: (self.kinds.index(row.model), row.fields.get("position", 0), row.pk),
        )

    @cached_property
    def rows(self):
        """The row and its sources, by model and primary key."""
        return {row.key: row for row in [self.root, *self.sources]}

    def sections(self):
        """The kinds of sources, each with its rows."""
        return [(kind, [row for row in self.sources if row.model is kind]) for kind in self.kinds]
