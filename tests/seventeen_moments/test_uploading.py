"""Requests of readers are limited, and their files are not stored."""

import os
import signal
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.urls import reverse

from essays.models import Comment
from seventeen_moments.core.stored_files import LIFETIME
from seventeen_moments.uploading import MOST_BYTES, TemporaryUploads, sweep
from tests import factories
from tests.forms import comment_on

pytestmark = pytest.mark.django_db

ADDRESS = "/essays/home/comments/"
SENTENCE = "is too large or cannot be read."
LATER = LIFETIME + 60


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    return settings.FILE_UPLOAD_TEMP_DIR


@pytest.fixture
def spooled(monkeypatch):
    """The names of the uploads with a temporary file."""
    names = []
    kept = TemporaryFileUploadHandler.new_file

    def new_file(self, field, name, *args, **kwargs):
        names.append(name)
        kept(self, field, name, *args, **kwargs)

    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", new_file)
    return names


@pytest.fixture
def essay():
    return factories.essay(slug="home")


def upload(size=3 * 2**20):
    return SimpleUploadedFile("film.mp4", b"x" * size)


@pytest.mark.parametrize(
    "address",
    [
        ADDRESS,
        "/essays/home/correction/",
        "/search/",
        "/notices/x/",
        "/nowhere/",
        "/admin/login/",
    ],
)
def test_body_beyond_the_limit_is_refused_before_it_is_read(client, essay, spooled, address):
    response = client.post(address, {"file": upload()})
    assert (response.status_code, SENTENCE in response.text, spooled) == (413, True, [])


def test_limit_is_checked_by_the_length(client, essay):
    body = BytesIO(b"")
    form = {"CONTENT_LENGTH": str(MOST_BYTES + 1), "wsgi.input": body}
    assert client.post(ADDRESS, {}, **form).status_code == 413


def test_body_of_unknown_length_is_refused(client, essay):
    form = {"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}
    response = client.post(ADDRESS, {}, **form)
    assert (response.status_code, SENTENCE in response.text) == (411, True)


@pytest.mark.parametrize("length", ["x", "-1", "1.5", "\u0661"])
def test_invalid_length_is_a_bad_request(client, essay, length):
    assert client.post(ADDRESS, {}, CONTENT_LENGTH=length).status_code == 400


def test_small_file_beside_a_comment_is_skipped(client, essay):
    form = comment_on(essay, file=upload(900_000))
    assert (client.post(ADDRESS, form).status_code, essay.comments.count()) == (302, 1)


@pytest.mark.parametrize("name", ["admin:resources_recording_add", "admin:essays_essay_add"])
def test_files_of_visitors_are_not_stored(client, spooled, name):
    client.cookies["sessionid"] = "forged"
    assert (client.post(reverse(name), {"file": upload()}).status_code, spooled) == (302, [])


def test_files_of_staff_are_stored(editor_client, spooled):
    editor_client.post(reverse("admin:resources_recording_add"), {"file": upload()})
    assert spooled == ["film.mp4"]


def test_files_of_staff_are_not_stored_on_public_pages(editor_client, essay, spooled):
    assert editor_client.post(ADDRESS, {"file": upload()}).status_code == 413
    assert spooled == []


BROKEN = "multipart/form-data; boundary=b"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("&".join(f"a{number}=1" for number in range(10_000)), "application/x-www-form-urlencoded"),
        ("--b\r\nContent-Disposition: form-data", BROKEN),
        ("x", "multipart/form-data"),
        ("x", f"multipart/form-data; boundary={'b' * 300}"),
        ("--b\r\n" * 3000, BROKEN),
        (
            '--b\r\nContent-Disposition: form-data; name="text"\r\n'
            "Content-Transfer-Encoding: base64\r\n\r\n!!!!\r\n--b--\r\n",
            BROKEN,
        ),
        (
            "text=%ff%fe%00&name=%00&to=%00&about=%00&form_token=%00&reason=%00",
            "application/x-www-form-urlencoded",
        ),
        ("%00=1&text=a", "application/x-www-form-urlencoded"),
        ("text=a", "application/x-www-form-urlencoded; charset=nonsense"),
        ("text=a", "text/plain"),
    ],
)
@pytest.mark.parametrize("form", ["comments/", "correction/", "comments/1/flag/", "own"])
def test_malformed_form_is_refused_and_not_stored(client, essay, body, kind, form):
    comment = factories.comment(pk=1, essay=essay)
    address = comment.own_url if form == "own" else f"/essays/home/{form}"
    response = client.generic("POST", address, body, kind)
    assert response.status_code in {200, 302, 400}
    assert Comment.objects.count() == 1


def test_too_many_fields_are_refused_with_a_message(client, essay):
    response = client.post(ADDRESS, {f"a{number}": "1" for number in range(10_000)})
    assert (response.status_code, SENTENCE in response.text) == (400, True)


# Files of killed processes

KILLED = """
import os, signal
from pathlib import Path
from django.conf import settings
settings.configure(FILE_UPLOAD_TEMP_DIR=os.environ["FOLDER"])
from django.core.files.uploadhandler import TemporaryFileUploadHandler
handler = TemporaryFileUploadHandler()
handler.new_file("file", "film.mp4", "video/mp4", 9, None)
handler.receive_data_chunk(b"x" * 9, 0)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def left(folder):
    """The temporary file of a killed process."""
    environment = os.environ | {"FOLDER": str(folder)}
    said = subprocess.run([sys.executable, "-c", KILLED], env=environment, check=False)
    assert said.returncode == -signal.SIGKILL
    [file] = folder.iterdir()
    return file


def aged(file, seconds):
    os.utime(file, (time.time() - seconds,) * 2)


def test_old_temporary_files_are_removed_at_the_next_upload(left, folder):
    aged(left, LATER)
    handler = TemporaryUploads()
    handler.new_file("file", "song.wav", "audio/wav", 9, None)
    [file] = folder.iterdir()
    assert file == Path(handler.file.temporary_file_path())
    handler.file.close()


def test_old_temporary_files_are_removed_at_the_start(left, folder):
    aged(left, LATER)
    script = "import seventeen_moments.wsgi"
    root = Path(__file__).resolve().parents[2]
    environment = os.environ | {"DATA_DIR": str(folder.parent)}
    subprocess.run([sys.executable, "-c", script], env=environment, cwd=root, check=True)
    assert not left.exists()


def test_recent_uploads_and_other_files_stay(left, folder):
    (folder / "notes.txt").write_text("none of ours")
    aged(folder / "notes.txt", LATER)
    sweep()
    assert {file.name for file in folder.iterdir()} == {left.name, "notes.txt"}
