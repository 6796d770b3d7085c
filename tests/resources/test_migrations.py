from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from resources.models import Image, Recording, Text
from tests import factories

checksums = import_module("resources.migrations.0004_checksums_of_standing_files")
free_dates = import_module("resources.migrations.0009_free_dates_moved_and_all_sorted")


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


@pytest.fixture
def then(db):
    """The models as they are after that migration."""
    name = free_dates.__name__.rpartition(".")[2]
    return MigrationLoader(connection).project_state(("resources", name)).apps


@pytest.mark.parametrize(
    ("written", "moved", "shown"),
    [
        ("1953-03-27", "1953-03-27", ""),
        ("1953?", "1953?", ""),
        ("about 1953", "1953~", "about 1953"),
        ("c. 1953", "1953~", "c. 1953"),
        ("Около 1953", "1953~", "Около 1953"),
        ("1974–1978", "1974/1978", "1974–1978"),
        ("1978–1974", "", "1978–1974"),
        ("1950s", "195X", "1950s"),
        ("1950-е гг.", "195X", "1950-е гг."),
        ("1953 г.", "1953", "1953 г."),
        ("spring of 1953", "", "spring of 1953"),
        ("1953-02-30", "", "1953-02-30"),
        ("1953, printed 1962", "", "1953, printed 1962"),
    ],
)
def test_free_date_moves_to_what_is_shown_and_back(then, written, moved, shown):
    text = factories.text(date=written)
    free_dates.sort(then, None)
    text.refresh_from_db()
    assert (text.date, text.date_shown) == (moved, shown)
    free_dates.restore(then, None)
    text.refresh_from_db()
    assert text.date == written


def test_dates_that_stood_before_are_sorted(then):
    texts = [factories.text(date="1953-03-27"), factories.text(date="about 1953")]
    Text.objects.update(earliest=None, latest=None, day=None)
    free_dates.sort(then, None)
    made = [(text.earliest, text.day) for text in Text.objects.filter(pk__in=[t.pk for t in texts])]
    assert sorted(made) == [(date(1953, 1, 1), None), (date(1953, 3, 27), 327)]
