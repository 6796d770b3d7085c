from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, OperationalError, ProgrammingError

from resources.files import sweep
from seventeen_moments.audit.models import Event
from seventeen_moments.audit.recording import record
from seventeen_moments.preservation.backup import make
from seventeen_moments.preservation.retention import parse, prune

STEP = 1000  # files between two messages of progress


class Command(BaseCommand):
    help = (
        "Write a backup of the database and the media, while the archive is in use, into a new "
        "folder within FOLDER. Files unchanged since the last backup there are hard links. "
        "Settings such as SECRET_KEY are not included. Each archive needs a FOLDER of its own."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="FOLDER", help="The folder of the backups.")
        parser.add_argument(
            "--keep",
            metavar="RULE",
            help=(
                "Then delete older backups there: 7d4w12m keeps the last one of each of 7 days, 4 "
                "weeks and 12 months (y: years). Nothing is deleted if the new backup fails or "
                "lacks a file."
            ),
        )

    def handle(self, *, folder, keep, **options):
        if keep is not None:
            parse(keep)
        deleted = []
        try:
            sweep()
            backup = make(folder, self.print_progress)
            if keep is not None and not backup.missing:
                deleted = prune(backup.folder.parent, keep, backup.folder)
        except OSError as error:
            raise CommandError(f"{error.filename or folder}: {error.strerror}.") from None
        except (OperationalError, ProgrammingError) as error:
            reason = str(error).partition("\n")[0]
            raise CommandError(f"The database cannot be used: {reason}.") from None
        for name in backup.missing:
            self.stderr.write(f"Missing in {default_storage.VARIABLE}: {name}", self.style.WARNING)
        if keep is not None and backup.missing:
            self.stderr.write("Files are missing: no old backup was deleted.", self.style.WARNING)
        size = sum(file.size for file in backup.files.values())
        try:
            record(Event.Kind.BACKUP, subject=str(backup.folder))
        except DatabaseError as error:  # such as a read-only one: the backup is good all the same
            self.stderr.write(f"Not in the audit trail: {error}", self.style.WARNING)
        self.stdout.write(f"{backup.folder}: {len(backup.files)} files, {size} bytes.")
        for path in deleted:
            self.stdout.write(f"Deleted: {path}")

    def print_progress(self, count):
        if count % STEP == 0 and self.stderr.isatty():
            self.stderr.write(f"{count} files …", self.style.NOTICE)
