"""In words, what each state of a list changed."""

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
from .states import with_before, with_parts

MOST = 6  # sources that are named, in one state


def changes(model, key, versions):
    """By the key of each version but the oldest: a list of phrases.

    Only what changed leaves the database: an essay may have sixty sources, and long ones.
    """
    revisions = [version.revision_id for version in versions]
    found = Version.objects.filter(revision__in=revisions).filter(with_parts(model, key))
    members, changed = _members(found), _changed(found)
    return {
        later.pk: _phrases(
            (ContentType.objects.get_for_model(model).pk, str(key)),
            members[earlier.revision_id],
            members[later.revision_id],
            changed[later.revision_id],
        )
        for later, earlier in pairwise(versions)
    }


def _members(found):
    """By revision: what each row was called, by kind and key."""
    members = defaultdict(dict)
    columns = ["revision", "content_type", "object_id", "object_repr"]
    for revision, kind, key, name in found.order_by("pk").values_list(*columns):
        if model_of(kind):
            members[revision][kind, key] = name
    return members


def _changed(found):
    """By revision: the names of the fields that changed, by kind and key of the row."""
    changed = defaultdict(dict)
    differing = with_before(found).filter(before__isnull=False).exclude(before=F("serialized_data"))
    for version in differing.order_by("pk"):
        row = version.content_type_id, version.object_id
        before, after = [
            json.loads(data)[0]["fields"] for data in (version.before, version.serialized_data)
        ]
        changed[version.revision_id][row] = [
            name for name in after if before.get(name) != after[name]
        ]
    return changed


def _phrases(root, before, after, changed):
    sources = _sources(root, before, after, changed)
    phrases = [
        *_fields(root[0], changed.get(root, [])),
        *sources[:MOST],
        *_orders(root, before, changed),
    ]
    if more := len(sources[MOST:]):
        phrases.append(ngettext("%d more source", "%d more sources", more) % more)
    return [capfirst(phrase) for phrase in phrases]


def _sources(root, before, after, changed):
    standing = [row for row in after if row in before and row != root]
    return [
        *(_named(row, after, _("%(source)s added")) for row in after if row not in before),
        *(_named(row, before, _("%(source)s removed")) for row in before if row not in after),
        *(
            _named(row, after, "%(source)s: ") + ", ".join(names)
            for row in standing
            if (names := _own_fields(row, changed))
        ),
    ]


def _named(row, names, phrase):
    noun = model_of(row[0])._meta.verbose_name
    return phrase % {"source": _("%(noun)s “%(name)s”") % {"kind_name": noun, "name": names[row]}}


def _own_fields(row, changed):
    names = changed.get(row, [])
    return _fields(row[0], [name for name in names if name != "position"])


def _orders(root, before, changed):
    """The sections of an essay in which sources that were there stand elsewhere."""
    moved = {row[0] for row, names in changed.items() if row in before and "position" in names} - {
        root[0]
    }
    return [
        _("order of %(sources)s") % {"sources": model_of(kind)._meta.verbose_name_plural}
        for kind in sorted(moved)
    ]


def _fields(kind, names):
    """What editors call those fields that are theirs to edit."""
    fields = [field for field in model_of(kind)._meta.local_fields if field.editable]
    words = [str(field.verbose_name) for field in fields if field.name in names]
    return words + ([_("themes")] if THEMES in names else [])
