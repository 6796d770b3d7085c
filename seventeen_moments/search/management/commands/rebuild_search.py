from itertools import chain

from django.core.management.base import BaseCommand

from seventeen_moments.search.documents import INDEXED
from seventeen_moments.search.index import rebuild, rows_of, tidy
from seventeen_moments.search.models import Document
from seventeen_moments.search.vocabulary import update_sounds


class Command(BaseCommand):
    help = "Rebuild the search index. Readers can keep searching."

    def add_arguments(self, parser):
        parser.add_argument(
            "--outdated",
            action="store_true",
            help="only what was indexed by another version; nothing to do is no error",
        )

    def handle(self, *, outdated, **options):
        if outdated and not Document.objects.outdated().exists():
            return
        update_sounds()
        for model in INDEXED.values():
            rows = rows_of(model, outdated)
            kind, total = model._meta.verbose_name_plural, rows.count()
            for done in chain([0], rebuild(model, rows)):
                self.stdout.write(f"\r{kind}: {done}/{total}", ending="")
                self.stdout.flush()
            self.stdout.write("")
        tidy()
