"""Imports a table: checks it row by row, then stores all of it or nothing."""

import logging
from collections import deque
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, OperationalError
from django.utils.translation import gettext as _

from essays.models import Essay
from seventeen_moments.audit.models import Event
from seventeen_moments.audit.recording import record
from seventeen_moments.core.precomputing import is_precomputing, precompute, precomputing
from seventeen_moments.core.storage_errors import reason
from seventeen_moments.core.stored_files import atomic_with_files
from seventeen_moments.versions.register import BEFORE_CHANGE, record_if_changed

from .access import FullAccess
from .bundle import Bundle
from .cells import tidy
from .columns import ESSAY
from .date_cells import DateOrder
from .duplicates import ADD, SKIP, Choices, Duplicate, Original
from .entry import Entry
from .report import Remark, Report
from .sources import ExistingSources
from .undoing import record_import

logger = logging.getLogger(__name__)

BATCH = 200  # rows whose pages are loaded together


class RolledBackError(Exception):
    """Rolls back the transaction and its files."""


class Import:
    """Of sources, or of essays with `existing=ExistingEssays`."""

    def __init__(self, table, bundle=None, access=None, existing=ExistingSources, choices=None):
        self.table = table
        self.bundle = bundle or Bundle()
        self.access = access or FullAccess()
        self.existing = existing
        self.choices = choices or Choices()  # what to do with duplicates
        self.report = Report()
        self.saved_essays, self.added_essays = set(), set()  # keys
        self.is_stored = False

    def check(self):
        """Stores nothing. Yields the number of each checked row, and completes the report."""
        yield from self._steps(self.existing.essay_names(self.access), saving=False)

    def store(self, expected=None):
        """Stores all, or nothing if there are problems or the figures are not those expected.

        This is not a generator, because a slow client would keep the transaction open, and on
        SQLite the only write lock.
        """
        names = self.existing.essay_names(self.access)
        slugs = {self.existing.essay_slug(row) for row in self._rows(names) if not row.fault}
        self.is_stored, self.saved_essays, self.added_essays = False, set(), set()
        try:
            with precomputing():
                deque(self._steps(names, saving=False), maxlen=0)
                if not self.report.problems:
                    self._store(names, slugs, expected)
                    self.is_stored = True
        except RolledBackError:
            pass
        except OperationalError as error:  # another process kept the lock too long
            self.report.refuse(None, "", _refusal(error))
        except OSError as error:
            if not reason(error):
                raise
            logger.exception("The files of an import could not be stored.")
            self.report.refuse(None, "", reason(error))

    @atomic_with_files()
    def _store(self, names, slugs, expected):
        essays = self.access.visible(Essay).filter(slug__in=slugs)
        keys = sorted(essays.values_list("pk", flat=True))
        record_if_changed(Essay, keys, note=BEFORE_CHANGE)
        deque(self._steps(names, saving=True), maxlen=0)
        if self.report.problems or expected not in {None, self.report.figures}:
            raise RolledBackError
        keys = sorted({*keys, *self.saved_essays})
        record_if_changed(Essay, keys, self.access.user, _("Imported from CSV"))
        self._record()

    def _record(self):
        # The page is streamed, after the middleware has forgotten its request.
        request, figures = getattr(self.access, "request", None), self.report.figures
        record(Event.Kind.IMPORTED, subject=self.existing.file, request=request, figures=figures)
        if self.existing.brings_essays:
            changed = self.saved_essays - self.added_essays
            record_import(self.access.user, self.added_essays, changed)

    def _steps(self, names, saving):
        self.report = Report()
        for column, sentence in self.table.faults(self.existing.needed):
            self.report.refuse(self.table.first, column, sentence)
        if self.report.problems:
            return
        existing = self.existing(self.access, self._check_keys(names), saving, names)
        rows = (row for row in self._rows(names) if not row.fault)
        while batch := list(islice(rows, BATCH)):
            existing.load(batch)
            for row in batch:
                self._import_row(row, existing, saving)
                yield row.number
        self.report.problems.sort(key=lambda problem: problem.row)
        notes = [Remark(None, *note) for note in self.table.notes()]
        self.report.notes = notes + self.report.notes
        for name in self.bundle.unused():
            sentence = _("No row uses the file “%(name)s”.") % {"name": name}
            self.report.notes.append(Remark(None, "", sentence))

    def _rows(self, names):
        """The rows, with the slugs of the essays that they name by title."""
        for row in self.table.rows():
            if names and ESSAY in row.cells:
                row.cells[ESSAY] = names.find(tidy(row.cells[ESSAY]))
            yield row

    def _check_keys(self, names):
        """Returns the keys in the table, and reports malformed rows and duplicate keys.

        Also learns the order of day and month in the dates.
        """
        keys = {}
        self.order = DateOrder()
        self.report.rows = first = self.table.first
        for row in self._rows(names):
            self.report.rows = row.number
            self.order.learn(row.cells.get("date"))
            if row.fault:
                self.report.refuse(row.number, "", row.fault)
                continue
            key = self.existing.key(row)
            if keys.setdefault(key, row.number) != row.number and key[-1]:
                sentence = self.existing.same_key % {"row": keys[key]}
                self.report.refuse(row.number, "slug", sentence)
        if self.report.rows == first:
            self.report.refuse(first, "", _("There are no rows below the header."))
        return keys

    def _import_row(self, row, existing, saving):
        try:
            entry = Entry(row, existing.page(row), existing, self.bundle, self.order.day_first)
            section = existing.section(row)
            entry.fill()
            if entry.is_new and not entry.errors:
                entry = self._compare(entry, existing, section)
            if entry:
                self._import_entry(entry, existing, section, saving)
        except ValidationError as error:
            by_column = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
            for column, sentences in by_column.items():
                self.report.refuse(row.number, column, *sentences)
        except (IntegrityError, DataError, OperationalError) as error:
            # The database refuses further queries until the transaction is rolled back.
            self.report.refuse(row.number, "", _refusal(error))
            raise RolledBackError from error

    def _import_entry(self, entry, existing, section, saving):
        if entry.errors or entry.is_changed:
            self._check_permission(entry, existing)
            # Files take too much memory to be read ahead.
            entry.clean(section, with_files=not (saving or is_precomputing()))
        if entry.is_incomplete and self.table.skips_incomplete:
            self.table.skip(entry.row)
            return
        for column, sentences in entry.errors.items():
            self.report.refuse(entry.row.number, column, *sentences)
        for column, sentence in entry.guesses.items():
            self.report.notes.append(Remark(entry.row.number, column, sentence))
        if not entry.errors:
            self.report.count(entry)
        if is_precomputing() and entry.is_changed and not (saving or entry.errors):
            precompute(entry.page)
        if saving and entry.is_changed and not self.report.problems:
            entry.save()
            self.saved_essays.add(existing.essay_key(entry.page))
            if entry.is_new and isinstance(entry.page, Essay):
                self.added_essays.add(entry.page.pk)

    def _compare(self, entry, existing, section):
        """The entry, the one that updates what its row looks like, or None to skip the row."""
        row, likeness = entry.row, existing.likeness(entry.page, entry.checksum())
        original = section.originals.find(likeness)
        if original is None:
            section.originals.add(Original(likeness, row=row.number))
            return entry
        choice = self.choices.of(row.number, original)
        is_own = row.number in self.choices.by_row
        self.report.duplicates.append(
            Duplicate(row.number, type(entry.page), likeness.title, original, choice, is_own)
        )
        if choice == SKIP:
            self.report.skipped += 1
            return None
        if choice == ADD:
            section.originals.add(Original(likeness, row=row.number))
            return entry
        page = existing.stored_page(row, original.key)
        if page is None:
            raise ValidationError({existing.name_column: existing.may_not_change})
        row.cells.pop("slug", None)  # its address stays
        entry = Entry(row, page, existing, self.bundle, self.order.day_first)
        entry.fill()
        return entry

    def _check_permission(self, entry, existing):
        page = entry.page
        if entry.is_new and not self.access.may_add(type(page)):
            raise ValidationError({existing.name_column: existing.may_not_add})
        if not entry.is_new and not self.access.may_change(page):
            raise ValidationError({existing.name_column: existing.may_not_change})


def _refusal(error):
    if isinstance(error, OperationalError):
        return _("The database is busy. Try again.")
    return _(
        "The database refused this row because someone changed the archive in the meantime. Try "
        "again."
    )
