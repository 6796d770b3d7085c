import os
import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from reversion import add_to_revision, create_revision
from reversion.models import Version

from resources.files import WithFile
from resources.models import Image
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.stored_files import LIFETIME, marked, unmark
from seventeen_moments.preservation.fixity import checked_files
from seventeen_moments.versions.draft_history import keep_draft
from seventeen_moments.versions.models import Draft
from seventeen_moments.versions.saving import save_draft
from tests import factories
from tests.films import film

MAKERS = [factories.maker(kind) for kind in kinds() if issubclass(kind, WithFile)]
every_kind = pytest.mark.parametrize("make", MAKERS)


@pytest.fixture
def check(db):
    """Returns the output of the command, its progress, and its error."""

    def check(**options):
        listed, progress, error = StringIO(), StringIO(), None
        try:
            call_command("check_media", stdout=listed, stderr=progress, **options)
        except CommandError as raised:
            error = raised
        return listed.getvalue(), progress.getvalue(), error and (error.returncode, str(error))

    return check


def test_archive_without_files_has_no_problem(check):
    assert check() == ("", "All 0 files match their checksums.\n", None)


def test_unchanged_files_have_no_problem(check):
    number = sum(len(make().file_names()) for make in MAKERS)
    assert check() == ("", f"All {number} files match their checksums.\n", None)


@every_kind
def test_missing_file_is_listed(check, media_root, make):
    source = make(title="Gate")
    (media_root / source.file.name).unlink()
    line = f"missing: {source.file.name} ({source.kind_name} {source.pk}, “Gate”)\n"
    assert check()[0] == line


@every_kind
def test_changed_file_is_listed(check, media_root, make):
    source = make(title="Gate")
    with (media_root / source.file.name).open("r+b") as file:
        file.write(b"?")
    line = f"changed: {source.file.name} ({source.kind_name} {source.pk}, “Gate”)\n"
    assert check()[0] == line


def test_missing_rendition_is_listed(check, media_root):
    image = factories.image(title="Gate")
    name = image.renditions[0]["name"]
    (media_root / name).unlink()
    assert check()[0] == f"missing: {name} (image {image.pk}, “Gate”)\n"


def test_file_without_a_checksum_is_listed(check):
    image = factories.image(title="Gate")
    Image.objects.update(checksum="")
    assert check()[0] == f"without a checksum: {image.file.name} (image {image.pk}, “Gate”)\n"


def test_folder_in_place_of_a_file_is_unreadable(check, media_root):
    recording = factories.recording(title="Song")
    (media_root / recording.file.name).unlink()
    (media_root / recording.file.name).mkdir()
    listed = check()[0]
    (media_root / recording.file.name).rmdir()
    assert listed == f"unreadable: {recording.file.name} (recording {recording.pk}, “Song”)\n"


@pytest.mark.parametrize("name", ["stray.txt", "images/stray.png", "images/0/deep/stray.png"])
def test_orphan_is_listed(check, media_root, name):
    factories.image()
    (media_root / name).parent.mkdir(parents=True, exist_ok=True)
    (media_root / name).write_text("?")
    assert check()[0] == f"orphan: {name}\n"


@pytest.fixture
def old_orphans(media_root):
    """Of an upload, of somebody else, and beside the files of a row."""
    image = factories.image(file=factories.picture(1200, 900))
    names = ["images/0123456789abcdef/gate.png", "images/mine.txt", f"{image.folder}/stray.webp"]
    return [put(media_root / name, age=LIFETIME + 60) and name for name in names]


def put(path, age):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("?")
    os.utime(path, (time.time() - age,) * 2)
    return path


def test_only_old_orphans_of_uploads_are_deleted(check, media_root, old_orphans):
    upload, *others = old_orphans
    recent = put(media_root / "images/00112233aabbccdd/gate.png", age=60)
    output = check(delete_orphans=True)[0].splitlines()
    assert output[-1] == "Deleted: images/0123456789abcdef"
    assert not (media_root / upload).parent.exists()
    assert all((media_root / name).exists() for name in [*others, recent])


def test_orphan_that_an_unreadable_version_names_is_kept(check, media_root, replaced):
    """It cannot tell its files, but its folder is recorded."""
    factories.image(file=factories.picture(1200, 900))
    Version.objects.update(serialized_data="[{")
    for path in marked():  # as after a commit
        unmark(path)
    put(media_root / replaced[1], age=LIFETIME + 60)
    output, _progress, (_code, error) = check(delete_orphans=True)
    assert (output, error) == (f"orphan: {replaced[1]}\n", "1 of 9 files have problems.")


