from django.core.management.base import BaseCommand, CommandError

from seventeen_moments.preservation.fixity import checked_files

STEP = 100  # files between two messages of progress


class Command(BaseCommand):
    help = (
        "Compare every file with its recorded checksum: list on stdout what is missing, changed "
        "or unreadable, and the files that belong to no source. Exit code 1 if there is any. "
        "Changes nothing. Uploads during the check may be listed as orphans."
    )
    requires_migrations_checks = True

    def handle(self, **options):
        number = problems = 0
        for number, (_name, problem) in enumerate(checked_files(), start=1):
            if problem:
                problems += 1
                self.stdout.write(str(problem))
            if number % STEP == 0:
                self.stderr.write(f"{number} files checked …", self.style.NOTICE)
        if problems:
            raise CommandError(f"{problems} of {number} files have problems.")
        self.stderr.write(f"All {number} files match their checksums.", self.style.SUCCESS)
