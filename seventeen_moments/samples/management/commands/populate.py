import argparse

from django.core.management.base import BaseCommand, CommandError

from seventeen_moments.samples.population import archive, stock
from seventeen_moments.search.index import tidy


class Command(BaseCommand):
    help = (
        "Fill an empty archive with invented essays, to measure its speed: ten sources each, about "
        "400 words a page, the same every time. Run it again with a larger number to add more. "
        "Never use it in an archive of real sources: the invented ones cannot be removed again."
    )
    requires_migrations_checks = True

    def add_arguments(self, parser):
        parser.add_argument(
            "--essays",
            type=positive_integer,
            required=True,
            metavar="N",
            help="The number of invented essays.",
        )
        parser.add_argument(
            "--force", action="store_true", help="Add them even if there are other essays."
        )

    def handle(self, *, essays, force, **options):
        if not force and (essay := archive.real_essays().first()):
            raise CommandError(
                f"This archive contains “{essay}”, which was not invented for measuring. Use an "
                "empty one: set DATABASE_URL or DATA_DIR. With --force the invented essays are "
                "added to it."
            )
        added = 0
        for done, number in archive.add(essays):
            added += number
            self.stderr.write(f"{min(done, essays)} of {essays} essays …", self.style.NOTICE)
        tidy()
        self.stdout.write(
            f"Added {added} invented essays; “{stock.TITLE}” explains them."
            if added
            else f"All {essays} invented essays already exist."
        )


def positive_integer(text):
    if not text.isdecimal() or not text.isascii() or int(text) < 1:
        raise argparse.ArgumentTypeError("a whole number, 1 or more.")
    return int(text)
