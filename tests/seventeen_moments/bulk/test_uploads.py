import os
import time
from io import BytesIO

import pytest

from seventeen_moments.bulk import uploads
from seventeen_moments.bulk.uploads import TABLE


@pytest.fixture
def owner():
    """A session with its upload."""
    session = {}
    uploads.store(session, table=BytesIO(b"table"), files=BytesIO(b"files"))
    return session


def token(session):
    return session[uploads.IN_SESSION]


def folders(data_dir):
    return sorted(folder.name for folder in (data_dir / "imports").iterdir())


def test_upload_is_stored_unchanged(owner, data_dir):
    folder = data_dir / "imports" / token(owner)
    assert [(folder / name).read_bytes() for name in ["table.csv", "files.zip"]] == [
        b"table",
        b"files",
    ]


def test_upload_is_readable_only_by_its_owner(owner, data_dir):
    assert (data_dir / "imports" / token(owner)).stat().st_mode & 0o777 == 0o700


def test_upload_is_claimed_once(owner):
    first = token(owner)
    assert (
        uploads.claim(dict(owner), first, TABLE) is not None,
        uploads.claim(owner, first, TABLE),
    ) == (
        True,
        None,
    )


@pytest.mark.parametrize("session", [{}, {uploads.IN_SESSION: "another"}])
def test_upload_of_another_session_is_not_claimed(owner, session):
    assert uploads.claim(session, token(owner), TABLE) is None


@pytest.mark.parametrize("other", ["", "..", "../.."])
def test_no_other_folder_is_claimed(owner, other):
    assert uploads.claim(owner, other, TABLE) is None


def test_next_upload_replaces_the_last(owner, data_dir):
    uploads.store(owner, table=BytesIO(b"next"))
    assert folders(data_dir) == [token(owner)]


def test_upload_is_not_claimed_by_the_page_for_another_file(owner):
    assert uploads.claim(owner, token(owner), uploads.DOCUMENT) is None
    assert uploads.claim(owner, token(owner), TABLE)


def test_forgotten_upload_is_removed(owner, data_dir):
    uploads.forget(owner)
    assert (owner, folders(data_dir)) == ({}, [])


def test_expired_upload_is_not_claimed(owner, data_dir):
    yesterday = time.time() - uploads.LIFETIME - 1
    os.utime(data_dir / "imports" / token(owner), (yesterday, yesterday))
    assert (uploads.claim(owner, token(owner), TABLE), folders(data_dir)) == (None, [])


def test_expired_upload_is_removed(owner, data_dir):
    old, session = data_dir / "imports" / token(owner), {}
    yesterday = time.time() - uploads.LIFETIME - 1
    os.utime(old, (yesterday, yesterday))
    uploads.store(session, table=BytesIO(b"next"))
    assert folders(data_dir) == [token(session)]
