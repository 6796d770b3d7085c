import pytest


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


def test_log_says_why_the_database_does_not_answer(client, refused_connection, caplog):
    client.get("/healthz")
    assert "The database does not answer: connection to server at" in caplog.text


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
