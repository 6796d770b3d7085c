from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand

from resources import renditions
from resources.files import WithFile
from seventeen_moments.core.kinds import kinds


class Command(BaseCommand):
    help = (
        "Make the smaller versions and the tiles of pictures again where they are missing: those "
        "that earlier versions of the software did not make, and lost files."
    )

    def handle(self, **options):
        rebuilt = 0
        for kind in kinds():
            if issubclass(kind, WithFile):
                for row in kind.objects.order_by("pk").iterator():
                    rebuilt += sum(self.rebuild(row, name) for name in row.UPLOADS)
        self.stdout.write(f"Pictures with files made again: {rebuilt}.")

    def rebuild(self, row, name):
        """Whether anything was made."""
        upload, file = row.UPLOADS[name], getattr(row, name)
        if not (file and upload.renditions and renditions.is_incomplete(row, upload)):
            return False
        try:
            renditions.rebuild(row, name)
        except (OSError, ValidationError) as error:
            self.stderr.write(f"{file.name}: {error}")
            return False
        return True
