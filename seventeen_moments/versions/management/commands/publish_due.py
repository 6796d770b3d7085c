from django.core.management.base import BaseCommand, CommandError

from seventeen_moments.versions.publish_due import publish_due


class Command(BaseCommand):
    help = (
        "Publish the drafts whose time has come, and list them on stdout. Run it every few "
        "minutes, from cron or a systemd timer; without it, they are published before the next "
        "page is answered. Exit code 1 if one of them failed: its form tells the reason, too."
    )
    requires_migrations_checks = True

    def handle(self, **options):
        outcomes = publish_due()
        for title, failure in outcomes:
            self.stdout.write(f"Failed: {title}: {failure}" if failure else f"Published: {title}")
        if failed := sum(bool(failure) for _title, failure in outcomes):
            raise CommandError(f"{failed} of {len(outcomes)} drafts were not published.")
