import hashlib
import os
from errno import ENOSPC

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import IntegrityError, NotSupportedError, transaction
from PIL import Image as PillowImage
from reversion import add_to_revision, create_revision

from essays.models import Essay
from resources.models import Image, Recording
from seventeen_moments.core.publication import Status
from tests import factories
from tests.connections import meanwhile

MAKERS = [factories.image, factories.recording]


class FullDiskError(OSError):
    pass


class FullDisk(FileSystemStorage):
    """Has room for a thumbnail, and no more."""

    def _save(self, name, content):
        if not name.endswith("400.webp"):
            raise FullDiskError(ENOSPC, os.strerror(ENOSPC))
        return super()._save(name, content)


@pytest.fixture
def stored(media_root):
    """All files of all uploads, and the folders that stand empty."""

    def stored():
        uploads = [path.relative_to(media_root) for path in media_root.glob("*/*")]
        files = [path.relative_to(media_root) for path in media_root.glob("*/*/*")]
        return sorted(map(str, {*uploads, *files} - {path.parent for path in files}))

    return stored


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def names(*sources):
    return sorted(name for source in sources for name in source.file_names())


def upload(row):
    return factories.picture() if isinstance(row, Image) else factories.sound()


@pytest.mark.parametrize("make", MAKERS)
def test_row_and_files_come_together(db, make, stored):
    assert names(make()) == stored()


def test_picture_is_stored_with_its_renditions(db, stored):
    image = factories.image(file=factories.picture(1200, 900))
    files = ["1000.webp", "1200.webp", "400.webp", "gate.png"]
    assert stored() == [f"{image.folder}/{name}" for name in files]


@pytest.mark.parametrize("make", MAKERS)
def test_each_upload_has_a_folder_of_its_own(db, make):
    first, second = make(), make()
    assert first.folder != second.folder


@pytest.mark.parametrize(
    ("uploaded", "kept"),
    [
        ("gate.png", "gate.png"),
        ("At the Camp Gate (2).PNG", "at-the-camp-gate-2.png"),
        ("ворота.png", "image.png"),
        ("gate", "gate.png"),
        ("gate.exe", "gate.png"),
        ("gate.tar.gz", "gatetar.png"),
        (".htaccess", "htaccess.png"),
        ("../../gate.png", "gate.png"),
        ("x" * 95 + ".png", "x" * 60 + ".png"),
        ("<b>.png", "b.png"),
        ("400.webp", "400.png"),
    ],
)
def test_name_is_made_fit_for_an_address(db, uploaded, kept):
    image = factories.image(file=factories.picture(name=uploaded))
    assert image.file.name == f"{image.folder}/{kept}"


def test_picture_named_as_its_rendition_is_kept_beside_it(db, stored):
    image = factories.image(file=factories.picture(format="WEBP", width=400, name="400.webp"))
    assert len(set(names(image))) == 2
    assert names(image) == stored()


@pytest.mark.parametrize("make", MAKERS)
def test_row_refused_by_the_database_leaves_no_file(db, make, stored):
    taken = make()
    before = stored()
    with pytest.raises(IntegrityError), transaction.atomic():
        make(essay=taken.essay, slug=taken.slug)
    assert stored() == before


def test_picture_refused_for_want_of_words_leaves_no_file(db, stored):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.image(alternative_text="")
    assert stored() == []


@pytest.mark.parametrize("make", MAKERS)
def test_upload_that_is_refused_leaves_neither(db, make, stored):
    with pytest.raises(ValidationError):
        make(file=SimpleUploadedFile("song.mp3", b"Song of Vorkuta"))
    assert (stored(), Image.objects.count() + Recording.objects.count()) == ([], 0)


def test_full_disk_leaves_neither(db, settings, stored):
    backend = {"BACKEND": "tests.resources.test_files.FullDisk"}
    settings.STORAGES = settings.STORAGES | {"default": backend}
    with pytest.raises(FullDiskError):
        factories.image(file=factories.picture(1200, 900))
    assert (stored(), Image.objects.count()) == ([], 0)


