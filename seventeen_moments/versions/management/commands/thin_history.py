from django.core.management.base import BaseCommand

from seventeen_moments.versions.thinning import thin_history


class Command(BaseCommand):
    help = (
        "Delete old versions from the history. Of each essay with its sources this keeps: every "
        "version of the last 90 days; the last one of each day, up to a year ago; the last one of "
        "each month, before that; and always the first and the latest version, each version with "
        "a note, and the last one that has a source which was deleted or moved since. Of the "
        "saved drafts of a page it keeps those by the same days and months, and the latest. "
        "Files that no version, no draft and no source has any more are deleted, too. It can be "
        "interrupted, and run while the archive is in use; once a month is enough. Use it instead "
        "of django-reversion's deleterevisions."
    )
    requires_migrations_checks = True

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Only say what would be deleted."
        )

    def handle(self, *, dry_run, **options):
        counts = thin_history(dry_run=dry_run)
        self.stdout.write(
            f"{'Would delete' if dry_run else 'Deleted'}: {counts['states']} versions of essays "
            f"({counts['versions']} stored rows, {counts['uploads']} uploads), "
            f"{counts['drafts']} saved drafts."
        )
