"""Two who edit at once: the second to save is told what the first has changed."""

import json
from collections import defaultdict
from hashlib import blake2b
from typing import NamedTuple

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .models import name_of
from .values import field_of, in_words, values_of
from .worddiff import word_diff

VERSION, OVER = "_version", "_over"


class Difference(NamedTuple):
    label: str
    pieces: list  # of (op, words), as of word_diff


class Guard:
    """What is stored, drafts included, as a form finds it before anything typed is put in.

    A version has a digest of each field, and one of each row of an inline form: it tells of
    every change, whichever way it was stored, and of nothing else.
    """

    def __init__(self, row, names, formsets):
        self.row = row
        self.differences, self.sentence = [], ""
        self.stored = values_of(row, names)
        self.forms = {
            f"{formset.prefix}-{form.instance.pk}": (form, values_of(form.instance, form.fields))
            for formset in formsets
            for form in formset.initial_forms
            if form.instance.pk
        }
        rows = {key: values for key, (_form, values) in self.forms.items()}
        self.digests = {key: _digest(value) for key, value in (self.stored | rows).items()}

    @property
    def version(self):
        return " ".join(f"{key}={digest}" for key, digest in self.digests.items())

    def check(self, sent):
        """The sentence for an editor whose form, sent with an earlier version, would undo what
        somebody else has saved; empty where it would not. `differences` then tells what."""
        changed = [key for key, digest in _parsed(sent) if self.digests.get(key) != digest]
        for key in changed:
            self.differences += self._differences(key)
        if self.differences:
            self.sentence = self._sentence(changed)
        return self.sentence

    def _differences(self, key):
        if key in self.stored:
            return _between(self.row, {key: self.stored[key]}, values_of(self.row, [key]))
        if key not in self.forms:
            return [Difference(_("A source in this form was deleted"), [])]
        form, stored = self.forms[key]
        form.is_valid()
        deleted = form.cleaned_data.get("DELETE")
        typed = {} if deleted else values_of(form.instance, form.fields)
        return _between(form.instance, stored, typed, stored["title"])

    def _sentence(self, changed):
        rows = [self.row, *(self.forms[key][0].instance for key in changed if key in self.forms)]
        entry = last_entry(rows)
        if entry is None:
            return _("This page was changed after you opened it.")
        return _("%(name)s saved this page on %(time)s, after you opened it.") % {
            "name": name_of(entry.user),
            "time": date_format(timezone.localtime(entry.action_time), "j E Y, H:i"),
        }


def differences(row, before, after):
    """Field by field, between values of the row."""
    return _between(row, before, after)


def _between(row, before, after, title=""):
    found = []
    for name, value in before.items():
        if after.get(name) != value:
            label = capfirst(field_of(type(row), name).verbose_name)
            words = [in_words(type(row), name, values.get(name)) for values in (before, after)]
            found.append(Difference(f"{title}: {label}" if title else label, word_diff(*words)))
    return found


def last_entry(rows):
    """The last save of the rows, if an editor did it in the admin."""
    keys = defaultdict(list)
    for row in rows:
        keys[ContentType.objects.get_for_model(row)].append(str(row.pk))
    asked = Q()  # a term for each kind, not for each row: SQLite refuses a thousand
    for kind, of_kind in keys.items():
        asked |= Q(content_type=kind, object_id__in=of_kind)
    entry = LogEntry.objects.filter(asked).select_related("user").order_by("-action_time").first()
    stored = [row.updated for row in rows]
    stored += [row.opened.draft.updated for row in rows if row.opened.draft]
    return entry if entry and entry.action_time >= max(stored) else None


def _digest(value):
    written = json.dumps(value, sort_keys=True)
    return blake2b(written.encode(), digest_size=6).hexdigest()


def _parsed(version):
    return [part.rpartition("=")[::2] for part in version.split()]
