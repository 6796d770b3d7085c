from django.core.management.base import BaseCommand

from seventeen_moments.search.documents import INDEXED
from seventeen_moments.search.index import rebuild, tidy


class Command(BaseCommand):
    help = "Rebuild the search index. Readers can keep searching."

    def handle(self, **options):
        for model in INDEXED.values():
            total, done = model._base_manager.count(), 0
            for done in rebuild(model):
                self._tell(model, done, total, "\r")
            self._tell(model, done, total, "\n")
        tidy()

    def _tell(self, model, done, total, ending):
        self.stdout.write(f"{model._meta.verbose_name_plural}: {done}/{total}", ending=ending)
        self.stdout.flush()
