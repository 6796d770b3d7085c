import json
import logging

import pytest
from django.test import Client

from seventeen_moments.logs import JSONFormatter, PrivateFilter, TextFormatter, without_quotes
from tests import factories
from tests.serving import free_port, manage, serving
from tests.webhook import Webhook

SECRET = "anna@example.org"


@pytest.fixture(scope="module")
def webhook():
    with Webhook() as webhook:
        yield webhook


@pytest.fixture(scope="module")
def broken(tmp_path_factory, webhook):
    """An archive without tables, in which almost every page fails."""
    folder = tmp_path_factory.mktemp("data")
    variables = {"DATABASE_URL": "", "LOG_FORMAT": "json", "ADMINS": webhook.url}
    with serving(folder, **variables) as served:
        yield served


def lines(served, response):
    """The records of the request."""
    records = [json.loads(line) for line in served.written().splitlines()]
    return [row for row in records if row["request_id"] == response.headers["X-Request-ID"]]


def test_error_is_logged_with_its_traceback_and_the_id_of_the_request(broken):
    error, line = lines(broken, broken.get("/"))
    assert (error["level"], error["message"]) == ("ERROR", "Internal Server Error: /")
    assert error["traceback"].splitlines()[-1].startswith("django.db.utils.OperationalError: no ")
    assert (line["status"], line["route"]) == (500, "/")


def test_error_of_a_page_is_reported(broken, webhook):
    for _visit in range(2):
        response = broken.get("/years/")
    report = webhook.wait_for("OperationalError: no such table")
    assert report.startswith("[Seventeen Moments] ERROR: Internal Server Error: ")
    assert SECRET not in report
    assert response.status == 500


def test_error_of_a_missing_database_is_one_line(tmp_path):
    port = free_port()
    address = f"postgres://archive@127.0.0.1:{port}/archive"
    with serving(tmp_path, DATABASE_URL=address, LOG_FORMAT="json") as served:
        error, _line = lines(served, served.get("/essays/"))
    reason = f'connection to server at "127.0.0.1", port {port} failed: Connection refused'
    assert error["message"] == f"Service Unavailable: essays/: {reason}"
    assert "traceback" not in error


def test_error_in_the_404_page_is_logged_with_its_traceback(broken):
    error, line = lines(broken, broken.get("/nowhere"))
    assert "OperationalError: no such table" in error["traceback"]
    assert (line["status"], line["route"]) == (500, "-")


def test_failed_response_is_logged_with_the_id_of_the_request(client, refused_connection, caplog):
    with caplog.filtering(PrivateFilter()):
        response = client.get("/healthz")
    [error] = [row for row in caplog.records if row.name == "django.request"]
    assert error.getMessage() == "the database is not responding: healthz"
    assert error.request_id == response.headers["X-Request-ID"]


def test_request_is_one_line(broken):
    [line] = lines(broken, broken.get("/healthz"))
    assert [line[name] for name in ["level", "method", "route", "status"]] == [
        *("INFO", "GET", "healthz", 200)
    ]
    assert isinstance(line["duration_ms"], int)


def test_static_files_are_not_logged(broken):
    response = broken.get("/static/seventeen_moments/site.css")
    assert (response.status, lines(broken, response)) == (200, [])


@pytest.mark.parametrize(
    "path", ["/search/?q={}", "/essays/{}/", "/{}", "/notices/{}/", "/essays/a/comments/own/{}/"]
)
def test_log_has_no_addresses_or_words_of_readers(broken, path):
    response = broken.get(path.format(SECRET), {"X-Forwarded-For": "198.51.100.9"})
    log = json.dumps(lines(broken, response))
    assert [part for part in (SECRET, "198.51.100.9", "127.0.0.1") if part in log] == []


def test_refused_form_is_logged_by_its_route(db, caplog):
    with caplog.filtering(PrivateFilter()):
        Client(enforce_csrf_checks=True).post("/admin/login/")
    refused = [row for row in caplog.records if row.name == "django.security.csrf"]
    assert [(row.levelname, row.getMessage()) for row in refused] == [
        ("WARNING", "Forbidden (CSRF cookie not set.): admin/login/")
    ]


def test_refused_host_name_is_one_line(client, db, caplog):
    with caplog.filtering(PrivateFilter()):
        client.get("/", headers={"host": "unknown.example"})
    [refused] = [row for row in caplog.records if row.name == "django.security.DisallowedHost"]
    assert "You may need to add 'unknown.example' to ALLOWED_HOSTS" in refused.getMessage()
    assert refused.exc_info is None


def test_request_id_of_the_proxy_is_kept(broken):
    response = broken.get("/healthz", {"X-Request-ID": "proxy-4711"})
    assert response.headers["X-Request-ID"] == "proxy-4711"


