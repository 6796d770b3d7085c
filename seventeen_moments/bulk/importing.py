"""Imports a table: checks it row by row, then stores all of it or nothing."""

from collections import deque
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, OperationalError
from django.utils.translation import gettext as _

from essays.models import Essay
from seventeen_moments.core.stored_files import atomic_with_files
from seventeen_moments.versions.register import BEFORE_CHANGE, record_if_changed

from .access import FullAccess
from .bundle import Bundle
from .columns import ESSAY, MODELS, NEEDED, SOURCE
from .date_cells import DateOrder
from .entry import Entry
from .existing import ExistingRows, key
from .report import Remark, Report

BATCH = 200  # rows whose sources are loaded together


class RolledBackError(Exception):
    """Rolls back the transaction and its files."""


class Import:
    def __init__(self, table, bundle=None, access=None):
        self.table = table
        self.bundle = bundle or Bundle()
        self.access = access or FullAccess()
        self.report = Report()
        self.is_stored = False

    def check(self):
        """Stores nothing. Yields the number of each checked row, and completes the report."""
        yield from self._steps(saving=False)

    def store(self, expected=None):
        """Stores all, or nothing if there are problems or the figures are not those expected.

        This is not a generator, because a slow client would keep the transaction open, and on
        SQLite the only write lock.
        """
        slugs = {key(row)[1] for row in self.table.rows() if not row.fault}
        self.is_stored = False
        try:
            with atomic_with_files():
                essays = self.access.visible(Essay).filter(slug__in=slugs)
                keys = sorted(essays.values_list("pk", flat=True))
                record_if_changed(Essay, keys, note=BEFORE_CHANGE)
                deque(self._steps(saving=True), maxlen=0)
                if self.report.problems or expected not in {None, self.report.figures}:
                    raise RolledBackError
                record_if_changed(Essay, keys, self.access.user, _("Imported from CSV"))
            self.is_stored = True
        except RolledBackError:
            pass
        except OperationalError as error:  # another process kept the lock too long
            self.report.refuse(None, "", _refusal(error))

    def _steps(self, saving):
        self.report = Report()
        for column, sentence in self.table.faults(NEEDED):
            self.report.refuse(1, column, sentence)
        if self.report.problems:
            return
        existing = ExistingRows(self.access, self._check_keys(), locking=saving)
        rows = (row for row in self.table.rows() if not row.fault)
        while batch := list(islice(rows, BATCH)):
            existing.load(batch)
            for row in batch:
                self._import_row(row, existing, saving)
                yield row.number
        self.report.problems.sort(key=lambda problem: problem.row)
        for name in self.bundle.unused():
            sentence = _("No row uses the file “%(name)s”.") % {"name": name}
            self.report.notes.append(Remark(None, "", sentence))

    def _check_keys(self):
        """Returns the keys in the table, and reports malformed rows and duplicate keys.

        Also learns the order of day and month in the dates.
        """
        keys = {}
        self.order = DateOrder()
        self.report.rows = 1
        for row in self.table.rows():
            self.report.rows = row.number
            self.order.learn(row.cells.get("date"))
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

    def _import_row(self, row, existing, saving):
        try:
            entry = self._entry(row, existing)
            kind, essay, slug = key(row)
            section = existing.sections[kind, essay]
            if not slug and row.cells.get("title") in section.titles:
                sentence = _(
                    "A source with this title already exists; without its slug, this row adds "
                    "another."
                )
                self.report.notes.append(Remark(row.number, "title", sentence))
            entry.fill()
            if entry.errors or entry.is_changed:
                self._check_permission(entry)
                entry.clean(section, with_files=not saving)
            for column, sentences in entry.errors.items():
                self.report.refuse(row.number, column, *sentences)
            for column, sentence in entry.guesses.items():
                self.report.notes.append(Remark(row.number, column, sentence))
            if not entry.errors:
                self.report.count(entry)
            if saving and entry.is_changed and not self.report.problems:
                entry.save()
        except ValidationError as error:
            by_column = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
            for column, sentences in by_column.items():
                self.report.refuse(row.number, column, *sentences)
        except (IntegrityError, DataError, OperationalError) as error:
            # The database refuses further queries until the transaction is rolled back.
            self.report.refuse(row.number, "", _refusal(error))
            raise RolledBackError from error

    def _entry(self, row, existing):
        kind, essay, slug = key(row)
        if kind not in MODELS:
            raise ValidationError(
                {
                    SOURCE: _("“%(kind)s” is not one of: %(kinds)s.")
                    % {"kind": kind[:40], "kinds": ", ".join(MODELS)}
                }
            )
        if not existing.essays[essay]:
            raise ValidationError(
                {ESSAY: _("There is no essay with the slug “%(slug)s”.") % {"slug": essay[:100]}}
            )
        source = existing.source(kind, essay, slug)
        return Entry(row, source, existing, self.bundle, self.order.day_first)

    def _check_permission(self, entry):
        source = entry.source
        if entry.is_new and not self.access.may_add(type(source)):
            raise ValidationError(
                {SOURCE: _("You do not have permission to add sources of this kind.")}
            )
        if not entry.is_new and not self.access.may_change(source):
            raise ValidationError({SOURCE: _("You do not have permission to change this source.")})


def _refusal(error):
    if isinstance(error, OperationalError):
        return _("The database is busy. Try again.")
    return _(
        "The database refused this row because someone changed the archive in the meantime. Try "
        "again."
    )
