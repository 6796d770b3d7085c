"""Backups while another process writes, uploads and deletes."""

import subprocess
import sys
from tempfile import TemporaryFile

import pytest
from django.conf import settings
from django.db import connection

from resources.models import Image
from seventeen_moments.preservation import backup, restore
from seventeen_moments.preservation.fixity import checked_files
from tests import factories
from tests.seventeen_moments.preservation.conftest import Place, skip_without_tools

EDITOR = """
import django
django.setup()
from essays.models import Essay
from resources.models import Image
from tests import factories
essay = Essay.objects.get()
print("begun", flush=True)
while True:
    image = factories.image(essay=essay, title="Ворота")
    Image.objects.exclude(pk__gt=image.pk - 2).first().delete()
"""


@pytest.fixture
def archive(transactional_db, media_root):
    skip_without_tools()
    essay = factories.essay()
    for _ in range(3):
        factories.image(essay=essay)
    return Place(connection.settings_dict["NAME"], media_root)


@pytest.fixture
def editor(archive):
    with TemporaryFile() as stderr:
        process = subprocess.Popen(
            [sys.executable, "-c", EDITOR],
            cwd=settings.BASE_DIR,
            env=archive.variables | {"DJANGO_SETTINGS_MODULE": "seventeen_moments.settings"},
            stdout=subprocess.PIPE,
            stderr=stderr,
        )
        assert process.stdout.readline() == b"begun\n"
        yield process
        process.kill()
        process.communicate()
        stderr.seek(0)
        assert stderr.read().decode() == ""


def test_every_row_of_the_backup_has_its_files(editor, empty_place, tmp_path):
    before = Image.objects.latest("pk").pk
    while Image.objects.latest("pk").pk < before + 3:
        assert editor.poll() is None
        result = backup.make(tmp_path / "backups")
    with empty_place.used():
        restore.restore(result.folder)
        problems = {str(problem.kind) for _name, problem in checked_files() if problem}
    assert (result.missing, problems - {"orphan"}) == ([], set())
