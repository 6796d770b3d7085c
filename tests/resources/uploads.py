"""Uploads of the rows under test."""

from resources.models import Image
from tests import factories

MAKERS = [factories.image, factories.recording]


def names(*rows):
    return sorted(name for row in rows for name in row.file_names())


def upload(row):
    return factories.picture() if isinstance(row, Image) else factories.sound()
