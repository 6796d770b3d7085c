"""Requests of readers are limited, and their files are not stored."""

import importlib
import os
import shutil
import signal
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import encode_multipart
from django.urls import reverse, reverse_lazy

from essays.models import Comment
from seventeen_moments.notices.unsubscribing import unsubscribe_path
from seventeen_moments.uploading import MOST_BYTES, NamelessUploads
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESS = "/essays/home/comments/"
BROKEN = "multipart/form-data; boundary=b"
URLENCODED = "application/x-www-form-urlencoded"
SENTENCE = "is too large or cannot be read."


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    return settings.FILE_UPLOAD_TEMP_DIR


@pytest.fixture
def spooled(monkeypatch):
    """The names of the uploads with a temporary file."""
    names = []
    kept = NamelessUploads.new_file

    def new_file(self, field, name, *args, **kwargs):
        names.append(name)
        kept(self, field, name, *args, **kwargs)

    monkeypatch.setattr(NamelessUploads, "new_file", new_file)
    return names


@pytest.fixture
def essay():
    return factories.essay(slug="home")


def upload(size=3 * 2**20):
    return SimpleUploadedFile("film.mp4", b"x" * size)


@pytest.fixture
def unread():
    """A body that fails when it is read."""
    body = BytesIO()
    body.close()
    return {"wsgi.input": body, "CONTENT_LENGTH": "9", "CONTENT_TYPE": BROKEN}


def test_readers_forms_refuse_files_before_they_are_read(editor_client, essay, unread):
    visitor = Client()
    comment = factories.comment(essay=essay)
    addresses = [ADDRESS, comment.own_url, "/essays/home/correction/", "/search/", "/nowhere/"]
    addresses += [f"/essays/home/comments/{comment.pk}/flag/"]
    for address in addresses:
        answers = [each.post(address, {}, **unread) for each in (visitor, editor_client)]
        assert [(each.status_code, SENTENCE in each.text) for each in answers] == [(415, True)] * 2


@pytest.mark.parametrize("address", [ADDRESS, "/admin/login/", "/admin/login/code/"])
def test_limit_is_checked_by_the_length(client, essay, unread, address):
    form = unread | {"CONTENT_TYPE": URLENCODED, "CONTENT_LENGTH": str(MOST_BYTES + 1)}
    assert client.post(address, {}, **form).status_code == 413


def test_body_of_unknown_length_is_refused(client, essay):
    form = {"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}
    response = client.post(ADDRESS, {}, **form)
    assert (response.status_code, SENTENCE in response.text) == (411, True)


@pytest.mark.parametrize("length", ["x", "-1", "1.5", "\u0661", "9" * 5000])
def test_invalid_length_is_a_bad_request(client, essay, length):
    assert client.post(ADDRESS, {}, CONTENT_LENGTH=length).status_code == 400


def test_program_for_mail_unsubscribes_by_multipart(client):
    """RFC 8058, 3.2."""
    path = unsubscribe_path(factories.comment())
    response = client.post(path, encode_multipart("b", {"List-Unsubscribe": "One-Click"}), BROKEN)
    assert response.status_code == 200


@pytest.mark.parametrize("name", ["admin:resources_recording_add", "admin:essays_essay_add"])
def test_files_of_visitors_are_not_stored(client, spooled, name):
    client.cookies["sessionid"] = "forged"
    assert (client.post(reverse(name), {"file": upload(2**20)}).status_code, spooled) == (302, [])


def test_files_of_staff_are_stored(editor_client, spooled):
    editor_client.post(reverse("admin:resources_recording_add"), {"file": upload()})
    assert spooled == ["film.mp4"]


ADD = reverse_lazy("admin:resources_recording_add")


@pytest.mark.parametrize(
    ("kind", "most"), [("multipart/form-data; boundary=b", 2**21), (URLENCODED, 2**19)]
)
def test_forms_of_those_signed_out_are_bounded_by_their_memory(client, kind, most):
    form = {"wsgi.input": BytesIO(), "CONTENT_TYPE": kind}
    lengths = [str(most), str(most + 1)]
    answers = [client.post(ADD, {}, **form, CONTENT_LENGTH=length) for length in lengths]
    assert [answer.status_code for answer in answers] == [302, 413]


def test_upload_beyond_the_limit_is_refused_before_it_is_read(editor_client, unread):
    response = editor_client.post(ADD, {}, **unread | {"CONTENT_LENGTH": str(5 * 10**9 + 1)})
    assert response.status_code == 413
    assert "At most 5 GB can be sent at once, files included." in response.text


def test_upload_without_room_on_the_disk_is_refused_before_it_is_read(
    editor_client, unread, monkeypatch
):
    free = shutil.disk_usage(".")._replace(free=300_000_000)
    monkeypatch.setattr("shutil.disk_usage", lambda _path: free)
    response = editor_client.post(ADD, {}, **unread | {"CONTENT_LENGTH": "60000000"})
    assert (response.status_code, "room for another 50 MB." in response.text) == (507, True)
    assert "smaller parts" not in response.text
    assert editor_client.post(ADD, {}).status_code == 200


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("&".join(f"a{number}=1" for number in range(10_000)), URLENCODED),
        (
            "text=%ff%fe%00&name=%00&to=%00&about=%00&form_token=%00&reason=%00",
            URLENCODED,
        ),
        ("%00=1&text=a", URLENCODED),
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
import django
django.setup()
from seventeen_moments.uploading import NamelessUploads
handler = NamelessUploads()
handler.new_file("file", "film.mp4", "video/mp4", 9, None)
handler.receive_data_chunk(b"x" * 2**20, 0)
handler.file.flush()
assert os.fstat(handler.file.fileno()).st_size == 2**20
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_killed_upload_leaves_nothing(tmp_path):
    old = tmp_path / "imports" / "old"
    old.mkdir(parents=True)
    os.utime(old, (0, 0))
    environment = os.environ | {"DATA_DIR": str(tmp_path)}
    root = Path(__file__).resolve().parents[2]
    said = subprocess.run([sys.executable, "-c", KILLED], env=environment, cwd=root, check=False)
    assert said.returncode == -signal.SIGKILL
    left = [file for folder in ["uploads", "imports"] for file in (tmp_path / folder).iterdir()]
    assert left == []


def test_interrupted_upload_is_closed():
    handler = NamelessUploads()
    handler.new_file("file", "film.mp4", "video/mp4", 9, None)
    handler.upload_interrupted()
    assert handler.file.closed


def test_old_imports_are_removed_at_the_start(monkeypatch):
    calls = []
    monkeypatch.setattr("seventeen_moments.bulk.uploads.remove_old", lambda: calls.append(1))
    importlib.reload(importlib.import_module("seventeen_moments.wsgi"))
    assert calls
