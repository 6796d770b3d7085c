from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError

from seventeen_moments.preservation.restore import find_backup, restore

STEP = 1000  # files between two messages of progress


class Command(BaseCommand):
    help = (
        "Restore a backup into the empty database DATABASE_URL and the empty MEDIA_ROOT, or the "
        "empty bucket STORAGE_URL: all of it, or nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "folder",
            metavar="FOLDER",
            help="A backup, or a folder of backups, of which the latest is restored.",
        )

    def handle(self, *, folder, **options):
        folder = find_backup(folder)
        try:
            contents, migrations = restore(folder, self.print_progress)
        except OSError as error:
            raise CommandError(f"{error.filename or folder}: {error.strerror}.") from None
        except (OperationalError, ProgrammingError) as error:
            reason = str(error).partition("\n")[0]
            raise CommandError(f"The database cannot be used: {reason}.") from None
        self.stdout.write(
            f"Restored {folder}, made {contents.created}: {len(contents.files)} files."
        )
        if migrations:
            self.stdout.write(f"Run migrate now: {len(migrations)} migrations are newer.")

    def print_progress(self, count):
        if count % STEP == 0 and self.stderr.isatty():
            self.stderr.write(f"{count} files …", self.style.NOTICE)
