from django.core.management.base import BaseCommand, CommandError

from seventeen_moments.bulk import exporting


class Command(BaseCommand):
    help = "Write all sources as CSV, one row each, as import_sources reads them."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", help="Where to; without it, to standard output.")

    def handle(self, *, file, **options):
        lines = exporting.lines(exporting.everything())
        if file is None:
            for line in lines:
                self.stdout.write(line, ending="")
            return
        try:
            with open(file, "w", encoding="utf-8", newline="") as written:
                written.writelines(lines)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from None
