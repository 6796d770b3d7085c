import os
import time
from io import BytesIO

import pytest

from seventeen_moments.bulk import uploads


@pytest.fixture
def kept():
    """A session with its upload."""
    session = {}
    uploads.keep(session, BytesIO(b"table"), BytesIO(b"files"))
    return session


def token(session):
    return session[uploads.IN_SESSION]


def folders(data_dir):
    return sorted(folder.name for folder in (data_dir / "imports").iterdir())


def test_upload_is_kept_as_it_came(kept, data_dir):
    folder = data_dir / "imports" / token(kept)
    assert [(folder / name).read_bytes() for name in ["table.csv", "files.zip"]] == [
        b"table",
        b"files",
    ]


def test_upload_is_nobody_elses_to_read(kept, data_dir):
    assert (data_dir / "imports" / token(kept)).stat().st_mode & 0o777 == 0o700


def test_upload_is_claimed_once(kept):
    known = token(kept)
    assert (uploads.claim(dict(kept), known) is not None, uploads.claim(kept, known)) == (
        True,
        None,
    )


@pytest.mark.parametrize("session", [{}, {uploads.IN_SESSION: "another"}])
def test_upload_of_another_session_is_not_claimed(kept, session):
    assert uploads.claim(session, token(kept)) is None


@pytest.mark.parametrize("known", ["", "..", "../.."])
def test_no_other_folder_is_claimed(kept, known):
    assert uploads.claim(kept, known) is None


def test_next_upload_takes_the_place_of_the_last(kept, data_dir):
    uploads.keep(kept, BytesIO(b"next"))
    assert folders(data_dir) == [token(kept)]


def test_forgotten_upload_is_gone(kept, data_dir):
    uploads.forget(kept)
    assert (kept, folders(data_dir)) == ({}, [])


def test_upload_of_the_day_before_is_not_claimed(kept, data_dir):
    yesterday = time.time() - uploads.LIFETIME - 1
    os.utime(data_dir / "imports" / token(kept), (yesterday, yesterday))
    assert (uploads.claim(kept, token(kept)), folders(data_dir)) == (None, [])


def test_upload_of_the_day_before_is_gone(kept, data_dir):
    old, session = data_dir / "imports" / token(kept), {}
    yesterday = time.time() - uploads.LIFETIME - 1
    os.utime(old, (yesterday, yesterday))
    uploads.keep(session, BytesIO(b"next"))
    assert folders(data_dir) == [token(session)]
