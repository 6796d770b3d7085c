"""What would change in several rows, and the change itself.

The same code makes the preview and the change: rows are read in batches, and each is changed in
memory, checked, and counted. Nobody's change is lost in between: the preview has a digest, and what
differs from it is shown again before anything is saved.
"""

import json
from hashlib import blake2b
from typing import NamedTuple

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from seventeen_moments.core.batches import save_batch
from seventeen_moments.core.completeness import missing_requirements
from seventeen_moments.core.permissions import may_change
from seventeen_moments.core.publication import Status
from seventeen_moments.core.themes import ThemesField
from seventeen_moments.versions.models import Draft
from seventeen_moments.versions.register import BEFORE_CHANGE, essay_keys, record_if_changed
from seventeen_moments.versions.values import display_value, editable_field, get_values

from ..models import BulkChange

BATCH_SIZE = 200  # rows
SHOWN = 100  # rows of a preview, and skipped rows
PUBLISHED_AT = "published_at"


class ChangedRow(NamedTuple):
    key: int
    title: str
    before: dict  # values as JSON, by the name of the field
    after: dict


class SkippedRow(NamedTuple):
    key: int
    title: str
    reason: str


class SkipRowError(Exception):
    """The row is left as it is, for the reason given."""


class Plan:
    """Changes the rows with these keys. A subclass says which values each of them gets."""

    note = ""  # in the history

    def __init__(self, model_admin, user, keys):
        self.model_admin, self.model = model_admin, model_admin.model
        self.user, self.keys = user, keys
        self.content_type = ContentType.objects.get_for_model(self.model)
        self.parent = self.model.parent_field
        self._related = {}
        self._reset()

    def _reset(self):
        self._slugs = {}
        self.changed, self.skipped, self.unchanged = [], [], 0
        self.published = self.withdrawn = self.live = 0  # rows that appear, disappear, differ

    def names(self):
        """The names of the fields that may change."""
        raise NotImplementedError

    def values_for(self, row):
        """The new values as JSON. Raises SkipRowError."""
        raise NotImplementedError

    # The preview

    def preview(self):
        self._run(saving=False)
        return self

    @property
    def digest(self):
        """Differs if another row, or another value of one, would change."""
        # Not the time of publication, which is that of the change.
        rows = [(row.key, row.before, row.after | {PUBLISHED_AT: None}) for row in self.changed]
        return blake2b(json.dumps(rows, sort_keys=True).encode(), digest_size=16).hexdigest()

    @property
    def columns(self):
        """The changed fields, in the order of the model."""
        changed = {name for row in self.changed for name in row.after}
        return [editable_field(self.model, name) for name in self.names() if name in changed]

    def table(self):
        """The first changed rows, each with pairs of texts: before and after."""
        columns = self.columns
        return [
            (
                row,
                [
                    (
                        field.verbose_name,
                        field.name in row.after,
                        self.words(field, row.before.get(field.name)),
                        self.words(field, row.after.get(field.name)),
                    )
                    for field in columns
                ],
            )
            for row in self.changed[:SHOWN]
        ]

    def words(self, field, value):
        if isinstance(field, models.ForeignKey):
            return str(self.related(field, value) or "")
        return display_value(field, value)

    def related(self, field, key):
        """The row to which a foreign key refers; None if there is none."""
        if (field.name, key) not in self._related:
            found = field.related_model._base_manager.filter(pk=key).first()
            self._related[field.name, key] = found
        return self._related[field.name, key]

    # The change

    def apply(self, expected=None):
        """Saves all changes, or none if they are not those of the expected digest.

        Returns the BulkChange, or None.
        """
        self.preview()
        if not self.changed or expected not in {None, self.digest}:
            return None
        self.keys = [row.key for row in self.changed]
        digest, skipped = self.digest, self.skipped
        with transaction.atomic():
            essays = self._essays()
            record_if_changed(self.model, essays, note=BEFORE_CHANGE)
            self._run(saving=True)
            if self.digest != digest:  # changed since, by somebody else
                transaction.set_rollback(True)
                return None
            self.skipped = skipped
            record_if_changed(self.model, essays, self.user, self.note)
            return self._store()

    def _essays(self):
        """The keys of the essays of the rows, and of those to which they move."""
        moved = {row.after[self.parent] for row in self.changed if self.parent in row.after}
        for batch in self._batches():
            moved.update(essay_keys(self.model._base_manager.filter(pk__in=batch)))
        return sorted(moved)

    def _store(self):
        BulkChange.objects.expired().delete()
        return BulkChange.objects.create(
            content_type=self.content_type,
            user=self.user,
            fields=[field.name for field in self.columns],
            rows=len(self.changed),
            values={row.key: [row.before, row.after] for row in self.changed},
            digest=self.digest,
        )

    # Row by row

    def _batches(self):
        return (
            self.keys[start : start + BATCH_SIZE] for start in range(0, len(self.keys), BATCH_SIZE)
        )

    def _run(self, saving):
        self._reset()
        for keys in self._batches():
            drafts = Draft.objects.filter(content_type=self.content_type, object_id__in=keys)
            self._drafts = {draft.object_id: draft for draft in drafts}
            rows = self._load(keys, saving)
            for key in keys:
                if key not in rows:
                    self.skipped.append(SkippedRow(key, str(key), _("It was deleted.")))
            changed = [row for key in keys if (row := rows.get(key)) and self._plan(row)]
            if saving and changed:
                self._save(changed)

    def _load(self, keys, saving):
        # A page that becomes public is checked as a whole.
        whole = saving or {"status", *self.model.DERIVED} & {*self.names()}
        deferred = [name for name in self.model_admin.list_defer if not whole or "__" in name]
        rows = self.model._default_manager.filter(pk__in=keys)
        fields = [self.model._meta.get_field(name) for name in self.names()]
        rows = rows.prefetch_related(*(f.name for f in fields if isinstance(f, ThemesField)))
        if self.parent:
            rows = rows.select_related(self.parent)
        if saving:
            rows = rows.select_for_update(of=["self"], no_key=True)
        return {row.pk: row for row in rows.defer(*deferred)}

    def _plan(self, row):
        """Whether the row changes. Sets its new values in memory."""
        names = self.names()
        before, was_public = get_values(row, names), row.is_published()
        try:
            if not may_change(self.user, row):
                raise SkipRowError(_("You cannot change it: it is published, or not yours."))
            self._set(row, self.values_for(row))
            after = get_values(row, names)
            changed = {name for name, value in after.items() if value != before[name]}
            if changed:
                self._check(row, before, changed)
        except SkipRowError as error:
            self.skipped.append(SkippedRow(row.pk, str(row), str(error)))
            return False
        if not changed:
            self.unchanged += 1
            return False
        row.changed_fields = changed
        values = ({name: side[name] for name in changed} for side in (before, after))
        self.changed.append(ChangedRow(row.pk, str(row), *values))
        is_public = row.is_published()
        self.published += is_public and not was_public
        self.withdrawn += was_public and not is_public
        self.live += was_public and is_public
        return True

    def _set(self, row, values):
        for name, value in values.items():
            field = self.model._meta.get_field(name)
            if isinstance(field, ThemesField):
                row.typed_themes = value
            elif isinstance(field, models.ForeignKey):
                related = self.related(field, value)
                if value is not None and related is None:
                    words = _("“%(label)s” was deleted.") % {"label": field.verbose_name}
                    raise SkipRowError(words)
                setattr(row, name, related)
            else:
                setattr(row, name, field.to_python(value))
        if row.status == Status.PUBLISHED:
            row.published_at = row.published_at or timezone.now()

    def _check(self, row, before, changed):
        """Raises SkipRowError if the row may not get its new values."""
        if draft := self._drafts.get(row.pk):
            self._check_draft(draft, changed)
        if self.parent in changed:
            self._check_slug(row, before[self.parent])
        publishes = "status" in changed and row.status == Status.PUBLISHED
        excluded = {field.name for field in row._meta.fields if not field.editable}
        if not publishes:
            excluded |= {field.name for field in row._meta.fields} - changed
        # Related rows were found already. The lead image is one of the essay's own images.
        excluded |= {field.name for field in row._meta.fields if field.is_relation}
        try:
            row.clean_fields(exclude=excluded)
            if row.derived_from(changed):
                row.derive()
        except ValidationError as error:
            raise SkipRowError(_sentences(row, error)) from error
        if row.status == Status.PUBLISHED:
            self._check_requirements(row, changed)

    def _check_draft(self, draft, changed):
        """A draft with a value of its own would undo the change when it is published."""
        names = changed & draft.data.keys()
        if names:
            labels = [str(editable_field(self.model, name).verbose_name) for name in sorted(names)]
            words = _(
                "Its draft changes this, too: %(labels)s. Publish or discard the draft first."
            )
            raise SkipRowError(words % {"labels": ", ".join(labels)})
        if draft.parent_id and self.parent in changed:
            words = _("Its draft belongs to that of its essay. Publish or discard that first.")
            raise SkipRowError(words)

    def _check_slug(self, row, previous):
        essay = getattr(row, f"{self.parent}_id")
        if essay not in self._slugs:
            row.lock_slug()
            siblings = self.model._base_manager.filter(**{self.parent: essay})
            self._slugs[essay] = dict(siblings.values_list("slug", "pk"))
        if self._slugs[essay].setdefault(row.slug, row.pk) != row.pk:
            words = _("This section of the essay already has a source with the slug “%(slug)s”.")
            raise SkipRowError(words % {"slug": row.slug})

    def _check_requirements(self, row, changed):
        missing = [
            check
            for check in missing_requirements(row)
            if changed & {"status", *check.condition(self.model).referenced_base_fields}
        ]
        if missing:
            raise SkipRowError(" ".join(str(check.requirement) for check in missing))

    def _save(self, rows):
        fields = set().union(*(row.changed_fields for row in rows))
        themes = {row.pk: row.typed_themes for row in rows if row.typed_themes is not None}
        names = [name for name in fields if name in {each.name for each in self.model._meta.fields}]
        save_batch(rows, names, themes)
        message = [{"changed": {"fields": sorted(fields)}}]
        LogEntry.objects.log_actions(self.user.pk, rows, CHANGE, message)


def _sentences(row, error):
    """The messages of a ValidationError, with the labels of their fields."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    parts = []
    for name, sentences in error.message_dict.items():
        field = editable_field(type(row), name)
        label = f"{capfirst(field.verbose_name)}: " if field else ""
        parts.append(label + " ".join(sentences))
    return " ".join(parts)
