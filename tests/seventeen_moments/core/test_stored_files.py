"""Files and transactions: no row without its file, no file without its row."""

import os
import shutil
from errno import ENOSPC, EROFS
from unittest.mock import Mock

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import IntegrityError, transaction

from resources.files import sweep
from resources.models import Image, Recording
from seventeen_moments.core import stored_files
from seventeen_moments.core.publication import Status
from seventeen_moments.core.stored_files import atomic_with_files, marked, register_folder
from tests import factories
from tests.resources.uploads import MAKERS, names


class FullDiskError(OSError):
    pass


class FullDisk(FileSystemStorage):
    """Has room for a thumbnail, and no more."""

    def _save(self, name, content):
        if not name.endswith("400.webp"):
            raise FullDiskError(ENOSPC, os.strerror(ENOSPC))
        return super()._save(name, content)


@pytest.mark.parametrize("make", MAKERS)
def test_row_refused_by_the_database_leaves_no_file(db, make, stored):
    taken = make()
    before = stored()
    with pytest.raises(IntegrityError), transaction.atomic():
        make(essay=taken.essay, slug=taken.slug)
    assert stored() == before


def test_picture_without_an_alternative_text_leaves_no_file(db, stored):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.image(alternative_text="")
    assert stored() == []


@pytest.mark.parametrize("make", MAKERS)
def test_refused_upload_leaves_neither_row_nor_file(db, make, stored):
    with pytest.raises(ValidationError):
        make(file=SimpleUploadedFile("song.mp3", b"Song of Vorkuta"))
    assert (stored(), Image.objects.count() + Recording.objects.count()) == ([], 0)


def test_full_disk_leaves_neither_row_nor_file(db, settings, stored):
    backend = {"BACKEND": "tests.seventeen_moments.core.test_stored_files.FullDisk"}
    settings.STORAGES = settings.STORAGES | {"default": backend}
    with pytest.raises(FullDiskError):
        factories.image(file=factories.picture(1200, 900))
    assert (stored(), Image.objects.count()) == ([], 0)


@pytest.mark.parametrize("make", MAKERS)
def test_rolled_back_transaction_leaves_neither_row_nor_file(db, make, stored):
    with pytest.raises(ZeroDivisionError), atomic_with_files():
        make()
        raise ZeroDivisionError
    assert (stored(), Image.objects.count() + Recording.objects.count()) == ([], 0)


def test_rolled_back_savepoint_deletes_only_its_own_files(db, stored):
    with transaction.atomic():
        image = factories.image()
        with pytest.raises(ZeroDivisionError), atomic_with_files():
            factories.image()
            raise ZeroDivisionError
    assert stored() == names(image)


def test_plain_savepoint_deletes_its_files(transactional_db, stored):
    with atomic_with_files():
        image = factories.image()
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            factories.image()
            raise ZeroDivisionError
    assert stored() == names(image)


def test_transaction_marked_for_rollback_leaves_neither_row_nor_file(transactional_db, stored):
    with atomic_with_files():
        factories.image()
        transaction.set_rollback(True)
    assert (stored(), Image.objects.count()) == ([], 0)


def test_failed_commit_leaves_neither_row_nor_file(transactional_db, stored):
    with pytest.raises(IntegrityError), atomic_with_files():
        Image.objects.filter(pk=factories.image().pk).update(essay_id=0)
    assert (stored(), Image.objects.count()) == ([], 0)


def test_error_after_the_commit_keeps_the_files(transactional_db, stored):
    with pytest.raises(ZeroDivisionError), atomic_with_files():
        transaction.on_commit(lambda: 1 / 0)
        image = factories.image()
    assert stored() == names(image)


def test_lost_connection_leaves_neither_row_nor_file(transactional_db, stored):
    with pytest.raises(ZeroDivisionError), atomic_with_files():
        factories.image()
        transaction.get_connection().close()
        raise ZeroDivisionError
    assert (stored(), Image.objects.count()) == ([], 0)


