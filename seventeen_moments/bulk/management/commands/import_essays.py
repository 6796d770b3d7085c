from seventeen_moments.bulk.essays import ExistingEssays

from . import import_sources


class Command(import_sources.Command):
    help = (
        "Add and change essays from a CSV table with one row each: all of them, or none if there "
        "is any problem. export_essays writes such a table."
    )
    existing = ExistingEssays

    def add_file_arguments(self, parser):
        """A table of essays names no files."""
