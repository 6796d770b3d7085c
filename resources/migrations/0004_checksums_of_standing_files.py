import hashlib

from django.core.files.storage import default_storage
from django.db import migrations


def fill(apps, schema_editor):
    for name in ["Image", "Recording"]:
        rows = apps.get_model("resources", name).objects.filter(checksum="")
        for key, file in rows.values_list("pk", "file").iterator():
            try:
                checksum = _sha256(file)
            except OSError:
                continue  # `check_media` will tell that it is missing
            rows.filter(pk=key).update(checksum=checksum)


def _sha256(name):
    digest = hashlib.sha256()
    with default_storage.open(name) as file:
        for chunk in file.chunks():
            digest.update(chunk)
    return digest.hexdigest()


class Migration(migrations.Migration):
    dependencies = [("resources", "0003_checksums_and_undescribed_drafts")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
