import argparse

from django.core.management.base import BaseCommand, CommandError

from seventeen_moments.samples.population import archive, stock
from seventeen_moments.search.index import tidy


class Command(BaseCommand):
    help = (
        "Fill an empty archive with invented essays, to measure its speed: ten sources each, about "
        "400 words a page, the same every time. Run again with a larger number, it adds what is "
        "missing. Never for an archive of real sources: nothing takes the invented ones out again."
    )
    requires_migrations_checks = True

    def add_arguments(self, parser):
        parser.add_argument(
            "--essays", type=_number, required=True, metavar="N", help="How many there shall be."
        )
        parser.add_argument(
            "--force", action="store_true", help="Even beside essays that somebody wrote."
        )

    def handle(self, *, essays, force, **options):
        if not force:
            _refuse_real_archive()
        numbers = archive.missing(essays)
        for done in archive.add(numbers):
            self.stderr.write(f"{done} of {len(numbers)} essays …", self.style.NOTICE)
        tidy()
        self.stdout.write(
            f"Added {len(numbers)} invented essays; “{stock.TITLE}” says what they are."
            if numbers
            else f"All {essays} invented essays are there already."
        )


def _refuse_real_archive():
    if essay := archive.others().first():
        raise CommandError(
            f"This archive holds “{essay}”, which nobody invented for measuring. Use an empty "
            "one: set DATABASE_URL, or DATA_DIR. With --force the inventions stand beside it."
        )


def _number(text):
    if not text.isdecimal() or not text.isascii() or int(text) < 1:
        raise argparse.ArgumentTypeError("a whole number, 1 or more.")
    return int(text)
