import os

from django.core.management.base import BaseCommand

from resources import rendition_worker


class Command(BaseCommand):
    help = (
        "Make the larger versions and the tiles of new pictures, which their editors did not wait "
        "for. The archive starts this by itself; a scheduler repeats it if it was interrupted."
    )

    def add_arguments(self, parser):
        parser.add_argument("--lock", type=int, help="For the archive itself.")

    def handle(self, *, lock, **options):
        os.nice(10)  # pages go first
        self.stdout.write(f"Pictures with files made: {rendition_worker.run(lock)}.")