@pytest.mark.parametrize("make", MAKERS)
def test_transaction_rolled_back_later_leaves_neither(db, make, stored):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        make()
        raise ZeroDivisionError
    assert (stored(), Image.objects.count() + Recording.objects.count()) == ([], 0)


def test_savepoint_rolled_back_takes_its_own_files_alone(db, stored):
    with transaction.atomic():
        kept = factories.image()
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            factories.image()
            raise ZeroDivisionError
    assert stored() == names(kept)


def test_connection_lost_leaves_neither(transactional_db, stored):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        factories.image()
        transaction.get_connection().close()
        raise ZeroDivisionError
    assert (stored(), Image.objects.count()) == ([], 0)


def test_files_of_a_commit_stay(transactional_db, stored):
    image = factories.image()
    assert stored() == names(image)


def test_replaced_file_goes_with_the_commit(transactional_db, stored):
    image = factories.image()
    image.file = factories.picture(50, 30)
    with transaction.atomic():
        image.save()
        assert len(stored()) == 4
    assert stored() == names(image)


@pytest.mark.parametrize("make", MAKERS)
def test_two_files_that_replace_one_at_once_leave_one(transactional_db, make, stored):
    row = make()
    other = type(row).objects.get(pk=row.pk)
    for copy in (row, other):
        copy.file = upload(copy)
    meanwhile(row.save, other.save)
    row.refresh_from_db()
    assert stored() == names(row)


@pytest.mark.parametrize("make", MAKERS)
def test_replaced_file_and_its_folder_are_gone(db, make, stored, committed):
    row = make()
    row.file = upload(row)
    with committed():
        row.save()
    assert stored() == names(row)


@pytest.mark.parametrize("make", MAKERS)
def test_replaced_file_leaves_the_page_at_its_address(client, db, make):
    row = make(title="Gate")
    address = row.get_absolute_url()
    row.file = upload(row)
    row.save()
    response = client.get(address)
    assert (response.status_code, response.context["source"].file.name) == (200, row.file.name)


@pytest.mark.parametrize("make", MAKERS)
def test_checksum_is_that_of_the_kept_file(db, media_root, make):
    row = make()
    kept = (media_root / row.file.name).read_bytes()
    assert row.checksum == hashlib.sha256(kept).hexdigest()


def test_checksum_is_that_of_the_file_without_its_place(db, media_root):
    exif = PillowImage.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    sent = factories.picture(format="JPEG", exif=exif)
    image = factories.image(file=sent)
    kept = (media_root / image.file.name).read_bytes()
    sent.seek(0)
    assert (image.checksum, kept == sent.read()) == (hashlib.sha256(kept).hexdigest(), False)


@pytest.mark.parametrize("make", MAKERS)
def test_replaced_file_brings_its_checksum(db, media_root, make):
    row = make()
    row.file = factories.picture(50) if make is factories.image else factories.sound(2)
    row.save(update_fields=["file"])
    row.refresh_from_db()
    kept = (media_root / row.file.name).read_bytes()
    assert row.checksum == hashlib.sha256(kept).hexdigest()


@pytest.mark.parametrize("make", MAKERS)
def test_replaced_file_has_another_address(db, make):
    row = make()
    before = row.file.url
    row.file = upload(row)
    row.save()
    assert row.file.url != before


def test_replacing_rolled_back_keeps_what_was(db, stored):
    image = factories.image()
    before = stored()
    image.file = factories.picture(50, 30)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        image.save()
        raise ZeroDivisionError
    assert (stored(), names(Image.objects.get())) == (before, before)


def test_file_replaced_twice_before_the_commit_leaves_the_last(db, stored, committed):
    image = factories.image()
    with committed():
        for width in (50, 60):
            image.file = factories.picture(width)
            image.save()
    assert (image.width, stored()) == (60, names(image))


def test_replaced_file_changes_what_was_made_from_it(db):
    image = factories.image()
    image.file = factories.picture(50, 20)
    image.save(update_fields=["file"])
    image.refresh_from_db()
    assert (image.width, image.height, image.largest["width"]) == (50, 20, 50)


