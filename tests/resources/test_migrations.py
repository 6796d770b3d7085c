from importlib import import_module

from django.apps import apps

from resources.models import Image, Recording
from tests import factories

checksums = import_module("resources.migrations.0004_checksums_of_standing_files")


def test_files_that_stood_before_get_their_checksums(db):
    before = [factories.image().checksum, factories.recording().checksum]
    Image.objects.update(checksum="")
    Recording.objects.update(checksum="")
    checksums.fill(apps, None)
    assert [Image.objects.get().checksum, Recording.objects.get().checksum] == before


def test_file_that_is_missing_gets_none(db, media_root):
    image = factories.image()
    Image.objects.update(checksum="")
    (media_root / image.file.name).unlink()
    checksums.fill(apps, None)
    assert Image.objects.get().checksum == ""