def test_orphans_of_another_database_are_kept(check, media_root, old_orphans):
    Image.objects.all().delete()
    names = sorted(path for path in media_root.rglob("*") if path.is_file())
    assert "Do DATABASE_URL and MEDIA_ROOT belong together?" in check(delete_orphans=True)[2][1]
    assert sorted(path for path in media_root.rglob("*") if path.is_file()) == names


def test_orphans_are_kept_while_a_file_is_missing(check, media_root, old_orphans):
    (media_root / Image.objects.get().file.name).unlink()
    assert "No orphan was deleted." in check(delete_orphans=True)[2][1]
    assert (media_root / old_orphans[0]).exists()


def test_any_problem_is_an_error(check, media_root):
    image = factories.image()
    (media_root / image.file.name).unlink()
    (media_root / "stray.txt").write_text("?")
    assert check()[2] == (1, "2 of 3 files have problems.")


def test_progress_of_the_check_is_printed(check, media_root):
    media_root.mkdir()
    for number in range(250):
        (media_root / f"{number}.txt").write_text("?")
    assert check()[1] == "100 files checked …\n200 files checked …\n"


def test_check_changes_nothing(check, media_root):
    factories.image()
    (media_root / "stray.txt").write_text("?")
    check()
    assert len([path for path in media_root.rglob("*") if path.is_file()]) == 3


@pytest.mark.parametrize("number", [1, 3])
def test_check_of_files_has_constant_query_count(check, django_assert_num_queries, number):
    for _ in range(number):
        for make in MAKERS:
            make()
    # Present files, and those of earlier versions and of drafts.
    with django_assert_num_queries(3 * len(MAKERS)):
        list(checked_files())


def test_each_upload_of_a_source_has_its_own_checksum(check, media_root):
    row = factories.video(title="Thaw")
    factories.video(file="", poster="", url="https://example.org/")
    assert check() == ("", "All 3 files match their checksums.\n", None)
    for name in [row.file.name, row.poster.name]:
        (media_root / name).write_bytes(b"?")
    lines = [
        f"changed: {name} (video {row.pk}, “Thaw”)" for name in [row.file.name, row.poster.name]
    ]
    assert check()[0].splitlines() == lines


def test_missing_rendition_of_a_second_upload_is_listed(check, media_root):
    row = factories.video(title="Thaw")
    name = row.poster_renditions[0]["name"]
    (media_root / name).unlink()
    assert check()[0] == f"missing: {name} (video {row.pk}, “Thaw”)\n"


@pytest.fixture
def replaced(django_capture_on_commit_callbacks):
    """A video whose first film belongs to an earlier version."""
    video = factories.video(title="Thaw")
    with create_revision():
        add_to_revision(video)
    earlier = video.file.name
    with django_capture_on_commit_callbacks(execute=True):
        video.file = film(2)
        video.save()
    return video, earlier


def test_file_of_an_earlier_version_is_no_orphan(check, replaced):
    assert check() == ("", "All 4 files match their checksums.\n", None)


def test_file_of_an_earlier_version_is_compared(check, replaced, media_root):
    video, earlier = replaced
    (media_root / earlier).write_bytes(b"?")
    assert check()[0] == f"changed: {earlier} (video {video.pk}, “Thaw”)\n"


@pytest.fixture
def drafted(db):
    """A video with a new film in its draft, and the name of that film."""
    video = factories.video(title="Thaw")
    video.file = film(2)
    draft = save_draft(video, ["file"], None)
    return video, draft.data["file"]["name"]


def test_file_of_a_draft_is_no_orphan(check, drafted):
    assert check() == ("", "All 4 files match their checksums.\n", None)


def test_file_of_a_draft_is_compared(check, drafted, media_root):
    video, name = drafted
    (media_root / name).write_bytes(b"?")
    assert check()[0] == f"changed: {name} (video {video.pk}, “Thaw”)\n"


def test_file_of_a_saved_draft_is_no_orphan(check, drafted):
    keep_draft(Draft.objects.get())
    Draft.objects.get().delete()
    assert check() == ("", "All 4 files match their checksums.\n", None)


def test_damaged_version_does_not_stop_the_check(check, replaced):
    video, _kept = replaced
    with create_revision():
        add_to_revision(video)
    newest = Version.objects.get_for_object(video).first()
    Version.objects.filter(pk=newest.pk).update(serialized_data="[{")
    assert check() == ("", "All 4 files match their checksums.\n", None)
