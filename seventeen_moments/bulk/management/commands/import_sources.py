import time
from contextlib import contextmanager
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from seventeen_moments.bulk.bundle import Folder
from seventeen_moments.bulk.columns import MODELS, SOURCE
from seventeen_moments.bulk.duplicates import ADD, CHOICES, SKIP, UPDATE, Choices
from seventeen_moments.bulk.importing import Import
from seventeen_moments.bulk.mappings.headings import recognise_system
from seventeen_moments.bulk.mappings.mapped_table import MappedTable
from seventeen_moments.bulk.mappings.raw_table import RawTable
from seventeen_moments.bulk.mappings.recognition import named, names
from seventeen_moments.bulk.mappings.systems import SYSTEMS
from seventeen_moments.bulk.sources import ExistingSources
from seventeen_moments.bulk.table import Table
from seventeen_moments.bulk.zips import Zip

DONE = {
    SKIP: "It is skipped.",
    ADD: "This row adds another.",
    UPDATE: "This row updates what is there.",
}
PACE = 1  # seconds between two messages of progress


class Command(BaseCommand):
    help = (
        "Add and change sources from a CSV table with one row each: all of them, or none if there "
        "is any problem. export_sources writes such a table."
    )

    existing = ExistingSources

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="The CSV table.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Check the table without saving."
        )
        parser.add_argument(
            "--duplicates",
            choices=CHOICES,
            default=ADD,
            help="What to do with rows that look like what is already there, but have another slug "
            "or none (add them, with a note).",
        )
        self.add_file_arguments(parser)

    def add_file_arguments(self, parser):
        parser.add_argument(
            "--source", choices=MODELS, help="The kind of rows that do not name theirs."
        )
        parser.add_argument(
            "--files", type=Path, help="A folder or a zip with the files that the table names."
        )

        parser.add_argument(
            "--mapping",
            help="For a table of another system: a mapping that was saved in the admin, or one of "
            f"{', '.join(SYSTEMS)}.",
        )
        parser.add_argument("--essay", help="With --mapping: the essay of rows that name none.")

    def handle(self, *, file, dry_run, duplicates, files=None, source=None, **options):
        choices, fixed = Choices(duplicates), {"source": source, "essay": options.get("essay")}
        if options.get("mapping"):
            new_import = open_mapped(file, files, options["mapping"], fixed, choices)
        else:
            new_import = open_import(file, files, self.existing, source, choices)
            self.name_system(new_import.table)
        self.check_table(new_import)
        if not dry_run:
            self.store_table(new_import)
        self.print_figures(new_import.report, dry_run)

    def name_system(self, table):
        is_foreign = self.existing is ExistingSources and table.faults(self.existing.needed)
        if is_foreign and (system := recognise_system(RawTable(table.path).folded)):
            self.stderr.write(
                f"This looks like a table of {system.label}: use --mapping {system.name}."
            )

    def check_table(self, new_import):
        printed = time.monotonic()
        for row in new_import.check():
            if time.monotonic() > printed + PACE:
                printed = time.monotonic()
                progress = f"Checking: row {row} of {new_import.report.rows}"
                self.stderr.write(progress, self.style.NOTICE)
        if addresses := getattr(new_import.table, "addresses", ()):
            self.stderr.write("Files to download and to give with --files:")
            self.stderr.write("\n".join(addresses))
        self.refuse_problems(new_import.report)

    def store_table(self, new_import):
        self.stderr.write(f"Saving: rows 2 to {new_import.report.rows}", self.style.NOTICE)
        new_import.store(new_import.report.figures)
        self.refuse_problems(new_import.report)
        if not new_import.is_stored:
            raise CommandError("The archive changed in the meantime; nothing was saved. Try again.")

    def refuse_problems(self, report):
        for remark in report.problems:
            column = f", column {remark.column}" if remark.column else ""
            row = f"Row {remark.row}{column}: " if remark.row else ""
            self.stderr.write(f"{row}{remark.sentence}")
        if report.problems:
            raise CommandError(f"Nothing was saved; problems: {len(report.problems)}.")

    def print_figures(self, report, dry_run):
        for duplicate in report.duplicates:
            self.stderr.write(
                f"Note: row {duplicate.row}: {duplicate.sentence} {DONE[duplicate.choice]}",
                self.style.NOTICE,
            )
        for remark in report.notes:
            column = f"{remark.column}: " if remark.column else ""
            place = f"row {remark.row}: " if remark.row else column
            self.stderr.write(f"Note: {place}{remark.sentence}", self.style.NOTICE)
        done = "Checked, nothing saved" if dry_run else "Saved"
        self.stdout.write(
            f"{done}: {report.new} new, {report.changed} changed, {report.unchanged} "
            f"unchanged, {report.files} files; {report.published} will be public immediately."
        )
        if report.skipped:
            self.stdout.write(f"Skipped: {report.skipped}, which look like what is already there.")


def open_import(file, files, existing, source, choices):
    with readable():
        table = Table(file, existing.headings(), {SOURCE: source} if source else {})
        return Import(table, open_bundle(files), existing=existing, choices=choices)


def open_mapped(file, files, name, fixed, choices):
    with readable():
        bundle, headings = open_bundle(files), RawTable(file).folded
        if (found := named(name, headings)) is None:
            raise CommandError(
                f"There is no mapping “{name}”. Choose one of: {', '.join(names())}."
            )
        mapping, _name = found
        mapping.fixed |= {field: value for field, value in fixed.items() if value}
        return Import(MappedTable(file, mapping, bundle), bundle, choices=choices)


def open_bundle(files):
    return files and (Folder(files) if files.is_dir() else Zip(files))


@contextmanager
def readable():
    """Reports what cannot be opened."""
    try:
        yield
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror}.") from None
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None
