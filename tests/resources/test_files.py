import hashlib

import pytest
from django.db import NotSupportedError
from PIL import Image as PillowImage

from essays.models import Essay
from resources.models import Image
from tests import factories
from tests.connections import meanwhile
from tests.resources.uploads import MAKERS, names, upload


@pytest.mark.parametrize("make", MAKERS)
def test_row_is_stored_with_its_files(db, make, stored):
    assert names(make()) == stored()


def test_picture_is_stored_with_its_renditions(db, stored):
    image = factories.image(file=factories.picture(1200, 900))
    files = ["1000.webp", "1200.webp", "200.webp", "400.webp", "gate.png"]
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
        ("ворота.png", "vorota.png"),
        ("שער.png", "sr.png"),
        ("….png", "image.png"),
        ("gate", "gate.png"),
        ("gate.exe", "gate.png"),
        ("gate.tar.gz", "gatetar.png"),
        (".htaccess", "htaccess.png"),
        ("../../gate.png", "gate.png"),
        ("x" * 95 + ".png", "x" * 60 + ".png"),
        ("<b>.png", "b.png"),
        ("200.webp", "200.png"),
    ],
)
def test_file_name_is_made_safe_for_an_address(db, uploaded, kept):
    image = factories.image(file=factories.picture(name=uploaded))
    assert image.file.name == f"{image.folder}/{kept}"


def test_picture_may_have_the_name_of_a_rendition(db, stored):
    image = factories.image(file=factories.picture(format="WEBP", width=200, name="200.webp"))
    assert len(set(names(image))) == 2
    assert names(image) == stored()


@pytest.mark.parametrize("make", MAKERS)
def test_simultaneous_replacements_leave_one_file(transactional_db, make, stored):
    row = make()
    other = type(row).objects.get(pk=row.pk)
    for copy in (row, other):
        copy.file = upload(copy)
    meanwhile(row.save, other.save)
    row.refresh_from_db()
    assert stored() == names(row)


@pytest.mark.parametrize("make", MAKERS)
def test_replaced_file_is_deleted_with_its_folder(db, make, stored, committed):
    row = make()
    row.file = upload(row)
    with committed():
        row.save()
    assert stored() == names(row)


@pytest.mark.parametrize("make", MAKERS)
def test_replaced_file_does_not_change_the_address_of_the_page(client, db, make):
    row = make(title="Gate")
    address = row.get_absolute_url()
    row.file = upload(row)
    row.save()
    response = client.get(address)
    assert (response.status_code, response.context["source"].file.name) == (200, row.file.name)


@pytest.mark.parametrize("make", MAKERS)
def test_checksum_is_that_of_the_stored_file(db, media_root, make):
    row = make()
    content = (media_root / row.file.name).read_bytes()
    assert row.checksum == hashlib.sha256(content).hexdigest()


def test_checksum_is_that_of_the_file_without_its_location(db, media_root):
    exif = PillowImage.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    sent = factories.picture(format="JPEG", exif=exif)
    image = factories.image(file=sent)
    content = (media_root / image.file.name).read_bytes()
    sent.seek(0)
    assert (image.checksum, content == sent.read()) == (hashlib.sha256(content).hexdigest(), False)


@pytest.mark.parametrize("make", MAKERS)
def test_replaced_file_updates_the_checksum(db, media_root, make):
    row = make()
    row.file = factories.picture(50) if make is factories.image else factories.sound(2)
    row.save(update_fields=["file"])
    row.refresh_from_db()
    content = (media_root / row.file.name).read_bytes()
    assert row.checksum == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("make", MAKERS)
def test_replaced_file_has_a_new_address(db, make):
    row = make()
    before = row.file.url
    row.file = upload(row)
    row.save()
    assert row.file.url != before


def test_last_of_two_replacements_before_the_commit_stays(db, stored, committed):
    image = factories.image()
    with committed():
        for width in (50, 60):
            image.file = factories.picture(width)
            image.save()
    assert (image.width, stored()) == (60, names(image))


def test_replaced_file_updates_derived_fields(db):
    image = factories.image()
    image.file = factories.picture(50, 20)
    image.save(update_fields=["file"])
    image.refresh_from_db()
    assert (image.width, image.height, image.largest["width"]) == (50, 20, 50)


@pytest.mark.parametrize("make", MAKERS)
def test_saving_other_fields_keeps_the_file(db, make, stored):
    row = make()
    before = stored()
    row.title = "Another"
    row.save()
    row.save(update_fields=["title"])
    assert (stored(), names(row)) == (before, before)


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
def test_deleted_row_deletes_its_files(db, make, delete, stored, committed):
    row = make()
    with committed():
        delete(row)
    assert [name for name in stored() if row.folder in name] == []


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


def test_deleted_row_with_a_new_upload_deletes_its_old_files(db, stored, committed):
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
