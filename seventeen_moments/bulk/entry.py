"""One row of a table on its way to become a source."""

from contextlib import ExitStack, contextmanager

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from .columns import ESSAY, SOURCE, THEMES, alike, cell, fields_of, files_of, value
from .tagging import tag_new

KEPT_WHEN_EMPTY = {"position", "slug"}


class Entry:
    def __init__(self, row, source, standing, bundle):
        self.row, self.source, self.standing, self.bundle = row, source, standing, bundle
        self.fields, self.files = fields_of(type(source)), files_of(type(source))
        self.is_new = source._state.adding
        self.was_public = not self.is_new and source.is_published()
        self.before = self._values()
        self.themes = None  # as long as they stay what they are
        self.uploads = {}  # names in the bundle, by column
        self.errors = {}  # lists of sentences, by column

    @property
    def changed(self):
        return {name for name, value in self._values().items() if value != self.before[name]}

    @property
    def is_changed(self):
        return bool(self.is_new or self.changed or self.themes is not None or self.uploads)

    def fill(self):
        for name, written in self.row.cells.items():
            if name in {SOURCE, ESSAY}:
                continue
            try:
                self._fill(name, written)
            except ValidationError as error:
                self.errors[name] = error.messages

    def clean(self, section, *, also_files):
        """Whatever the forms and the database would refuse."""
        with self._uploaded():
            # Of a required file that is missing, _require_files() tells.
            needed = {name for name in self.files if not self.fields[name].blank}
            waiting = set() if also_files else self.uploads.keys()
            self._clean_fields((needed - self.uploads.keys()) | waiting)
            self._require_files()
        if self.is_new and self.source.slug in section.stored:
            self.errors["slug"] = [
                _("This section of the essay already has a source with this slug.")
            ]
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
            name: getattr(self.source, name) for name in self.fields.keys() - self.files - {THEMES}
        }

    def _fill(self, name, written):
        if name not in self.fields:
            if written:
                kind = self.source.kind_name
                raise ValidationError(
                    _("A source of this kind (%(kind)s) has no such field: leave the cell empty."),
                    params={"kind": kind},
                )
        elif self.is_new or not alike(written, cell(self.source, name)):
            self._set(self.fields[name], written)

    def _set(self, field, written):
        kept_when_empty = field.has_default() or field.name in KEPT_WHEN_EMPTY | self.files
        if not written.strip() and kept_when_empty:
            return
        if field.name in self.files:
            self.uploads[field.name] = self.bundle.find(written.strip())
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
        with ExitStack() as opened:
            for column, name in self.uploads.items():
                try:
                    file = opened.enter_context(self.bundle.open(name))
                except ValidationError as error:
                    raise ValidationError({column: error}) from error
                setattr(self.source, column, file)
            yield

    def _require_files(self):
        for name in sorted(self.files - self.errors.keys()):
            if not (self.fields[name].blank or getattr(self.source, name)):
                self.errors[name] = [_("Enter a file name: there is no file yet.")]

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
