import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from seventeen_moments.preservation import backup, restore
from seventeen_moments.preservation.fixity import checked_files
from seventeen_moments.preservation.media import STAGED
from tests import factories
from tests.buckets import stored_at
from tests.serving import free_port
from tests.seventeen_moments.preservation.conftest import skip_without_tools


@pytest.fixture
def saved(transactional_db, bucket, tmp_path):
    """A backup of an archive with two files in a bucket, and their contents."""
    skip_without_tools()
    image = factories.image()
    made = backup.make(tmp_path / "backups")
    assert made.missing == []
    return made.folder, {name: b"".join(bucket.chunks(name)) for name in image.file_names()}


def stored():
    return {name: b"".join(default_storage.chunks(name)) for name, *_ in default_storage.files()}


def test_bucket_is_restored_into_an_empty_one(saved, bucket_server, empty_place):
    folder, files = saved
    with empty_place.used(), bucket_server.stored():
        restore.restore(folder)
        assert stored() == files
        assert [problem for _name, problem in checked_files()] == [None] * len(files)


def test_interrupted_restore_into_a_bucket_is_repeated(saved, bucket_server, empty_place):
    folder, files = saved
    with empty_place.used(), bucket_server.stored():
        for name in [STAGED, next(iter(files))]:
            default_storage.save(name, ContentFile(b"half"))
        restore.restore(folder)
        assert stored() == files


def test_bucket_that_is_not_empty_is_refused(saved, bucket_server, empty_place):
    with empty_place.used(), bucket_server.stored():
        default_storage.save("mine.txt", ContentFile(b"mine"))
        with pytest.raises(CommandError, match="The bucket is not empty"):
            restore.restore(saved[0])
        assert list(stored()) == ["mine.txt"]


def test_awaited_renditions_of_a_bucket_are_left_out(saved, tmp_path):
    image = factories.image(file=factories.picture(2500, 1300, "gate.jpg", format="JPEG"))
    made = backup.make(tmp_path / "backups")
    awaited = f"media/{image.folder}/2000.webp"
    assert (made.missing, awaited in made.files) == ([], False)
    assert f"media/{image.folder}/400.webp" in made.files


def test_unchanged_files_of_a_bucket_are_links(saved, tmp_path):
    folder, files = saved
    again = backup.make(tmp_path / "backups").folder
    for name in files:
        assert (again / "media" / name).samefile(folder / "media" / name)


@pytest.mark.parametrize("command", [["check_media"], ["backup", "backups"]])
def test_unreachable_bucket_is_said_in_one_line(db, bucket_server, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    skip_without_tools()
    unreachable = bucket_server.url(host=f"127.0.0.1:{free_port()}")
    refused = pytest.raises(CommandError, match="STORAGE_URL: The storage of files fails: ")
    with stored_at(unreachable), refused as said:
        call_command(*command)
    assert "\n" not in str(said.value)
