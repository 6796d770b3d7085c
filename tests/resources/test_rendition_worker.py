"""What a save leaves to the worker of a large picture, and what the worker makes of it."""

import errno

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from PIL import Image as PillowImage

from resources import decoding, rendition_worker, renditions
from resources.models import Image, RenditionJob
from resources.pictures import read_with_tiles
from resources.rendition_jobs import BEING_MADE, CLAIM, MOST_CLAIMS
from seventeen_moments.preservation.fixity import checked_files
from tests import factories
from tests.pictures import ORIENTATION

pytestmark = pytest.mark.django_db
DAMAGED = "This picture is damaged or incomplete. Replace its file."


def large(name="gate.jpg", **options):
    """Of 3.25 million pixels, with six tiles."""
    return factories.picture(2500, 1300, name, **{"format": "JPEG"} | options)


@pytest.fixture
def image():
    return factories.image(file=large())


def made(image):
    """The names of the renditions and tiles that are stored, without the folder."""
    names = renditions.names(image, image.UPLOADS["file"])
    return [name.partition("/")[2].partition("/")[2] for name in names if _is_stored(name)]


def _is_stored(name):
    return default_storage.exists(name)


SMALL, ALL = (
    ["200.webp", "400.webp"],
    [
        *(f"{width}.webp" for width in [200, 400, 1000, 2000]),
        *(f"2500.{column}.{row}.webp" for row in range(2) for column in range(3)),
    ],
)


def test_save_of_a_large_picture_makes_what_lists_need(image):
    assert made(image) == SMALL
    assert [name.rpartition("/")[2] for name in image.file_names()] == ["gate.jpg", *ALL]


def test_worker_is_started_when_the_picture_is_committed(committed, workers):
    with committed():
        factories.image(file=large())
        assert workers == []
    assert workers == [True]


def test_small_picture_leaves_nothing(committed, workers):
    with committed():
        image = factories.image(file=factories.picture(2000, 1500))
    assert (workers, image.missing_files(), RenditionJob.objects.count()) == ([], [], 0)


@pytest.mark.parametrize(
    "options", [{}, {"format": "PNG"}, {"progressive": True}, {"orientation": 6}]
)
def test_worker_makes_what_the_columns_name(options):
    options, exif = dict(options), PillowImage.Exif()
    exif[ORIENTATION] = options.pop("orientation", 1)
    image = factories.image(file=large(exif=exif, **options))
    assert rendition_worker.run() == 1
    sizes = []
    for rendition in image.renditions:
        with PillowImage.open(default_storage.path(rendition["name"])) as stored:
            sizes.append(stored.size)
    assert sizes == [(each["width"], each["height"]) for each in image.renditions]
    assert [default_storage.exists(name) for name in image.file_names()] == [True] * len(
        image.file_names()
    )
    assert not RenditionJob.objects.exists()


@pytest.mark.parametrize(
    ("size", "budget"), [((3001, 1999), decoding.TILED), ((6003, 901), 12_000_000)]
)
@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_levels_of_tiles_are_known_before_the_picture_is_decoded(
    monkeypatch, size, budget, file_format
):
    monkeypatch.setattr(decoding, "TILED", budget)
    complete = read_with_tiles(factories.picture(*size, format=file_format))
    quick = Image.UPLOADS["file"].read(factories.picture(*size, format=file_format))
    assert (quick.tile_levels, quick.is_complete) == (complete.tile_levels, False)


def test_picture_that_takes_much_memory_is_not_decoded_in_the_request(monkeypatch):
    monkeypatch.setattr(decoding, "SMALL", 1)
    image = factories.image(file=large())
    assert (made(image), image.width, image.height) == ([], 2500, 1300)
    rendition_worker.run()
    assert made(image) == ALL


def test_job_is_claimed_once_until_the_claim_expires(image):
    at = timezone.now()
    claimed = [RenditionJob.objects.claim(when) for when in [at, at, at + 2 * CLAIM]]
    assert [job and job.claims for job in claimed] == [1, None, 2]


def test_picture_that_kills_its_workers_is_given_up(image, editor_client):
    RenditionJob.objects.update(claims=MOST_CLAIMS, claimed=timezone.now() - 2 * CLAIM)
    assert (rendition_worker.run(), RenditionJob.objects.get().failure) == (0, "killed")
    page = editor_client.get(reverse("admin:resources_image_change", args=[image.pk])).text
    assert "Smaller versions of this picture could not be made." in page


def test_worker_does_nothing_while_another_works_on_the_same_machine(image):
    with rendition_worker._lock() as lock:
        assert lock
        assert rendition_worker.run() == 0
    assert rendition_worker.run() == 1


