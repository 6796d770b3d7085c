"""The import of a table: checked row by row, then stored as a whole or not at all."""

from collections import deque
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, OperationalError
from django.utils.translation import gettext as _

from essays.models import Essay
from resources.files import one_unit
from seventeen_moments.versions.history_admin import BEFORE
from seventeen_moments.versions.register import record_unrecorded

from .access import Anybody
from .bundle import Bundle
from .columns import ESSAY, MODELS, NEEDED, SOURCE
from .entry import Entry
from .standing import Standing, key

AT_ONCE = 200  # rows, for which the database is asked together


class Remark(NamedTuple):
    row: int | None
    column: str
    sentence: str


@dataclass
class Report:
    rows: int = 0  # the number of the last
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    files: int = 0
    published: int = 0  # rows that visitors did not see before
    scheduled: int = 0  # rows that they will see with their time or with their essay
    withdrawn: int = 0  # rows that they will see no longer
    problems: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    @property
    def figures(self):
        """What was announced must be what is stored."""
        return "-".join(
            str(getattr(self, name))
            for name in ["new", "changed", "files", "published", "scheduled", "withdrawn"]
        )

    def refuse(self, row, column, sentence):
        self.problems.append(Remark(row, column, sentence))

    def count(self, entry):
        self.new += entry.is_new
        self.changed += entry.is_changed and not entry.is_new
        self.unchanged += not entry.is_changed
        self.files += len(entry.uploads)
        if entry.is_changed:
            is_public = entry.source.is_published()
            self.published += is_public and not entry.was_public
            self.withdrawn += entry.was_public and not is_public
            self.scheduled += entry.source.status == "published" and not is_public


class TakenBackError(Exception):
    """Undoes the transaction, its files included."""


class Import:
    def __init__(self, table, bundle=None, access=None):
        self.table = table
        self.bundle = bundle or Bundle()
        self.access = access or Anybody()
        self.report = Report()
        self.is_stored = False

    def check(self):
        """Stores nothing. Yields the number of each row that is done; then `report` is there."""
        yield from self._steps(saving=False)

    def store(self, expected=None):
        """Stores all, or nothing if the report has a problem, or other figures than expected.

        No generator: the transaction would stay open, on SQLite with the only write lock, for
        as long as a slow reader of the progress likes.
        """
        try:
            with one_unit():
                essays = self._essays()
                record_unrecorded(Essay, essays, note=BEFORE)
                deque(self._steps(saving=True), maxlen=0)
                if self.report.problems or expected not in {None, self.report.figures}:
                    raise TakenBackError
                record_unrecorded(Essay, essays, self.access.user, _("Imported from CSV"))
            self.is_stored = True
        except TakenBackError:
            self.is_stored = False
        except OperationalError as error:  # another writer did not make room in time
            self.is_stored = False
            self.report.refuse(None, "", _refusal(error))

    def _steps(self, saving):
        self.report = Report()
        for column, sentence in self.table.faults(NEEDED):
            self.report.refuse(1, column, sentence)
        if not self.report.problems:
            keys = self._look_through()
            yield from self._rows(Standing(self.access, keys, locking=saving), saving)
            self.report.problems.sort(key=lambda problem: problem.row)
            self._note_unused()

    def _essays(self):
        """The keys of the essays whose sources the table gives, as their history needs them."""
        slugs = {key(row)[1] for row in self.table.rows() if not row.fault}
        return sorted(self.access.essays().filter(slug__in=slugs).values_list("pk", flat=True))

    def _look_through(self):
        """The keys that the table gives; whatever is wrong with its rows as such."""
        keys = {}
        self.report.rows = 1
        for row in self.table.rows():
            self.report.rows = row.number
            if row.fault:
                self.report.refuse(row.number, "", row.fault)
            elif keys.setdefault(key(row), row.number) != row.number and key(row)[2]:
                self.report.refuse(
                    row.number,
                    "slug",
                    _("Row %(row)d has the same source, essay and slug.") % {"row": keys[key(row)]},
                )
        if self.report.rows == 1:
            self.report.refuse(1, "", _("There are no rows below the header."))
        return keys

    def _rows(self, standing, saving):
        rows = (row for row in self.table.rows() if not row.fault)
        while chunk := list(islice(rows, AT_ONCE)):
            standing.fetch(chunk)
            for row in chunk:
                self._take(row, standing, saving)
                yield row.number

    def _take(self, row, standing, saving):
        try:
            entry = self._entry(row, standing)
            kind, essay, slug = key(row)
            section = standing.section(kind, essay)
            if not slug:
                self._note_double(row, section)
            entry.fill()
            if entry.errors or entry.is_changed:
                self._permit(entry)
                entry.clean(section, also_files=not saving)
            self._refuse_all(row, entry.errors)
            if not entry.errors:
                self.report.count(entry)
            if saving and entry.is_changed and not self.report.problems:
                entry.save()
        except ValidationError as error:
            self._refuse_all(row, _by_column(error))
        except (IntegrityError, DataError, OperationalError) as error:
            # After this the database does not listen before all is taken back.
            self.report.refuse(row.number, "", _refusal(error))
            raise TakenBackError from error

    def _entry(self, row, standing):
        kind, essay, slug = key(row)
        if kind not in MODELS:
            raise ValidationError(
                {
                    SOURCE: _("“%(kind)s” is not one of: %(kinds)s.")
                    % {"kind": kind[:40], "kinds": ", ".join(MODELS)}
                }
            )
        if not standing.essays[essay]:
            raise ValidationError(
                {ESSAY: _("There is no essay with the slug “%(slug)s”.") % {"slug": essay[:100]}}
            )
        return Entry(row, standing.source(kind, essay, slug), standing, self.bundle)

    def _permit(self, entry):
        source = entry.source
        if entry.is_new and not self.access.may_add(type(source)):
            raise ValidationError(
                {SOURCE: _("You do not have permission to add sources of this kind.")}
            )
        if not entry.is_new and not self.access.may_change(source):
            raise ValidationError({SOURCE: _("You do not have permission to change this source.")})

    def _refuse_all(self, row, errors):
        for column, sentences in errors.items():
            for sentence in sentences:
                self.report.refuse(row.number, column, str(sentence))

    def _note_double(self, row, section):
        if row.cells.get("title") in section.titles:
            sentence = _(
                "A source with this title already exists; without its slug, this row adds another."
            )
            self.report.notes.append(Remark(row.number, "title", sentence))

    def _note_unused(self):
        for name in self.bundle.unused():
            sentence = _("No row uses the file “%(name)s”.") % {"name": name}
            self.report.notes.append(Remark(None, "", sentence))


def _by_column(error):
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


def _refusal(error):
    if isinstance(error, OperationalError):
        return _("The database is busy. Try again.")
    return _(
        "The database refused this row because someone changed the archive in the meantime. Try "
        "again."
    )
