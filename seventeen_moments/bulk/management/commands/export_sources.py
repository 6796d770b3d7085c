from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from seventeen_moments.audit.models import Event
from seventeen_moments.audit.recording import record
from seventeen_moments.bulk import exporting


class Command(BaseCommand):
    help = "Write all sources as CSV, one row each, in the format that import_sources reads."

    export_name = "sources.csv"

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", help="The file to write (standard output).")

    def querysets(self):
        return exporting.all_sources()

    def handle(self, *, file, **options):
        record(Event.Kind.EXPORTED, subject=self.export_name)
        lines = exporting.lines(self.querysets())
        if file is None:
            for line in lines:
                self.stdout.write(line, ending="")
            return
        try:
            replace(Path(file), lines)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from None


def replace(target, lines):
    """Writes the table. If that fails, an existing file stays as it was."""
    if target.exists() and not target.is_file():  # such as /dev/stdout; a folder is refused
        write(target, lines)
        return
    target = target.resolve()  # a link stays a link
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        write(unfinished, lines)
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def write(path, lines):
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)