def test_damaged_picture_is_not_tried_again(monkeypatch, editor_client, caplog):
    monkeypatch.setattr(decoding, "SMALL", 1)
    content = large().read()
    upload = factories.SimpleUploadedFile("gate.jpg", content[: len(content) // 2])
    image = factories.image(file=upload)
    assert [rendition_worker.run(), rendition_worker.run()] == [0, 0]
    assert "cannot be made: damaged" in caplog.text
    page = editor_client.get(reverse("admin:resources_image_change", args=[image.pk])).text
    assert (DAMAGED in page, str(BEING_MADE) in page) == (True, False)
    listed = editor_client.get(
        f"{reverse('admin:resources_image_changelist')}?incomplete=renditions"
    )
    assert [row.pk for row in listed.context["cl"].result_list] == [image.pk]


def test_editor_is_told_that_versions_are_being_made(image, editor_client):
    address = reverse("admin:resources_image_change", args=[image.pk])
    told = [str(BEING_MADE) in editor_client.get(address).text]
    rendition_worker.run()
    told.append(str(BEING_MADE) in editor_client.get(address).text)
    assert told == [True, False]


def test_deleted_picture_takes_its_job(image, committed, stored):
    with committed():
        image.delete()
    assert (RenditionJob.objects.count(), rendition_worker.run(), stored()) == (0, 0, [])


def test_replaced_picture_takes_its_job(image, committed, stored):
    with committed():
        image.file = factories.picture()
        image.save()
    assert (RenditionJob.objects.count(), stored()) == (0, sorted(image.file_names()))


def test_picture_deleted_while_its_renditions_are_made_leaves_nothing(image, committed, stored):
    job = RenditionJob.objects.claim()
    contents = read_with_tiles(large())
    with committed():
        image.delete()
    assert (renditions.store_left(job, contents), stored()) == (False, [])


def test_full_disk_leaves_no_half_file_and_the_job_for_later(image, monkeypatch, stored, caplog):
    before = stored()

    def save(storage, name, content, max_length=None):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(FileSystemStorage, "save", save)
        assert rendition_worker.run() == 0
    job = RenditionJob.objects.get()
    assert (stored(), job.failure, job.claims) == (before, "", 0)
    RenditionJob.objects.update(claimed=timezone.now() - 2 * CLAIM)
    assert (rendition_worker.run(), made(image)) == (1, ALL)


def test_half_file_of_a_killed_worker_is_replaced(image, media_root, stored):
    (media_root / image.folder / "2000.webp.part").write_bytes(b"RIFF")
    rendition_worker.run()
    assert stored() == sorted(image.file_names())


@pytest.mark.parametrize("name", ["2000.webp", "400.webp"])
def test_upload_named_as_a_rendition_is_kept(name, stored):
    upload = large(name, format="WEBP")
    content = upload.read()
    upload.seek(0)
    image = factories.image(file=upload)
    rendition_worker.run()
    call_command("rebuild_renditions")
    with image.file.open() as file:
        assert file.read() == content
    assert stored() == sorted(image.file_names())


def test_awaited_files_are_not_missing(image):
    assert image.missing_files() == []
    assert [problem for _name, problem in checked_files() if problem] == []
    default_storage.delete(image.file.name)
    assert image.missing_files() == [image.file.name]


def test_rebuilding_makes_the_awaited_files_too(image, capsys):
    call_command("rebuild_renditions")
    assert capsys.readouterr().out == "Pictures with files made again: 1.\n"
    assert (made(image), RenditionJob.objects.count()) == (ALL, 0)


def answer(client, image, name):
    response = client.get(f"/media/{image.folder}/{name}")
    return response.status_code, response.get("Location", response["Content-Type"])


def test_reader_gets_a_smaller_version_of_what_is_not_made_yet(client, image):
    smaller = f"/media/{image.folder}/400.webp"
    assert answer(client, image, "2000.webp") == (302, smaller)
    assert client.get(f"/media/{image.folder}/2000.webp")["Cache-Control"] == "private, no-store"
    assert client.get(f"/media/{image.folder}/2500.0.0.webp").status_code == 404
    assert client.get(f"/media/{image.folder}/3000.webp").status_code == 404
    rendition_worker.run()
    assert answer(client, image, "2000.webp") == (200, "image/webp")


def test_reader_gets_an_empty_area_of_what_has_no_version_yet(client, monkeypatch):
    monkeypatch.setattr(decoding, "SMALL", 1)
    image = factories.image(file=large())
    assert answer(client, image, "200.webp") == (200, "image/svg+xml")
    assert client.get(image.get_absolute_url()).status_code == 200


def test_draft_shows_visitors_nothing_of_what_is_awaited(client, image):
    Image.objects.update(status="draft")
    assert answer(client, image, "2000.webp")[0] == 404


def test_reader_starts_the_worker_again_if_it_was_killed(client, image, workers):
    RenditionJob.objects.claim()
    client.get(f"/media/{image.folder}/2000.webp")
    assert workers == []
    RenditionJob.objects.update(claimed=timezone.now() - 2 * CLAIM)
    client.get(f"/media/{image.folder}/2000.webp")
    assert workers == [True]
