"""Earlier states, read from the versions of a revision."""

import json
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q, Window
from django.db.models.functions import Lag
from reversion.models import Version

from .register import model_of, of_installed_models, source_models
from .serializer import THEMES


def versions_of(model, key):
    """The states of an essay, or those in which a source changed, newest first."""
    versions = Version.objects.get_for_object_reference(model, key)
    if model.parent_field:
        # A source is recorded whenever anything in its essay changes.
        versions = with_previous_data(versions)
        versions = versions.filter(Q(previous_data=None) | ~Q(previous_data=F("serialized_data")))
    return versions.select_related("revision__user").order_by("-pk")


def with_previous_data(versions):
    """Annotates the data of the same row in its previous version, None for the first."""
    rows = ["content_type", "object_id"]
    return versions.annotate(
        previous_data=Window(Lag("serialized_data"), partition_by=rows, order_by="pk")
    )


def of_row_and_sources(model, key):
    """The condition of the versions of a row and of its sources."""
    content_type = ContentType.objects.get_for_model(model)
    condition = Q(content_type=content_type, object_id=str(key))
    for parent in {kind.parent_field for kind in source_models(model)}:
        # A quotation mark within a JSON string is escaped: this finds only the field.
        condition |= Q(serialized_data__contains=f'"{parent}": {key},')
    return condition


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

    def __init__(self, version):
        self.version, self.revision = version, version.revision
        self.root = Row(version)
        self.kinds = source_models(self.root.model)

    @property
    def is_essay(self):
        return not self.root.model.parent_field

    @cached_property
    def sources(self):
        """By kind, and in order."""
        versions = Version.objects.filter(revision=self.revision).exclude(pk=self.version.pk)
        versions = versions.filter(of_row_and_sources(self.root.model, self.root.pk))
        rows = map(Row, of_installed_models(versions))
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
