import pytest


def test_healthz_says_ok(client, db):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_healthz_takes_one_query(client, db, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/healthz")


def test_healthz_without_the_database_is_unavailable(client, refused_connection):
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.content == b"the database is not responding\n"


def test_error_of_the_database_is_logged(client, refused_connection, caplog):
    client.get("/healthz")
    assert "The database is not responding: connection to server at" in caplog.text


@pytest.mark.parametrize("header", ["Content-Type", "Cache-Control"])
def test_unavailable_response_has_the_usual_headers(client, refused_connection, header):
    expected = {
        "Content-Type": "text/plain; charset=utf-8",
        "Cache-Control": "max-age=0, no-cache, no-store, must-revalidate, private",
    }
    assert client.get("/healthz").headers[header] == expected[header]


def test_head_request_to_healthz_has_no_body(client, db):
    assert client.head("/healthz").content == b""


def test_healthz_refuses_post(client, db):
    assert client.post("/healthz").status_code == 405


def test_healthz_sets_no_cookie(client, db):
    assert not client.get("/healthz").cookies
