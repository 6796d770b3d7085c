from django.core.management.base import BaseCommand

from seventeen_moments.core import retention


class Command(BaseCommand):
    help = (
        "Delete what is kept for a limited time only, such as hashes of readers' addresses. The "
        "archive does this by itself, once an hour while it is visited."
    )
    requires_migrations_checks = True

    def handle(self, **options):
        for name, rows in retention.apply().items():
            self.stdout.write(f"{name}: {rows}")
