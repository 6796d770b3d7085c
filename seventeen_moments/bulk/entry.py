"""One row of a table, and the essay or the source that it adds or changes."""

from contextlib import ExitStack, contextmanager

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models.signals import m2m_changed
from django.utils.translation import gettext as _
from taggit.models import Tag, TaggedItem

from resources import pictures
from resources.checksums import sha256
from resources.dates import EDTFField
from resources.models import Image
from resources.timing import TimingField, remarks_on

from .cells import format_cell, is_same, parse_cell, refuse_errors, tidy
from .columns import ESSAY, LEAD_IMAGE, SOURCE, THEMES, fields_of, files_of
from .date_cells import read_date

KEPT_WHEN_EMPTY = {"position", "slug"}


class Entry:
    def __init__(self, row, page, existing, bundle, day_first=None):
        self.day_first = day_first  # the order of 3/4/1953 in this table
        self.row, self.page, self.existing, self.bundle = row, page, existing, bundle
        self.fields, self.files = fields_of(type(page)), files_of(type(page))
        self.is_new = page._state.adding
        self.was_public = not self.is_new and page.is_published()
        self.before = self._values()
        self.themes = None  # unless they change
        self.uploads = {}  # names in the bundle, by column
        self.errors = {}  # lists of messages, by column
        self.guesses = {}  # how dates, timings and pictures were read, by column
        self.display_date = ""  # of a typed date, if it says more

    @property
    def changed(self):
        return {name for name, value in self._values().items() if value != self.before[name]}

    @property
    def is_changed(self):
        return bool(self.is_new or self.changed or self.themes is not None or self.uploads)

    @property
    def is_incomplete(self):
        """Whether a new page lacks its title or its file, and has no other error."""
        lacking = self.errors.keys() & (self.files - self.uploads.keys())
        if not self.page.title.strip():
            lacking |= self.errors.keys() & {"title"}
        return self.is_new and bool(lacking) and lacking == self.errors.keys()

    def _values(self):
        return {
            name: getattr(self.page, name) for name in self.fields.keys() - self.files - {THEMES}
        }

    def fill(self):
        """Sets the values of the cells, and collects the errors."""
        cells = self.row.for_new | self.row.cells if self.is_new else self.row.cells
        for name, text in cells.items():
            if name in {SOURCE, ESSAY}:
                continue
            try:
                self._set(name, text)
            except ValidationError as error:
                self.errors[name] = error.messages
            if isinstance(self.fields.get(name), TimingField) and (remarks := remarks_on(text)):
                self.guesses[name] = " ".join(remarks)
        # The words have their own column, which may come before or after the date's.
        if self.display_date and not self.page.display_date:
            self.page.display_date = self.display_date

    def _set(self, name, text):
        if name not in self.fields:
            if text:
                raise ValidationError(
                    _("A source of this kind (%(kind)s) has no such field: leave the cell empty."),
                    params={"kind": self.page.kind_name},
                )
            return
        if not self.is_new and is_same(text, format_cell(self.page, name)):
            return
        refuse_errors(text)
        field = self.fields[name]
        kept_when_empty = field.has_default() or name in KEPT_WHEN_EMPTY | self.files
        if not text.strip() and kept_when_empty:
            return
        if name in self.files:
            self.uploads[name] = self.bundle.find(tidy(text))
        elif name == LEAD_IMAGE:
            self.page.lead_image = self.existing.lead_image(self.page, tidy(text))
        elif name == THEMES:
            names = self.existing.resolve_themes(parse_cell(field, text))
            present = [] if self.is_new else sorted(tag.name for tag in self.page.themes.all())
            if names != present:
                self.themes = names
        elif isinstance(field, EDTFField):
            self._set_date(name, text)
        else:
            setattr(self.page, name, parse_cell(field, text))

    def _set_date(self, name, text):
        reading, guess = read_date(tidy(text), self.before[name], self.day_first)
        setattr(self.page, name, reading.edtf)
        self.display_date = reading.display_date
        if guess:
            self.guesses[name] = guess

    def checksum(self):
        """Of the file that the row names, if its page has one checksum."""
        name = self.uploads.get("file")
        if not name or not hasattr(self.page, "checksum"):
            return ""
        with self.bundle.open(name) as file:
            return sha256(file.chunks())

    def clean(self, section, *, with_files):
        """Collects the errors that the forms and the database would find."""
        with self._open_uploads():
            # Missing required files have a message of their own.
            required = {name for name in self.files if not self.fields[name].blank}
            unread = set() if with_files else self.uploads.keys()
            self._clean_fields((required - self.uploads.keys()) | unread)
            if with_files:
                self._remark_on_pictures()
            for name in sorted(required - self.errors.keys()):
                if not getattr(self.page, name):
                    self.errors[name] = [self._missing_file(name)]
        if self.is_new and self.page.slug in section.stored:
            self.errors["slug"] = [self.existing.taken_slug]
        if self.is_new and not self.errors:
            section.complete(self.page)

    def _remark_on_pictures(self):
        is_read = "file" in self.uploads.keys() - self.errors.keys()
        if is_read and isinstance(self.page, Image):
            if_several = pictures.remark(self.page.file.file)
            self.guesses |= {"file": if_several} if if_several else {}

    def _missing_file(self, column):
        if name := self.row.wanted.get(column):
            return _("“%(name)s” is not among the files.") % {"name": name[:100]}
        return _("Enter a file name: there is no file yet.")

    def _clean_fields(self, excluded):
        hidden = {field.name for field in self.page._meta.fields if not field.editable}
        try:
            # Slugs are checked elsewhere: here slugs and constraints would take a query each.
            self.page.full_clean(
                exclude=hidden | excluded | {ESSAY, LEAD_IMAGE} | self.errors.keys(),
                validate_unique=False,
                validate_constraints=False,
            )
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                column = "" if name == NON_FIELD_ERRORS else name
                self.errors.setdefault(column, []).extend(messages)

    def save(self):
        with self._open_uploads():
            if self.is_new:
                self.page.save()
            else:
                self.page.save(update_fields=self.changed or {"updated"})
        if self.themes is not None:
            tags = self.existing.tags(self.themes)
            if self.is_new:
                tag_new(self.page, tags)
            else:
                self.page.themes.set(tags)

    @contextmanager
    def _open_uploads(self):
        with ExitStack() as opened:
            for column, name in self.uploads.items():
                try:
                    file = opened.enter_context(self.bundle.open(name))
                except ValidationError as error:
                    raise ValidationError({column: error}) from error
                setattr(self.page, column, file)
            yield


def tag_new(page, tags):
    """Does what `themes.add` does, for a page without themes: one query instead of four a tag."""
    content_type = ContentType.objects.get_for_model(page)
    arguments = {"sender": TaggedItem, "instance": page, "model": Tag, "reverse": False}
    arguments |= {"pk_set": {tag.pk for tag in tags}, "using": page._state.db}
    m2m_changed.send(action="pre_add", **arguments)
    TaggedItem.objects.bulk_create(
        TaggedItem(tag=tag, content_type=content_type, object_id=page.pk) for tag in tags
    )
    m2m_changed.send(action="post_add", **arguments)
