import socket

import pytest
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper


@pytest.fixture
def refused_connection(django_db_blocker):
    """A database on a port where nothing listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    standing = connections["default"]
    address = {"HOST": "127.0.0.1", "PORT": port, "NAME": "archive", "OPTIONS": {}}
    connections["default"] = DatabaseWrapper(standing.settings_dict | address, "default")
    with django_db_blocker.unblock():
        yield
    connections["default"] = standing


def test_healthy_archive_says_ok(client, db):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_health_asks_the_database_once(client, db, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/healthz")


def test_archive_without_its_database_is_unavailable(client, refused_connection):
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.content == b"the database does not answer\n"


@pytest.mark.parametrize("header", ["Content-Type", "Cache-Control"])
def test_unhealthy_answer_has_the_headers_of_a_healthy_one(client, refused_connection, header):
    expected = {
        "Content-Type": "text/plain; charset=utf-8",
        "Cache-Control": "max-age=0, no-cache, no-store, must-revalidate, private",
    }
    assert client.get("/healthz").headers[header] == expected[header]


def test_health_has_no_body_for_head(client, db):
    assert client.head("/healthz").content == b""


def test_health_takes_nothing(client, db):
    assert client.post("/healthz").status_code == 405


def test_health_sets_no_cookie(client, db):
    assert not client.get("/healthz").cookies
