from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError

from resources.files import sweep
from seventeen_moments.preservation.fixity import ORPHAN, checked_files, delete_old

STEP = 100  # files between two messages of progress


class Command(BaseCommand):
    help = (
        "Compare every file with its recorded checksum: list on stdout what is missing, changed "
        "or unreadable, and the orphans: files that no source, no version and no draft has. Exit "
        "code 1 if there is any. Uploads during the check may be listed as orphans."
    )
    requires_migrations_checks = True

    def add_arguments(self, parser):
        parser.add_argument(
            "--delete-orphans",
            action="store_true",
            help=(
                "Delete the uploads among the orphans that are older than a day. Deletes nothing "
                "if any other file is missing, changed or unreadable."
            ),
        )

    def handle(self, **options):
        try:
            self.compare(**options)
        except OSError as error:  # of the place as a whole, not of a file
            raise CommandError(f"{error.filename}: {error.strerror}") from None

    def compare(self, *, delete_orphans, **options):
        sweep()
        number, problems, orphans = 0, 0, []
        for number, (_name, problem) in enumerate(checked_files(), start=1):
            if problem:
                problems += 1
                self.stdout.write(str(problem))
                if problem.kind == ORPHAN:
                    orphans.append(problem)
            if number % STEP == 0:
                self.stderr.write(f"{number} files checked …", self.style.NOTICE)
        if delete_orphans and orphans:
            # The files of another archive would all be orphans.
            if problems > len(orphans) or 2 * len(orphans) > number:
                raise CommandError(
                    f"{problems} of {number} files have problems, {len(orphans)} are orphans. Do "
                    f"DATABASE_URL and {default_storage.VARIABLE} belong together? No orphan was "
                    "deleted."
                )
            for folder in delete_old(orphans):
                self.stdout.write(f"Deleted: {folder}")
        if problems:
            raise CommandError(f"{problems} of {number} files have problems.")
        self.stderr.write(f"All {number} files match their checksums.", self.style.SUCCESS)