def test_files_of_a_commit_are_kept(transactional_db, stored):
    image = factories.image()
    assert stored() == names(image)


def test_replaced_file_is_deleted_on_commit(transactional_db, stored):
    image = factories.image()
    image.file = factories.picture(50, 30)
    with transaction.atomic():
        image.save()
        assert len(stored()) == 4
    assert stored() == names(image)


def test_rolled_back_replacement_keeps_the_old_file(db, stored):
    image = factories.image()
    before = stored()
    image.file = factories.picture(50, 30)
    with pytest.raises(ZeroDivisionError), atomic_with_files():
        image.save()
        raise ZeroDivisionError
    assert (stored(), names(Image.objects.get())) == (before, before)


def test_upload_survives_a_save_that_failed(db, stored):
    image = Image(essay=factories.essay(), title="Gate", file=factories.picture())
    image.status = Status.PUBLISHED
    with pytest.raises(IntegrityError), transaction.atomic():
        image.save()
    image.alternative_text = "A gate of planks"
    image.save()
    assert (names(image), image.file.size) == (stored(), factories.picture().size)


def test_upload_on_disk_survives_a_save_that_failed(db, stored):
    content = factories.sound().read()
    with TemporaryUploadedFile("song.wav", "audio/wav", len(content), None) as file:
        file.write(content)
        with pytest.raises(IntegrityError), transaction.atomic():
            Recording.objects.create(title="Song", file=file)
        source = factories.recording(file=file)
    assert stored() == names(source)


def test_temporary_upload_on_disk_is_stored(db, stored):
    content = factories.sound().read()
    file = TemporaryUploadedFile("song.wav", "audio/wav", len(content), None)
    file.write(content)
    source = factories.recording(file=file)
    file.close()
    with source.file as image:
        assert (stored(), image.read()) == ([image.name], content)


def test_files_are_kept_if_the_deletion_is_rolled_back(db, stored):
    image = factories.image()
    before = stored()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        image.delete()
        raise ZeroDivisionError
    assert stored() == before


# Marks of folders that are being stored or deleted


@pytest.fixture
def swept(monkeypatch):
    """Deletes left-over folders as a day later."""

    def swept():
        monkeypatch.setattr(stored_files, "LIFETIME", -1)
        sweep()

    return swept


def test_nothing_is_marked_after_a_commit(transactional_db):
    factories.image().delete()
    factories.image()
    assert marked() == {}


def test_folder_that_could_not_be_deleted_is_deleted_later(
    transactional_db, stored, swept, monkeypatch
):
    image = factories.image()
    before = stored()
    with monkeypatch.context() as read_only:
        refusal = Mock(side_effect=PermissionError(EROFS, os.strerror(EROFS)))
        read_only.setattr(FileSystemStorage, "delete", refusal)
        image.delete()
        swept()
        assert (stored(), [*marked().values()]) == (before, [image.folder])
    swept()
    assert (stored(), marked()) == ([], {})


def test_folder_of_a_deletion_that_was_rolled_back_is_kept(transactional_db, stored, swept):
    image = factories.image()
    with transaction.atomic():
        Image.objects.get().delete()
        transaction.set_rollback(True)
    assert [*marked().values()] == [image.folder]
    swept()
    assert (stored(), marked()) == (names(image), {})


def test_recent_mark_is_left_to_its_process(db, stored):
    with atomic_with_files():
        register_folder("images/0123456789abcdef")
        default_storage.save("images/0123456789abcdef/gate.png", factories.picture())
        sweep()
        assert stored() == ["images/0123456789abcdef/gate.png"]


def test_without_room_for_a_mark_rows_can_be_deleted_but_not_added(
    transactional_db, stored, data_dir
):
    image = factories.image()
    shutil.rmtree(data_dir)
    data_dir.write_text("a file in place of the folder")
    image.delete()
    with pytest.raises((NotADirectoryError, FileExistsError)):
        factories.image()
    assert (stored(), Image.objects.count()) == ([], 0)
