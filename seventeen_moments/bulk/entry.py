"""One row of a table on its way to become a source."""

from contextlib import contextmanager

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from resources.models import Image
from seventeen_moments.publication import Status

from .columns import ESSAY, SOURCE, THEMES, alike, cell, fields_of, value
from .tagging import tag_new

FILE = "file"
KEPT_WHEN_EMPTY = {FILE, "position", "slug"}
DESCRIBED = next(
    constraint
    for constraint in Image._meta.constraints
    if constraint.name == "resources_image_published_has_alternative_text"
)


class Entry:
    def __init__(self, row, source, standing, bundle):
        self.row, self.source, self.standing, self.bundle = row, source, standing, bundle
        self.fields = fields_of(type(source))
        self.is_new = source._state.adding
        self.was_public = not self.is_new and source.is_published()
        self.before = self._values()
        self.themes = self.upload = None  # as long as they stay what they are
        self.errors = {}  # lists of sentences, by column

    @property
    def changed(self):
        return {name for name, value in self._values().items() if value != self.before[name]}

    @property
    def is_changed(self):
        return bool(self.is_new or self.changed or self.themes is not None or self.upload)

    def fill(self):
        for name, written in self.row.cells.items():
            if name in {SOURCE, ESSAY}:
                continue
            try:
                self._fill(name, written)
            except ValidationError as error:
                self.errors[name] = error.messages

    def clean(self, section, *, also_file):
        """Whatever the forms and the database would refuse."""
        with self._uploaded():
            self._clean_fields(set() if also_file and self.upload else {FILE})
        if FILE in self.fields and not self.source.file and FILE not in self.errors:
            self.errors[FILE] = [_("Name the file: there is none yet.")]
        if isinstance(self.source, Image) and not self._is_described():
            self.errors["alternative_text"] = [DESCRIBED.violation_error_message]
        if self.is_new and self.source.slug in section.stored:
            self.errors["slug"] = [_("This section of the essay has that slug already.")]
        if self.is_new and not self.errors:
            section.complete(self.source)

    def save(self):
        with self._uploaded():
            if self.is_new:
                self.source.save()
            else:
                self.source.save(update_fields=self.changed or {"updated"})
        if self.themes is not None:
            self._save_themes(self.standing.tags_of(self.themes))

    def _values(self):
        return {
            name: getattr(self.source, name) for name in self.fields if name not in {FILE, THEMES}
        }

    def _fill(self, name, written):
        if name not in self.fields:
            if written:
                kind = self.source.noun
                raise ValidationError(
                    _("A source of this kind (%(kind)s) has no such field: leave the cell empty."),
                    params={"kind": kind},
                )
        elif self.is_new or not alike(written, cell(self.source, name)):
            self._set(self.fields[name], written)

    def _set(self, field, written):
        if not written.strip() and (field.has_default() or field.name in KEPT_WHEN_EMPTY):
            return
        if field.name == FILE:
            self.upload = self.bundle.find(written.strip())
        elif field.name == THEMES:
            self._set_themes(value(field, written))
        else:
            setattr(self.source, field.name, value(field, written))

    def _set_themes(self, names):
        names = self.standing.spelled(names)
        present = [] if self.is_new else sorted(theme.name for theme in self.source.themes.all())
        if names != present:
            self.themes = names

    def _save_themes(self, tags):
        if self.is_new:
            tag_new(self.source, tags)
        else:
            self.source.themes.set(tags)

    @contextmanager
    def _uploaded(self):
        if not self.upload:
            yield
            return
        with self.bundle.open(self.upload) as file:
            self.source.file = file
            yield

    def _clean_fields(self, besides):
        hidden = {field.name for field in self.source._meta.fields if not field.editable}
        try:
            # Unique slugs and the database's constraints would be one question each for each row.
            self.source.full_clean(
                exclude=hidden | besides | {ESSAY} | self.errors.keys(),
                validate_unique=False,
                validate_constraints=False,
            )
        except ValidationError as error:
            for name, sentences in error.message_dict.items():
                column = "" if name == NON_FIELD_ERRORS else name
                self.errors.setdefault(column, []).extend(sentences)

    def _is_described(self):
        return (
            self.source.status == Status.DRAFT
            or self.source.decorative
            or self.source.alternative_text
            or "alternative_text" in self.errors
        )