@pytest.mark.parametrize("make", MAKERS)
def test_saving_other_fields_leaves_the_file_alone(db, make, stored):
    row = make()
    before = stored()
    row.title = "Another"
    row.save()
    row.save(update_fields=["title"])
    assert (stored(), names(row)) == (before, before)


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


def test_upload_that_waits_on_disk_is_stored(db, stored):
    content = factories.sound().read()
    file = TemporaryUploadedFile("song.wav", "audio/wav", len(content), None)
    file.write(content)
    source = factories.recording(file=file)
    file.close()
    with source.file as kept:
        assert (stored(), kept.read()) == ([kept.name], content)


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(
    "delete",
    [
        lambda row: row.delete(),
        lambda row: type(row).objects.all().delete(),
        lambda row: row.essay.delete(),
        lambda row: Essay.objects.all().delete(),
    ],
)
def test_deleted_row_takes_its_files_along(db, make, delete, stored, committed):
    row = make()
    with committed():
        delete(row)
    assert [name for name in stored() if row.folder in name] == []


# Files of earlier states


def keep(row):
    with create_revision():
        add_to_revision(row)


@pytest.mark.parametrize("make", MAKERS)
def test_file_that_an_earlier_state_names_outlives_its_replacement(db, make, stored, committed):
    row = make()
    keep(row)
    before = names(row)
    row.file = upload(row)
    with committed():
        row.save()
    assert stored() == sorted([*before, *names(row)])


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("delete", [lambda row: row.delete(), lambda row: row.essay.delete()])
def test_file_that_an_earlier_state_names_outlives_its_row(db, make, delete, stored, committed):
    row = make()
    keep(row)
    before = names(row)
    with committed():
        delete(row)
    assert stored() == before


def test_state_kept_in_the_same_transaction_counts(transactional_db, stored):
    image = factories.image()
    before = names(image)
    with transaction.atomic():
        keep(image)
        image.delete()
    assert stored() == before


def test_state_that_was_rolled_back_does_not_count(db, stored, committed):
    image = factories.image()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        keep(image)
        raise ZeroDivisionError
    with committed():
        image.delete()
    assert stored() == []


def test_file_that_only_the_states_of_others_have_is_deleted(db, stored, committed):
    image, other = factories.image(), factories.image()
    keep(other)
    with committed():
        image.delete()
    assert stored() == names(other)


def test_file_between_two_kept_ones_is_deleted(db, stored, committed):
    image = factories.image()
    keep(image)
    kept = names(image)
    for width in (50, 60):
        image.file = factories.picture(width)
        with committed():
            image.save()
    assert stored() == sorted([*kept, *names(image)])


def test_files_stay_until_the_deletion_is_certain(db, stored):
    image = factories.image()
    before = stored()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        image.delete()
        raise ZeroDivisionError
    assert stored() == before


def test_deletion_leaves_the_files_of_others(db, stored, committed):
    image, other = factories.image(), factories.image()
    with committed():
        image.delete()
    assert stored() == names(other)


def test_row_whose_files_are_missing_can_be_deleted(db, media_root, committed):
    image = factories.image()
    for name in image.file_names():
        (media_root / name).unlink()
    (media_root / image.folder).rmdir()
    with committed():
        image.delete()
    assert Image.objects.count() == 0


def test_row_with_a_new_upload_is_deleted_with_its_old_files(db, stored, committed):
    image, other = factories.image(), factories.image()
    image.file = factories.picture()
    with committed():
        image.delete()
    assert stored() == names(other)


def test_bulk_create_stores_nothing_unread(db, stored):
    image = Image(title="Gate", file=factories.picture())
    with pytest.raises(NotSupportedError):
        Image.objects.bulk_create([image])
    assert stored() == []


def test_file_of_a_draft_has_an_address_too(db):
    image = factories.image(status="draft")
    assert image.file.url == f"/media/{image.folder}/gate.png"
