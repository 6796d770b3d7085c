from itertools import chain

from django.core.management.base import BaseCommand

from seventeen_moments.search.documents import INDEXED
from seventeen_moments.search.index import rebuild, tidy


class Command(BaseCommand):
    help = "Rebuild the search index. Readers can keep searching."

    def handle(self, **options):
        for model in INDEXED.values():
            kind, total = model._meta.verbose_name_plural, model._base_manager.count()
            for done in chain([0], rebuild(model)):
                self.stdout.write(f"\r{kind}: {done}/{total}", ending="")
                self.stdout.flush()
            self.stdout.write("")
        tidy()
