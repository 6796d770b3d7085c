from collections import deque

import pytest
from django.core.files.storage import default_storage
from PIL import Image as PictureFile

from resources.models import Image, Recording
from seventeen_moments.bulk.importing import Import
from seventeen_moments.bulk.zips import Zip
from tests import factories, sounds
from tests.pictures import NO_PICTURE, written
from tests.played_formats import SENTENCE
from tests.seventeen_moments.bulk.conftest import gate, problems

pytestmark = pytest.mark.django_db


def stored_files():
    folders, _names = default_storage.listdir("")
    return [name for folder in folders for name in default_storage.listdir(folder)[0]]


@pytest.fixture
def full_disk(settings):
    backend = {"BACKEND": "tests.seventeen_moments.core.test_stored_files.FullDisk"}
    settings.STORAGES = settings.STORAGES | {"default": backend}


def test_full_disk_is_reported_and_nothing_stored(thaw, load, files, full_disk, stored):
    report = load(gate(file="gate.png"), gate(slug="b", file="gate.png"), bundle=files)
    assert problems(report) == [(None, "", "The disk is full.")]
    assert (Image.objects.count(), stored()) == (0, [])


def test_picture_is_read_when_it_is_stored(thaw, load, files):
    report = load(gate(file="gate.png"), bundle=files)
    image = Image.objects.get()
    assert (report.files, image.file.name.split("/")[-1]) == (1, "gate.png")
    assert [rendition["width"] for rendition in image.renditions] == [40]


@pytest.mark.parametrize("cell", ["", "as stored"])
def test_file_stays_if_the_cell_names_no_other(thaw, load, cell):
    image = factories.image(essay=thaw, slug="gate")
    report = load(gate(file=image.file.name if cell else ""))
    assert (report.files, Image.objects.get().file.name) == (0, image.file.name)


def test_replaced_file_is_kept_for_earlier_versions(
    thaw, load, files, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        image = factories.image(essay=thaw, slug="gate", file=factories.picture(80, 60))
    with django_capture_on_commit_callbacks(execute=True):
        load(gate(file="gate.png"), bundle=files)
    now = Image.objects.get()
    folders = sorted(folder.split("/")[1] for folder in [image.folder, now.folder])
    assert (now.width, sorted(stored_files())) == (40, folders)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("half.png", "This picture is damaged or incomplete."),
        (
            "song.wav",
            NO_PICTURE,
        ),
        ("away.png", "“away.png” is not among the files."),
        ("../gate.png", "“../gate.png” is not among the files. Did you mean “gate.png”?"),
        ("", "Enter a file name: there is no file yet."),
    ],
)
def test_bad_file_is_reported_with_its_row(thaw, load, files, name, sentence):
    report = load(gate(slug="a", file="gate.png"), gate(file=name), bundle=files)
    assert problems(report) == [(3, "file", sentence)]
    assert Image.objects.count() == 0


def test_sound_that_browsers_do_not_play_is_reported_with_its_row(thaw, load, packed):
    bundle = Zip(packed(files={"song.m4a": sounds.stored("alac.m4a")}))
    report = load({"source": "recording", "title": "Song", "file": "song.m4a"}, bundle=bundle)
    assert problems(report) == [(2, "file", SENTENCE.format("ALAC in MP4"))]
    assert Recording.objects.count() == 0


def test_file_damaged_after_the_check_rolls_everything_back(thaw, table, tmp_path, packed):
    path = packed(files={"a.png": factories.picture().read(), "b.png": b"no picture"})
    rows = [gate(slug=name, file=f"{name}.png") for name in "ab"]
    new_import = Import(table(*rows), Zip(path))
    new_import.store()
    assert [(row, column) for row, column, _sentence in problems(new_import.report)] == [
        (3, "file")
    ]
    assert (Image.objects.count(), stored_files()) == (0, [])


def test_unused_files_are_noted(thaw, load, files):
    report = load({"title": "A"}, bundle=files)
    assert [note.sentence for note in report.notes] == [
        f"No row uses the file “{name}”." for name in ["gate.png", "half.png", "song.wav"]
    ]


def test_file_of_several_pages_is_noted_in_the_check(thaw, table, packed):
    pages = [PictureFile.new("RGB", (40, 30), colour) for colour in ["red", "blue"]]
    content = written(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    checked = Import(table(gate(file="a.tif")), Zip(packed(files={"a.tif": content})))
    deque(checked.check(), maxlen=0)
    assert [tuple(note) for note in checked.report.notes] == [
        (2, "file", "The file has 2 pages. The first is shown.")
    ]
