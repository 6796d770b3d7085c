"""Editors who edit at once: the second to save is shown what the first has changed."""

import json
from collections import defaultdict
from hashlib import blake2b
from typing import NamedTuple

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from seventeen_moments.core.names import account_name

from .overlay import is_marked_for_deletion
from .register import model_of
from .values import DELETION, display_file, display_time, display_value, editable_field, get_values
from .worddiff import word_diff

VERSION, OVER = "_version", "_over"  # names of inputs


class Difference(NamedTuple):
    label: str
    pieces: list  # of (op, text), as in word_diff


class ConflictCheck:
    """What is stored, drafts included, as a form loads it before the typed values are applied.

    Its version has a digest of each field, and one of each row of an inline form: it differs
    after any change, however it was saved, and only then.
    """

    def __init__(self, row, names, formsets):
        self.row = row
        self.differences, self.message = [], ""
        self.stored = get_values(row, names)
        self.forms = {
            f"{formset.prefix}-{form.instance.pk}": (form, _row_values(form))
            for formset in formsets
            for form in formset.initial_forms
            if form.instance.pk
        }
        rows = {key: values for key, (_form, values) in self.forms.items()}
        self.digests = {
            key: blake2b(json.dumps(value, sort_keys=True).encode(), digest_size=6).hexdigest()
            for key, value in (self.stored | rows).items()
        }

    @property
    def version(self):
        return " ".join(f"{key}={digest}" for key, digest in self.digests.items())

    def run(self, sent_version):
        """Sets `differences` and `message` if the form, which was sent with an earlier version,
        would undo what another editor saved. Returns the message."""
        parts = [part.rpartition("=") for part in sent_version.split()]
        changed = [key for key, _sign, digest in parts if self.digests.get(key) != digest]
        for key in changed:
            self.differences += self._differences(key)
        if self.differences:
            rows = [self.forms[key][0].instance for key in changed if key in self.forms]
            entry = last_entry([self.row, *rows])
            self.message = _("This page was changed after you opened it.")
            if entry:
                message = _("%(name)s saved this page on %(time)s, after you opened it.")
                time = display_time(entry.action_time)
                self.message = message % {"name": account_name(entry.user), "time": time}
        return self.message

    def _differences(self, key):
        if key in self.stored:
            typed = get_values(self.row, [key])
            return get_differences(self.row, {key: self.stored[key]}, typed)
        if key not in self.forms:
            return [Difference(_("A source in this form was deleted"), [])]
        form, stored = self.forms[key]
        form.is_valid()
        deleted = form.cleaned_data.get(DELETION, stored[DELETION])
        if deleted and stored[DELETION]:
            return []
        typed = ({} if deleted else get_values(form.instance, form.fields)) | {DELETION: deleted}
        return get_differences(form.instance, stored, typed, stored["title"])


def _row_values(form):
    row = form.instance
    return get_values(row, form.fields) | {DELETION: is_marked_for_deletion(row)}


def drafted_values(draft):
    """What a draft, current or saved, changes. Without fields that the model no longer has."""
    model = model_of(draft.content_type_id)
    values = {name: value for name, value in draft.data.items() if editable_field(model, name)}
    return values | {DELETION: draft.deletes}


def public_values(row, names):
    """What is public now instead of the named values of a draft."""
    return get_values(row, names) | {DELETION: False}


def get_differences(row, before, after, title=""):
    """Field by field, between two sets of values of the row."""
    differences = []
    for name, value in before.items():
        other = after.get(name)
        if other != value:
            field = editable_field(type(row), name)
            label = capfirst(field.verbose_name) if field else _("Will be deleted")
            if isinstance(field, models.FileField):
                sides = [("removed", value), ("added", other)]
                pieces = [(op, display_file(file)) for op, file in sides if file]
            else:
                pieces = word_diff(display_value(field, value), display_value(field, other))
            differences.append(Difference(f"{title}: {label}" if title else label, pieces))
    return differences


def last_entry(rows):
    """The log entry of the last save of the rows, if it was made in the admin."""
    keys = defaultdict(list)
    for row in rows:
        keys[ContentType.objects.get_for_model(row)].append(str(row.pk))
    condition = Q()  # a term for each model, not for each row: SQLite refuses a thousand
    for content_type, object_ids in keys.items():
        condition |= Q(content_type=content_type, object_id__in=object_ids)
    entries = LogEntry.objects.filter(condition).select_related("user")
    entry = entries.order_by("-action_time").first()
    stored = [row.updated for row in rows]
    stored += [row.overlay.draft.updated for row in rows if row.overlay.draft]
    return entry if entry and entry.action_time >= max(stored) else None
