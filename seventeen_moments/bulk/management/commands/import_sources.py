import time
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from seventeen_moments.bulk.bundle import Folder, Zip
from seventeen_moments.bulk.columns import columns_of
from seventeen_moments.bulk.importing import Import
from seventeen_moments.bulk.table import Table

PACE = 1  # seconds between two signs of progress


class Command(BaseCommand):
    help = (
        "Add and change sources from a CSV table with one row each: all of them, or none if there "
        "is any problem. export_sources writes such a table."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="The CSV table.")
        parser.add_argument(
            "--files", type=Path, help="A folder or a zip with the files that the table names."
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Check the table without saving."
        )

    def handle(self, *, file, files, dry_run, **options):
        work = _work(file, files)
        self.follow_check(work)
        self.tell_problems(work.report)
        if not dry_run:
            self.stderr.write(f"Saving: rows 2 to {work.report.rows}", self.style.NOTICE)
            work.store(work.report.figures)
            self.tell_problems(work.report)
            if not work.is_stored:
                raise CommandError(
                    "The archive changed in the meantime; nothing was saved. Try again."
                )
        self.tell_figures(work.report, dry_run)

    def follow_check(self, work):
        told = time.monotonic()
        for row in work.check():
            if time.monotonic() > told + PACE:
                told = time.monotonic()
                self.stderr.write(f"Checking: row {row} of {work.report.rows}", self.style.NOTICE)

    def tell_problems(self, report):
        for remark in report.problems:
            column = f", column {remark.column}" if remark.column else ""
            row = f"Row {remark.row}{column}: " if remark.row else ""
            self.stderr.write(f"{row}{remark.sentence}")
        if report.problems:
            raise CommandError(f"Nothing was saved; problems: {len(report.problems)}.")

    def tell_figures(self, report, dry_run):
        for remark in report.notes:
            row = f"row {remark.row}: " if remark.row else ""
            self.stderr.write(f"Note: {row}{remark.sentence}", self.style.NOTICE)
        done = "Checked, nothing saved" if dry_run else "Saved"
        self.stdout.write(
            f"{done}: {report.new} new, {report.changed} changed, {report.unchanged} "
            f"unchanged, {report.files} files; {report.published} will be public immediately."
        )


def _work(file, files):
    try:
        return Import(Table(file, columns_of()), _bundle(files))
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror}.") from None
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None


def _bundle(path):
    if path is None:
        return None
    return Folder(path) if path.is_dir() else Zip(path)
