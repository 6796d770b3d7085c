"""The pages of the invented archive work like those of a real one."""

from io import StringIO

import pytest
from django.core.management import call_command

from essays.models import Essay
from resources.models import Image, Recording
from seventeen_moments.core.kinds import kinds
from seventeen_moments.preservation.fixity import checked_files
from seventeen_moments.samples.population import sources

pytestmark = pytest.mark.django_db


@pytest.fixture
def essay():
    call_command("populate", essays=1, stderr=StringIO(), stdout=StringIO())
    return Essay.objects.get(slug="invented-1")


@pytest.fixture
def rows(essay):
    return [essay, *(row for kind in kinds() for row in kind.objects.filter(essay=essay))]


def stored(row):
    return type(row).objects.filter(pk=row.pk).values().get() | {"updated": None}


def test_all_pages_pass_validation(rows):
    for row in rows:
        row.full_clean()
    assert len(rows) == 1 + len(sources.kinds_of_essay())


def test_saving_changes_nothing(rows):
    before = list(map(stored, rows))
    for row in rows:
        row.save()
    assert list(map(stored, rows)) == before


def test_sources_of_all_kinds_are_long(rows):
    counts = [
        sum(len(getattr(row, name).split()) for name in row.source_kind.texts) for row in rows[1:]
    ]
    assert min(counts) > sources.WORDS * 0.7


def test_all_pages_can_be_read(client, essay):
    rows = [row for kind in kinds() for row in kind.objects.published().filter(essay=essay)]
    assert {client.get(row.get_absolute_url()).status_code for row in [essay, *rows]} == {200}


def test_pictures_and_sounds_come_from_shared_files(client, essay):
    image = Image.objects.filter(essay=essay).first()
    recording = Recording.objects.get(essay=essay)
    addresses = [image.smallest["url"], image.largest["url"], recording.file.url]
    assert [client.get(address).status_code for address in addresses] == [200, 200, 200]


def test_files_are_valid(essay):
    assert [str(problem) for _name, problem in checked_files() if problem] == []


def test_essay_shows_one_of_its_images(essay):
    assert essay.lead_image.essay == essay
