import os
import re
import sqlite3
from contextlib import contextmanager
from errno import EIO, ENOENT, ENOSPC, EROFS

import psycopg2
import pytest
from django.core.files.storage import FileSystemStorage
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from lxml import html

from essays.models import Comment
from resources.models import Image
from seventeen_moments.core.stored_files import marked
from seventeen_moments.failures import note_answer, server_error
from tests import factories
from tests.forms import comment_on, filled


@pytest.fixture(autouse=True)
def answered(client):
    client.raise_request_exception = False  # tests look at the page


@pytest.mark.parametrize("address", ["/", "/essays/", "/search/?q=law", "/no/such/"])
def test_page_without_the_database_is_unavailable(client, refused_connection, address):
    response = client.get(address)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")


def test_admin_without_the_database_is_unavailable(client, refused_connection):
    client.cookies["sessionid"] = "x" * 32
    assert client.get("/admin/").status_code == 503


def test_unavailable_page_is_not_cached(client, refused_connection):
    assert "no-store" in client.get("/").headers["Cache-Control"]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_unavailable_page_is_in_the_language_of_the_reader(client, refused_connection, language):
    page = client.get("/", headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}">' in page


@pytest.mark.parametrize("name", ["", "junk"])
def test_sqlite_file_that_cannot_be_read_is_unavailable(client, sqlite_at, tmp_path, name):
    (tmp_path / "junk").write_bytes(b"not a database" * 100)
    with sqlite_at(tmp_path / name):
        assert client.get("/").status_code == 503


def test_missing_table_is_a_server_error(client, sqlite_at, tmp_path):
    with sqlite_at(tmp_path / "empty.sqlite3"):
        assert client.get("/").status_code == 500


@pytest.fixture
def writing(transactional_db):
    """Another writer, which holds its lock longer than the timeout."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.connection.execute("PRAGMA busy_timeout = 0")
        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        begin = "BEGIN IMMEDIATE"
    else:
        connection.cursor().execute("SET lock_timeout = '50ms'")
        other = psycopg2.connect(**connection.get_connection_params())
        begin = "LOCK TABLE essays_commentsettings, essays_comment"

    @contextmanager
    def write():
        other.cursor().execute(begin)
        yield
        other.rollback()

    yield write
    other.close()
    connection.close()


def test_busy_database_is_reported_to_a_commenter(client, writing):
    essay = factories.essay(slug="home")
    sent = comment_on(essay)
    with writing():
        response = client.post("/essays/home/comments/", sent)
    assert (response.status_code, Comment.objects.count()) == (503, 0)
    assert "Nothing was saved. Go back" in response.content.decode()


@pytest.mark.parametrize(
    ("status", "words"), [(302, "check whether it was saved"), (500, "Nothing was saved")]
)
def test_error_after_the_view_does_not_say_that_nothing_was_saved(rf, status, words):
    request = rf.post("/")
    note_answer(lambda request: HttpResponse(status=status))(request)
    try:
        raise OperationalError from psycopg2.OperationalError()
    except OperationalError:
        page = server_error(request)
    assert words in page.content.decode()


class BrokenDisk(FileSystemStorage):
    """Has room for a thumbnail, and no more."""

    error = ENOSPC

    def _save(self, name, content):
        if not name.endswith("400.webp"):
            raise OSError(self.error, os.strerror(self.error), name)
        return super()._save(name, content)


@pytest.fixture
def broken_disk(settings, monkeypatch):
    def broken(error):
        monkeypatch.setattr(BrokenDisk, "error", error)
        backend = {"BACKEND": f"{__name__}.BrokenDisk"}
        settings.STORAGES = settings.STORAGES | {"default": backend}

    return broken


@pytest.mark.parametrize(
    "broken",
    [
        (ENOSPC, "The disk is full."),
        (EROFS, "The disk is read-only."),
        (EIO, "The disk is damaged."),
    ],
)
def test_broken_disk_is_explained_to_the_editor(editor_client, broken_disk, stored, caplog, broken):
    error, sentence = broken
    editor_client.raise_request_exception = False
    essay = factories.essay()
    broken_disk(error)
    fields = {"essay": essay.pk, "title": "Ворота лагеря", "description": "Два слова."}
    fields |= {"alternative_text": "A gate", "file": factories.picture(1200, 900)}
    address = reverse("admin:resources_image_add")
    response = editor_client.post(address, filled(editor_client.get(address), **fields))
    shown = [area.text.strip() for area in html.fromstring(response.content).iter("textarea")]
    assert (response.status_code, shown) == (503, ["Ворота лагеря", "A gate", "Два слова."])
    assert f"<p>{sentence}</p>" in response.text
    assert "Nothing was saved." in response.text
    assert (stored(), Image.objects.count(), marked()) == ([], 0, {})
    assert os.strerror(error) in caplog.text


def test_pictures_that_fit_on_the_disk_are_kept(editor_client, broken_disk, stored):
    essay = factories.essay()
    address = reverse("admin:resources_image_pictures", query={"essay": essay.pk})
    editor_client.post(address, {"send": "1", "files": [factories.picture(name="gate.png")]})
    before = stored()
    broken_disk(ENOSPC)
    sent = {"send": "1", "files": [factories.picture(name="tower.png")]}
    page = editor_client.post(address, sent, follow=True)
    told = [str(message) for message in page.context["messages"]]
    assert told[-1:] == ["“tower.png” was not saved. The disk is full."]
    assert (stored(), [image.title for image in essay.images.all()]) == (before, ["Gate"])


def test_error_of_another_kind_is_a_server_error(rf):
    try:
        raise FileNotFoundError(ENOENT, "No such file")
    except FileNotFoundError:
        assert server_error(rf.post("/")).status_code == 500


def in_russian():
    return Client(headers={"accept-language": "ru"}, raise_request_exception=False)


def bug(sqlite_at, tmp_path):
    with sqlite_at(tmp_path / "empty.sqlite3"):
        return in_russian().get("/")


def test_error_pages_are_in_the_language_of_the_reader(db, sqlite_at, tmp_path):
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "ru"})
    staff = in_russian()
    staff.force_login(factories.user())
    large = {"data": b"", "content_type": "text/plain", "CONTENT_LENGTH": str(2**30)}
    answers = [
        in_russian().get("/a%00"),
        in_russian().get("/no/such/"),
        in_russian().post("/", **large),
        strict.post("/", {"text": "Хлеб"}, headers={"origin": "https://evil.example"}),
        staff.get("/admin/essays/comment/"),
        bug(sqlite_at, tmp_path),
    ]
    assert [answer.status_code for answer in answers] == [400, 404, 413, 403, 403, 500]
    for answer in answers:
        main = html.fromstring(answer.content).find(".//main")
        words = " ".join(main.text_content().replace(answer.get("x-request-id", "-"), "").split())
        assert '<html lang="ru">' in answer.text
        assert re.findall("[a-z]{3,}", words) == [], words


def test_error_page_names_the_request(client, sqlite_at, tmp_path):
    with sqlite_at(tmp_path / "empty.sqlite3"):
        response = client.get("/", headers={"x-request-id": "proxy-4711"})
    page = response.content.decode()
    assert "The error has been logged. Please try again later." in page
    assert "<code>proxy-4711</code>" in page


def test_error_page_has_a_way_home_and_the_icon(client, sqlite_at, tmp_path):
    with sqlite_at(tmp_path / "empty.sqlite3"):
        page = client.get("/no/such/").content.decode()
    assert '<a href="/">Go to the timeline</a>' in page
    assert '<link rel="icon"' in page
