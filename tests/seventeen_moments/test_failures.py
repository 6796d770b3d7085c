import sqlite3
from contextlib import contextmanager

import psycopg2
import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse

from essays.models import Comment
from seventeen_moments.failures import note_answer, server_error
from tests import factories
from tests.forms import comment_on


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
