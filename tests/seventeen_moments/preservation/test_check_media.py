from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from reversion import add_to_revision, create_revision
from reversion.models import Version

from resources.files import WithFile
from resources.models import Image
from seventeen_moments.core.kinds import kinds
from seventeen_moments.preservation.fixity import checked_files
from tests import factories
from tests.films import film

MAKERS = [factories.maker(kind) for kind in kinds() if issubclass(kind, WithFile)]
every_kind = pytest.mark.parametrize("make", MAKERS)


@pytest.fixture
def told(db):
    """What the command lists, its progress, and the error it ends with."""

    def told():
        listed, progress, error = StringIO(), StringIO(), None
        try:
            call_command("check_media", stdout=listed, stderr=progress)
        except CommandError as raised:
            error = raised
        return listed.getvalue(), progress.getvalue(), error and (error.returncode, str(error))

    return told


def test_archive_without_files_is_well(told):
    assert told() == ("", "All 0 files match their checksums.\n", None)


def test_untouched_files_are_well(told):
    number = sum(len(make().file_names()) for make in MAKERS)
    assert told() == ("", f"All {number} files match their checksums.\n", None)


@every_kind
def test_missing_file_is_listed(told, media_root, make):
    source = make(title="Gate")
    (media_root / source.file.name).unlink()
    line = f"missing: {source.file.name} ({source.kind_name} {source.pk}, “Gate”)\n"
    assert told()[0] == line


@every_kind
def test_changed_file_is_listed(told, media_root, make):
    source = make(title="Gate")
    with (media_root / source.file.name).open("r+b") as file:
        file.write(b"?")
    line = f"changed: {source.file.name} ({source.kind_name} {source.pk}, “Gate”)\n"
    assert told()[0] == line


def test_missing_rendition_is_listed(told, media_root):
    image = factories.image(title="Gate")
    name = image.renditions[0]["name"]
    (media_root / name).unlink()
    assert told()[0] == f"missing: {name} (image {image.pk}, “Gate”)\n"


def test_file_without_a_checksum_is_listed(told):
    image = factories.image(title="Gate")
    Image.objects.update(checksum="")
    assert told()[0] == f"without a checksum: {image.file.name} (image {image.pk}, “Gate”)\n"


def test_folder_in_place_of_a_file_is_unreadable(told, media_root):
    recording = factories.recording(title="Song")
    (media_root / recording.file.name).unlink()
    (media_root / recording.file.name).mkdir()
    listed = told()[0]
    (media_root / recording.file.name).rmdir()
    assert listed == f"unreadable: {recording.file.name} (recording {recording.pk}, “Song”)\n"


@pytest.mark.parametrize("name", ["stray.txt", "images/stray.png", "images/0/deep/stray.png"])
def test_orphan_is_listed(told, media_root, name):
    factories.image()
    (media_root / name).parent.mkdir(parents=True, exist_ok=True)
    (media_root / name).write_text("?")
    assert told()[0] == f"orphan: {name}\n"


def test_any_problem_ends_in_an_error(told, media_root):
    image = factories.image()
    (media_root / image.file.name).unlink()
    (media_root / "stray.txt").write_text("?")
    assert told()[2] == (1, "2 of 3 files have problems.")


def test_progress_is_told_on_the_way(told, media_root):
    media_root.mkdir()
    for number in range(250):
        (media_root / f"{number}.txt").write_text("?")
    assert told()[1] == "100 files checked …\n200 files checked …\n"


def test_check_changes_nothing(told, media_root):
    factories.image()
    (media_root / "stray.txt").write_text("?")
    told()
    assert len([path for path in media_root.rglob("*") if path.is_file()]) == 3


@pytest.mark.parametrize("number", [1, 3])
def test_check_asks_the_database_alike_for_one_and_three(told, django_assert_num_queries, number):
    for _ in range(number):
        for make in MAKERS:
            make()
    # What stands, and what the history keeps.
    with django_assert_num_queries(2 * len(MAKERS)):
        list(checked_files())


def test_each_upload_of_a_source_has_its_own_checksum(told, media_root):
    row = factories.video(title="Thaw")
    factories.video(file="", poster="", url="https://example.org/")
    assert told() == ("", "All 3 files match their checksums.\n", None)
    for name in [row.file.name, row.poster.name]:
        (media_root / name).write_bytes(b"?")
    lines = [
        f"changed: {name} (video {row.pk}, “Thaw”)" for name in [row.file.name, row.poster.name]
    ]
    assert told()[0].splitlines() == lines


def test_missing_rendition_of_a_second_upload_is_listed(told, media_root):
    row = factories.video(title="Thaw")
    name = row.poster_renditions[0]["name"]
    (media_root / name).unlink()
    assert told()[0] == f"missing: {name} (video {row.pk}, “Thaw”)\n"


@pytest.fixture
def replaced(django_capture_on_commit_callbacks):
    """A video whose first film the history keeps."""
    video = factories.video(title="Thaw")
    with create_revision():
        add_to_revision(video)
    kept = video.file.name
    with django_capture_on_commit_callbacks(execute=True):
        video.file = film(2)
        video.save()
    return video, kept


def test_file_that_the_history_keeps_is_no_orphan(told, replaced):
    assert told() == ("", "All 4 files match their checksums.\n", None)


def test_file_that_the_history_keeps_is_compared(told, replaced, media_root):
    video, kept = replaced
    (media_root / kept).write_bytes(b"?")
    assert told()[0] == f"changed: {kept} (video {video.pk}, “Thaw”)\n"


def test_damaged_version_keeps_no_other_file_from_being_compared(told, replaced):
    video, _kept = replaced
    with create_revision():
        add_to_revision(video)
    newest = Version.objects.get_for_object(video).first()
    Version.objects.filter(pk=newest.pk).update(serialized_data="[{")
    assert told() == ("", "All 4 files match their checksums.\n", None)