@pytest.mark.parametrize(
    "asked", ["short", "x" * 65, "a b c d e", "proxy-4711;evil", "идентификатор"]
)
def test_invalid_request_id_is_replaced(client, asked):
    given = client.get("/robots.txt", headers={"x-request-id": asked}).headers["X-Request-ID"]
    assert (len(given), given == asked) == (32, False)


def test_request_id_of_a_client_is_replaced(client):
    headers = {"x-request-id": "proxy-4711"}
    response = client.get("/robots.txt", REMOTE_ADDR="203.0.113.7", headers=headers)
    assert response.headers["X-Request-ID"] != "proxy-4711"


def test_every_request_has_its_own_id(client):
    assert len({client.get("/robots.txt").headers["X-Request-ID"] for _ in range(3)}) == 3


@pytest.fixture
def request_lines(caplog):
    with caplog.at_level("INFO", "seventeen_moments.requests"):
        yield lambda: [row for row in caplog.records if hasattr(row, "duration_ms")]


def test_line_has_the_key_of_a_staff_user(client, db, request_lines):
    user = factories.user("Editors")
    client.force_login(user)
    client.get("/admin/")
    assert request_lines()[-1].user == user.pk


def test_line_of_a_reader_has_no_user(client, db, request_lines):
    client.get("/admin/")
    assert not hasattr(request_lines()[-1], "user")


def test_line_takes_no_query(editor_client, django_assert_num_queries):
    with django_assert_num_queries(1):
        editor_client.get("/healthz")


# Formats


def record(message, *args, **extra):
    return logging.makeLogRecord(
        {"name": "essays", "levelname": "ERROR", "msg": message, "args": args, "request_id": "1"}
        | extra
    )


def test_text_of_several_lines_cannot_look_like_a_record():
    text = TextFormatter().format(record("Bad:\n2026-11-29 INFO [] forged\r\x85more"))
    assert [line[:4] for line in text.splitlines()[1:]] == ["    "] * 3


def test_json_record_is_one_line():
    line = JSONFormatter().format(record("Плохо:\n%s", "“x”"))
    assert (line.count("\n"), json.loads(line)["message"]) == (0, "Плохо:\n“x”")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "duplicate key\nDETAIL:  Key (email)=(anna@example.org) already exists.\n",
            "duplicate key\nDETAIL: (left out)\n",
        ),
        (
            "null value\nDETAIL:  Failing row (Anna,\n\nI was there).\n\nThe above exception was",
            "null value\nDETAIL: (left out)\nThe above exception was",
        ),
        ("bad\nLINE 1: … = 'anna@example.org'\n             ^\n", "bad\nLINE 1: (left out)\n"),
        (
            "django.urls.exceptions.Resolver404: {'path': 'anna'}\n\nDuring handling of",
            "django.urls.exceptions.Resolver404: (left out)\nDuring handling of",
        ),
        ("nothing quoted\nin two lines", "nothing quoted\nin two lines"),
    ],
)
def test_rows_and_paths_in_errors_are_left_out(text, expected):
    assert without_quotes(text) == expected


@pytest.mark.parametrize(
    ("message", "args", "expected"),
    [
        (
            "Error handling request %s %s",
            ("GET", "/search/?q=anna"),
            "Error handling request",
        ),
        (
            "Invalid request from ip=198.51.100.9: Invalid Method 'anna'",
            (),
            "A request was not valid HTTP and was refused.",
        ),
        ("Booting worker with pid: %s", (7,), "Booting worker with pid: 7"),
    ],
)
def test_request_is_left_out_of_messages_of_gunicorn(message, args, expected):
    entry = record(message, *args, name="gunicorn.error")
    PrivateFilter().filter(entry)
    assert entry.getMessage() == expected


# Commands


def test_failed_command_is_logged_and_reported(tmp_path):
    with Webhook() as webhook:
        variables = {"DATABASE_URL": "", "LOG_FORMAT": "json", "ADMINS": webhook.url}
        failed = manage(tmp_path, "send_notices", **variables)
    [report] = webhook.reports
    assert report.startswith("[Seventeen Moments] ERROR: The command “send_notices” failed.\n\n")
    entry = json.loads(failed.stderr.splitlines()[-1])
    assert (failed.returncode, entry["level"]) == (1, "ERROR")
    assert entry["message"] == "The command “send_notices” failed."
    assert "no such table" in entry["traceback"]


@pytest.mark.parametrize("command", ["migrate", "check_media"])
def test_command_without_the_database_logs_one_line(tmp_path, command):
    port = free_port()
    address = f"postgres://archive@127.0.0.1:{port}/archive"
    failed = manage(tmp_path, command, DATABASE_URL=address, LOG_FORMAT="json")
    [line] = failed.stderr.splitlines()
    assert json.loads(line)["message"] == (
        f"The command “{command}” failed: the database cannot be used: "
        f'connection to server at "127.0.0.1", port {port} failed: Connection refused'
    )
