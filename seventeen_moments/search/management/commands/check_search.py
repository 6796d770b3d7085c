from django.core.management.base import BaseCommand, CommandError

from seventeen_moments.search.check import differences

LISTED = 20


class Command(BaseCommand):
    help = (
        "Compare the search index with the essays and sources: list on stdout up to "
        f"{LISTED} documents that are missing, left over or out of date. Exit code 1 if there "
        "is any. Changes nothing; rebuild_search repairs the index."
    )
    requires_migrations_checks = True

    def handle(self, **options):
        number = 0
        for kind, key, problem in differences():
            number += 1
            if number <= LISTED:
                self.stdout.write(f"{kind} {key}: {problem}")
        if number:
            differ = "1 document differs" if number == 1 else f"{number} documents differ"
            raise CommandError(f"{differ} from the archive. Run rebuild_search.")
        self.stderr.write("The search index is complete and up to date.", self.style.SUCCESS)
