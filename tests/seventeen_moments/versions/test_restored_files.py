"""Restoring a source with two files, neither of which is required."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from resources.models import Video
from seventeen_moments.versions.restoration import Restoration
from seventeen_moments.versions.states import State, states_of
from tests import factories
from tests.films import film

pytestmark = pytest.mark.django_db

ELSEWHERE = "https://example.org/film"


@pytest.fixture
def restore(committed):
    def restore(version):
        with committed():
            Restoration(State(version), factories.user(is_superuser=True)).restore()

    return restore


def uploads(row):
    return Video.objects.filter(pk=row.pk).values(*Video.upload_columns()).get()


def test_both_files_are_restored_with_their_folders(state, restore, committed):
    row = factories.video()
    version, before = state(row), uploads(row)
    row.file, row.url, row.poster = "", ELSEWHERE, factories.picture(50)
    with committed():
        row.save()
    restore(version)
    assert uploads(row) == before
    assert all(map(default_storage.exists, row.file_names()))


def test_state_without_a_file_is_restored_without_it(state, restore, committed):
    row = factories.video(file="", url=ELSEWHERE)
    version, before = state(row), uploads(row)
    row.file = film()
    with committed():
        row.save()
    restore(version)
    assert (uploads(row), default_storage.exists(row.file.name)) == (before, True)


def test_file_removed_by_a_restoration_can_be_restored(state, restore, committed):
    row = factories.video(file="", url=ELSEWHERE)
    version = state(row)
    row.file = film()
    with committed():
        row.save()
    later, after = state(row), uploads(row)
    restore(version)
    restore(later)
    assert uploads(row) == after


def test_files_of_a_deleted_source_are_restored_with_its_essay(state, restore, committed):
    row = factories.video()
    state(row)
    whole, before = states_of(type(row.essay), row.essay_id).first(), uploads(row)
    with committed():
        Video.objects.get().delete()
    restore(whole)
    assert uploads(row) == before


def test_missing_file_of_two_is_an_obstacle(state, restore, media_root):
    row = factories.video(title="Thaw")
    version = state(row)
    (media_root / row.poster_renditions[0]["name"]).unlink()
    with pytest.raises(ValidationError) as refused:
        restore(version)
    assert refused.value.messages == ["The file of “Thaw” is no longer in the archive."]
