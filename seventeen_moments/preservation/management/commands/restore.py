from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError

from seventeen_moments.preservation.restore import chosen, restore

STEP = 1000  # files between two signs of progress


class Command(BaseCommand):
    help = (
        "Restore a backup into the empty database DATABASE_URL and the empty folder MEDIA_ROOT: "
        "all of it, or nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "folder",
            metavar="FOLDER",
            help="A backup, or a folder of backups, of which the latest is restored.",
        )

    def handle(self, *, folder, **options):
        folder = chosen(folder)
        try:
            about, migrations = restore(folder, self.tell)
        except OSError as error:
            raise CommandError(f"{error.filename or folder}: {error.strerror}.") from None
        except (OperationalError, ProgrammingError) as error:
            reason = str(error).partition("\n")[0]
            raise CommandError(f"The database cannot be used: {reason}.") from None
        self.stdout.write(f"Restored {folder}, made {about.created}: {len(about.files)} files.")
        if migrations:
            self.stdout.write(f"Run migrate now: {len(migrations)} migrations are newer.")

    def tell(self, number):
        if number % STEP == 0 and self.stderr.isatty():
            self.stderr.write(f"{number} files …", self.style.NOTICE)
