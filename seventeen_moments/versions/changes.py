"""What each state in a list changed, in words."""

import json
from collections import defaultdict
from itertools import pairwise

from django.contrib.contenttypes.models import ContentType
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from reversion.models import Version

from .register import model_of
from .serializer import THEMES
from .state_models import Member

MAX_SOURCES = 6  # named in one state
ROW_COLUMNS = ["content_type", "object_id", "object_repr"]


def describe_changes(model, key, states):
    """Lists of phrases, by the key of each state except the oldest.

    Only the rows that changed are loaded: an essay may have sixty sources, and long ones.
    """
    members = Member.objects.filter(state__in=states)
    root = ContentType.objects.get_for_model(model).pk, str(key)
    if model.parent_field:
        members = members.filter(version__content_type=root[0], version__object_id=root[1])
    names, versions = _rows_by_state(members)
    pairs = [(later.pk, earlier.pk) for later, earlier in pairwise(states)]
    changed = _changed_fields([(versions[earlier], versions[later]) for later, earlier in pairs])
    return {
        later: _phrases(root, names[earlier], names[later], fields)
        for (later, earlier), fields in zip(pairs, changed, strict=True)
    }


def _rows_by_state(members):
    """By state: the name and the version of each row, by content type and key."""
    names, versions = defaultdict(dict), defaultdict(dict)
    columns = ["state", "version", *(f"version__{name}" for name in ROW_COLUMNS)]
    for state, version, content_type, key, name in members.order_by("pk").values_list(*columns):
        if model_of(content_type):
            names[state][content_type, key] = name
            versions[state][content_type, key] = version
    return names, versions


def _changed_fields(pairs):
    """For each pair of states: the names of the fields that changed, by row."""
    changed = [
        {
            row: (before[row], version)
            for row, version in after.items()
            if before.get(row, version) != version
        }
        for before, after in pairs
    ]
    keys = {version for rows in changed for versions in rows.values() for version in versions}
    data = dict(Version.objects.filter(pk__in=keys).values_list("pk", "serialized_data"))
    return [
        {row: _differing_names(*map(data.get, versions)) for row, versions in rows.items()}
        for rows in changed
    ]


def _differing_names(before, after):
    before, after = (json.loads(data)[0]["fields"] for data in (before, after))
    return [name for name in after if before.get(name) != after[name]]


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
