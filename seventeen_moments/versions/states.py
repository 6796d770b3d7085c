"""Earlier states, read from the versions of a revision."""

import json
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q, Window
from django.db.models.functions import Lag
from reversion.models import Version

from .register import model_of, of_known_kinds, parts
from .serializer import THEMES


def versions_of(model, key):
    """The states of an essay, or those in which a source changed, the newest first."""
    versions = Version.objects.get_for_object_reference(model, key)
    if not parts(model):
        # A source is kept with its essay, whichever of them changed.
        versions = with_before(versions).filter(Q(before=None) | ~Q(before=F("serialized_data")))
    return versions.select_related("revision__user").order_by("-pk")


def with_before(versions):
    """Adds `before`, the data of the same row in the version before, None for the first."""
    rows = ["content_type", "object_id"]
    before = Window(Lag("serialized_data"), partition_by=rows, order_by="pk")
    return versions.annotate(before=before)


def with_parts(model, key):
    """Narrows versions to those of the row and of its parts."""
    kind = ContentType.objects.get_for_model(model)
    itself = Q(content_type=kind, object_id=str(key))
    kinds = [model._meta.get_field(relation).related_model for relation in parts(model)]
    for parent in {kind.parent_field for kind in kinds}:
        # A quotation mark within a string of JSON is escaped: this finds the field only.
        itself |= Q(serialized_data__contains=f'"{parent}": {key},')
    return itself


class Row:
    """A row as a version keeps it."""

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

    @property
    def place(self):
        return self.fields.get("position", 0), self.pk

    def values(self):
        """What the version tells of the fields which the model still has, by attribute."""
        return {
            field.attname: field.to_python(self.fields[field.name])
            for field in self.model._meta.local_fields
            if field.name in self.fields
        }

    @cached_property
    def instance(self):
        """Never saved: for its methods."""
        return self.model(pk=self.pk, **self.values())


class State:
    """An essay with its sources, or a source by itself, at one time."""

    def __init__(self, version):
        self.version, self.revision = version, version.revision
        self.root = Row(version)

    @cached_property
    def rows(self):
        """The row itself and its sources, by key; these by kind, and in order."""
        found = Version.objects.filter(revision=self.revision)
        found = found.filter(with_parts(self.root.model, self.root.pk)).exclude(pk=self.version.pk)
        rows = sorted(
            map(Row, of_known_kinds(found)),
            key=lambda row: (self.kinds.index(row.model), row.place),
        )
        return {row.key: row for row in [self.root, *rows]}

    @property
    def is_whole(self):
        """An essay with its sources."""
        return bool(parts(self.root.model))

    @property
    def parts(self):
        return [row for row in self.rows.values() if row is not self.root]

    @cached_property
    def kinds(self):
        model = self.root.model
        return [model._meta.get_field(name).related_model for name in parts(model)]

    def sections(self):
        """The kinds of sources with their rows in order."""
        return [(kind, [row for row in self.parts if row.model is kind]) for kind in self.kinds]
