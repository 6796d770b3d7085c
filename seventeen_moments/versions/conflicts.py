"""Editors who edit at once: the second to save is shown what the first has changed."""

import json
from collections import defaultdict
from hashlib import blake2b
from typing import NamedTuple

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from seventeen_moments.core.names import account_name

from .values import display_time, display_value, editable_field, get_values
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
            f"{formset.prefix}-{form.instance.pk}": (form, get_values(form.instance, form.fields))
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
        deleted = form.cleaned_data.get("DELETE")
        typed = {} if deleted else get_values(form.instance, form.fields)
        return get_differences(form.instance, stored, typed, stored["title"])


def get_differences(row, before, after, title=""):
    """Field by field, between two sets of values of the row."""
    differences = []
    for name, value in before.items():
        if after.get(name) != value:
            field = editable_field(type(row), name)
            label = capfirst(field.verbose_name)
            words = word_diff(display_value(field, value), display_value(field, after.get(name)))
            differences.append(Difference(f"{title}: {label}" if title else label, words))
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
