"""Importing a kind of source with two optional files."""

import pytest
from django.core.files.storage import default_storage

from resources.models import Video
from seventeen_moments.bulk import exporting
from seventeen_moments.bulk.columns import columns_of, fields_of, headings_of
from seventeen_moments.bulk.importing import Import
from seventeen_moments.bulk.table import Table
from seventeen_moments.bulk.zips import Zip
from tests import factories
from tests.films import film
from tests.seventeen_moments.bulk.conftest import as_csv, problems

pytestmark = pytest.mark.usefixtures("thaw")


@pytest.fixture
def files(packed):
    return Zip(
        packed(
            files={
                "thaw.webm": film(1).read(),
                "long.webm": film(2).read(),
                "gate.png": factories.picture().read(),
                "half.png": factories.picture(400, 300).read()[:200],
            }
        )
    )


@pytest.fixture
def load(tmp_path, files):
    def load(*rows):
        path = tmp_path / "films.csv"
        rows = [{"source": "video", "title": "Film", "slug": "film"} | row for row in rows]
        path.write_text(as_csv(*rows))
        new_import = Import(Table(path, headings_of()), files)
        list(new_import.check())
        if not new_import.report.problems:
            new_import.store(new_import.report.figures)
        return new_import.report

    return load


def test_each_file_has_a_column():
    columns = columns_of([Video])
    assert [name for name in columns if name in {"file", "poster"}] == ["file", "poster"]
    assert "folder" not in fields_of(Video)


def test_both_files_are_stored(load):
    report = load({"file": "thaw.webm", "poster": "gate.png"})
    row = Video.objects.get()
    assert (report.problems, report.files, row.duration) == ([], 2, 1)
    assert all(map(default_storage.exists, row.file_names()))
    assert (len(row.file_names()), row.folder != row.poster_folder) == (3, True)


def test_file_that_is_not_required_may_be_missing(load):
    report = load({"file": "", "poster": "gate.png"}, {"slug": "none", "file": "", "poster": ""})
    videos = Video.objects.order_by("pk")
    assert (report.problems, report.files) == ([], 1)
    assert [(row.folder, bool(row.poster)) for row in videos] == [(None, True), (None, False)]


def test_empty_cell_leaves_the_file(load, thaw):
    row = factories.video(essay=thaw, slug="film")
    report = load({"file": "", "poster": row.poster.name})
    now = Video.objects.get()
    assert (report.files, now.title, now.file_names()) == (0, "Film", row.file_names())


def test_one_file_is_replaced_and_the_other_stays(load, thaw):
    row = factories.video(essay=thaw, slug="film")
    report = load({"file": "long.webm", "poster": ""})
    now = Video.objects.get()
    assert (report.files, now.duration, now.poster.name) == (1, 2, row.poster.name)
    assert now.file.name != row.file.name


def test_bad_file_is_reported_with_its_column(load):
    report = load({"file": "gate.png", "poster": "half.png"})
    assert problems(report) == [
        (2, "file", "This file is a picture, not a film: add it as an image."),
        (2, "poster", "This picture is damaged or incomplete."),
    ]


def test_missing_file_is_reported_with_its_column(load):
    report = load({"file": "thaw.webm", "poster": "away.png"})
    assert problems(report) == [(2, "poster", "“away.png” is not among the files.")]


def test_file_damaged_after_the_check_is_reported(tmp_path, packed, media_root):
    path = tmp_path / "films.csv"
    row = {"source": "video", "title": "Film", "file": "thaw.webm", "poster": "gate.png"}
    path.write_text(as_csv(row))
    bundle = Zip(packed(files={"thaw.webm": film(1).read(), "gate.png": b"A gate."}))
    new_import = Import(Table(path, headings_of()), bundle)
    new_import.store()
    assert [(number, column) for number, column, _ in problems(new_import.report)] == [
        (2, "poster")
    ]
    left = [path for path in media_root.rglob("*") if path.is_file()]
    assert (Video.objects.count(), left) == (0, [])


def test_files_are_exported_by_their_names(thaw):
    row = factories.video(essay=thaw, position=1)
    bare = factories.video(essay=thaw, position=2, file="", poster="", url="https://example.org/")
    written = "".join(exporting.lines([Video.objects.all()])).splitlines()
    header = written[0].split(",")
    file, poster = header.index("file"), header.index("poster")
    cells = [line.split(",") for line in written[1:]]
    assert [(line[file], line[poster]) for line in cells] == [
        (row.file.name, row.poster.name),
        ("", ""),
    ]
    assert bare.folder is None
