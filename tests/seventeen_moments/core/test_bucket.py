from contextlib import suppress

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from seventeen_moments.core.storage_errors import reason
from tests import factories
from tests.buckets import stored_at
from tests.serving import free_port

CONTENT = bytes(range(256)) * 8000  # two megabytes: more than is read at once


@pytest.fixture(params=["folder", "bucket"])
def place(request, media_root):
    if request.param == "bucket":
        request.getfixturevalue("bucket")
    default_storage.save("images/архив/gate.bin", ContentFile(CONTENT))
    default_storage.save("notes.txt", ContentFile(b"notes"))
    return default_storage


@pytest.fixture
def unreachable(bucket_server):
    with stored_at(bucket_server.url(host=f"127.0.0.1:{free_port()}")):
        yield default_storage


def test_whole_file_and_its_parts_are_read(place):
    name = "images/архив/gate.bin"
    assert b"".join(place.chunks(name)) == CONTENT
    for start, stop in [(0, 1), (0, 10), (300_000, 1_000_001), (len(CONTENT) - 1, len(CONTENT))]:
        assert b"".join(place.chunks(name, start, stop)) == CONTENT[start:stop]
    with place.open(name) as file:
        assert (file.read(), file.seek(5), file.read(3)) == (CONTENT, 5, CONTENT[5:8])


def test_files_are_listed_with_their_sizes(place):
    files = {name: size for name, size, _modified in place.files()}
    assert files == {"images/архив/gate.bin": len(CONTENT), "notes.txt": 5}


def test_time_of_a_listed_file_is_that_of_the_file(place):
    times = {name: modified for name, _size, modified in place.files()}
    assert times["notes.txt"] // 10**9 == int(place.get_modified_time("notes.txt").timestamp())


def test_pages_link_to_the_archive_wherever_files_are(place):
    address = "/media/images/%D0%B0%D1%80%D1%85%D0%B8%D0%B2/gate.bin"
    assert place.url("images/архив/gate.bin") == address


@pytest.mark.parametrize(
    "use",
    [
        lambda storage: storage.open("lost"),
        lambda storage: list(storage.chunks("lost")),
        lambda storage: storage.size("lost"),
        lambda storage: storage.get_modified_time("lost"),
    ],
)
def test_lost_file_is_an_error_of_files(place, use):
    with pytest.raises(FileNotFoundError):
        use(place)
    assert not place.exists("lost")


def test_deleted_file_leaves_nothing(place):
    assert place.size("notes.txt") == 5
    place.delete("notes.txt")
    with pytest.raises(FileNotFoundError):
        place.size("notes.txt")


@pytest.mark.parametrize(
    "use",
    [
        lambda storage: storage.save("a", ContentFile(b"a")),
        lambda storage: storage.open("a"),
        lambda storage: list(storage.chunks("a")),
        lambda storage: list(storage.files()),
        lambda storage: storage.listdir(""),
        lambda storage: storage.size("a"),
        lambda storage: storage.exists("a"),
        lambda storage: storage.delete("a"),
        lambda storage: storage.get_modified_time("a"),
        lambda storage: storage.check(),
    ],
)
def test_unreachable_bucket_is_an_error_of_files(unreachable, use):
    with pytest.raises(OSError, match="storage of files") as error:
        use(unreachable)
    assert reason(error.value) == "The storage of files is not responding."


def test_missing_bucket_is_no_missing_file(bucket_server):
    with stored_at(bucket_server.url()), pytest.raises(OSError, match="NoSuchBucket") as error:
        list(default_storage.files())
    assert not isinstance(error.value, FileNotFoundError)


def test_interrupted_transaction_leaves_no_file(bucket, db, monkeypatch):
    essay = factories.essay()

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("django.db.models.base.Model.save_base", fail)
    with suppress(RuntimeError):
        factories.image(essay=essay)
    assert list(bucket.files()) == []
