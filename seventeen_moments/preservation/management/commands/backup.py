from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, OperationalError, ProgrammingError

from seventeen_moments.audit.models import Event
from seventeen_moments.audit.recording import record
from seventeen_moments.preservation.backup import make

STEP = 1000  # files between two messages of progress


class Command(BaseCommand):
    help = (
        "Write a backup of the database and the media, while the archive is in use, into a new "
        "folder within FOLDER. Files unchanged since the last backup there are hard links. "
        "Settings such as SECRET_KEY are not included."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="FOLDER", help="The folder of the backups.")

    def handle(self, *, folder, **options):
        try:
            backup = make(folder, self.print_progress)
        except OSError as error:
            raise CommandError(f"{error.filename or folder}: {error.strerror}.") from None
        except (OperationalError, ProgrammingError) as error:
            reason = str(error).partition("\n")[0]
            raise CommandError(f"The database cannot be used: {reason}.") from None
        for name in backup.missing:
            self.stderr.write(f"Missing in MEDIA_ROOT: {name}", self.style.WARNING)
        size = sum(file.size for file in backup.files.values())
        try:
            record(Event.Kind.BACKUP, subject=str(backup.folder))
        except DatabaseError as error:  # such as a read-only one: the backup is good all the same
            self.stderr.write(f"Not in the audit trail: {error}", self.style.WARNING)
        self.stdout.write(f"{backup.folder}: {len(backup.files)} files, {size} bytes.")

    def print_progress(self, count):
        if count % STEP == 0 and self.stderr.isatty():
            self.stderr.write(f"{count} files …", self.style.NOTICE)
