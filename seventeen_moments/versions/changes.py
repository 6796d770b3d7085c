"""What each state in a list changed, in words."""

import json
from collections import defaultdict
from itertools import pairwise

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from reversion.models import Version

from .register import model_of
from .serializer import THEMES
from .states import of_row_and_sources, with_previous_data

MAX_SOURCES = 6  # named in one state


def describe_changes(model, key, versions):
    """Lists of phrases, by the key of each version except the oldest.

    Only the rows that changed are loaded: an essay may have sixty sources, and long ones.
    """
    revisions = [version.revision_id for version in versions]
    queryset = Version.objects.filter(revision__in=revisions)
    queryset = queryset.filter(of_row_and_sources(model, key))
    names, changed = _row_names(queryset), _changed_fields(queryset)
    return {
        later.pk: _phrases(
            (ContentType.objects.get_for_model(model).pk, str(key)),
            names[earlier.revision_id],
            names[later.revision_id],
            changed[later.revision_id],
        )
        for later, earlier in pairwise(versions)
    }


def _row_names(queryset):
    """By revision: the name of each row, by content type and key."""
    names = defaultdict(dict)
    columns = ["revision", "content_type", "object_id", "object_repr"]
    for revision, content_type, key, name in queryset.order_by("pk").values_list(*columns):
        if model_of(content_type):
            names[revision][content_type, key] = name
    return names


def _changed_fields(queryset):
    """By revision: the names of the fields that changed in each row."""
    changed = defaultdict(dict)
    versions = with_previous_data(queryset).filter(previous_data__isnull=False)
    for version in versions.exclude(previous_data=F("serialized_data")).order_by("pk"):
        before, after = (
            json.loads(data)[0]["fields"]
            for data in (version.previous_data, version.serialized_data)
        )
        names = [name for name in after if before.get(name) != after[name]]
        changed[version.revision_id][version.content_type_id, version.object_id] = names
    return changed


def _phrases(root, before, after, changed):
    """Of the row itself, of its sources and of their order."""
    sources = [
        *(_named(row, after, _("%(source)s added")) for row in after if row not in before),
        *(_named(row, before, _("%(source)s removed")) for row in before if row not in after),
    ]
    moved = set()
    for row in after:
        if row == root or row not in before:
            continue
        fields = changed.get(row, [])
        if labels := _labels(row, [name for name in fields if name != "position"]):
            sources.append(_named(row, after, "%(source)s: ") + ", ".join(labels))
        if "position" in fields:
            moved.add(row[0])
    phrases = [*_labels(root, changed.get(root, [])), *sources[:MAX_SOURCES]]
    for content_type in sorted(moved):
        kinds = model_of(content_type)._meta.verbose_name_plural
        phrases.append(_("order of %(sources)s") % {"sources": kinds})
    if more := len(sources[MAX_SOURCES:]):
        phrases.append(ngettext("%d more source", "%d more sources", more) % more)
    return [capfirst(phrase) for phrase in phrases]


def _named(row, names, phrase):
    kind_name = model_of(row[0])._meta.verbose_name
    source = _("%(kind_name)s “%(name)s”") % {"kind_name": kind_name, "name": names[row]}
    return phrase % {"source": source}


def _labels(row, names):
    """The labels of those fields that editors fill in."""
    fields = [field for field in model_of(row[0])._meta.local_fields if field.editable]
    labels = [str(field.verbose_name) for field in fields if field.name in names]
    return labels + ([_("themes")] if THEMES in names else [])
