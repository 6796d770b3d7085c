from essays.models import Essay

from . import export_sources


class Command(export_sources.Command):
    help = "Write all essays as CSV, one row each, in the format that import_essays reads."
    export_name = "essays.csv"

    def querysets(self):
        return [Essay.objects.all()]
