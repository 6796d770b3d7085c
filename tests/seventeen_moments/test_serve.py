import os
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.serving import manage, serving


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    # Empty variables count as unset.
    variables = {"DATABASE_URL": "", "WEB_CONCURRENCY": "", "SITE_URL": "http://127.0.0.1/archive"}
    data = tmp_path_factory.mktemp("data")
    with serving(data, LOG_FORMAT="text", DEBUGG="1", **variables) as served:
        yield served


def test_archive_is_served(served):
    response = served.get("/healthz")
    assert (response.status, response.text) == (200, "ok\n")


def test_process_that_workers_are_forked_from_has_no_database(served):
    served.get("/archive/")
    process = Path("/proc") / str(served.process.pid)
    workers = (process / "task" / process.name / "children").read_text().split()
    databases = {
        number: [file for file in (Path("/proc") / number / "fd").iterdir() if is_database(file)]
        for number in [process.name, *workers]
    }
    assert len(workers) == min(os.cpu_count(), 8)
    assert databases.pop(process.name) == []
    assert any(databases.values())  # or else the test would not see them


def is_database(file):
    return os.readlink(file).endswith("db.sqlite3")


def test_packages_that_few_pages_need_are_not_loaded_at_the_start():
    lines = (
        "import django, sys; django.setup(); import seventeen_moments.urls; "
        "print({'docx', 'mammoth', 'redis'} & set(sys.modules))"
    )
    variables = os.environ | {"DJANGO_SETTINGS_MODULE": "seventeen_moments.settings"}
    loaded = subprocess.check_output([sys.executable, "-c", lines], env=variables, text=True)
    assert loaded == "set()\n"


def test_script_name_header_does_not_change_links(served):
    response = served.get("/evil/robots.txt", {"SCRIPT_NAME": "/evil"})
    assert "evil/sitemap.xml" not in response.text


def test_archive_is_served_below_the_path_of_its_address(served):
    page = served.get("/archive/robots.txt")
    assert "/archive/sitemap.xml" in page.text
    for path in ["/archive", ""]:  # with a proxy that passes the path on, and without
        style = served.get(f"{path}/static/seventeen_moments/site.css")
        assert (style.status, style.headers["Content-Type"].partition(";")[0]) == (200, "text/css")


def test_variable_that_nothing_reads_is_named_once(served):
    assert served.written().count("DEBUGG: not read; did you mean DEBUG?") == 1


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        (f"/healthz?{'a' * 4094}", {}),
        ("/healthz", {"X-Long": "a" * 8190}),
        ("/healthz", {f"X-{number}": "a" for number in range(70)}),
    ],
)
def test_request_above_the_limits_is_refused(served, path, headers):
    assert served.get(path, headers).status in {400, 414, 431}


def test_four_slow_clients_for_each_process_do_not_stop_it(served):
    head = b"POST /search/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n"
    head += b"Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    with ExitStack() as slow:
        for _client in range(4 * min(os.cpu_count(), 8)):
            client = socket.create_connection(("127.0.0.1", served.port))
            slow.enter_context(client).sendall(head)
        assert served.get("/healthz").text == "ok\n"


@pytest.mark.parametrize("header", ["SCRIPT_NAME", "PATH_INFO"])
def test_path_headers_do_not_change_the_page(served, header):
    assert served.get("/healthz", {header: "/robots.txt"}).text == "ok\n"


def test_scheme_of_a_local_proxy_is_used(served):
    page = served.get("/robots.txt", {"X-Forwarded-Proto": "https"})
    assert "Sitemap: https://127.0.0.1" in page.text


def test_serving_with_debug_on_is_refused(settings):
    settings.DEBUG = True
    with pytest.raises(CommandError, match=r"^DEBUG is on: set DEBUG=0 to serve"):
        call_command("serve")


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80.5", "http", "", "²"])
def test_port_out_of_range_is_refused(port):
    line = f"^--port: “{port}” is not a port; give a number from 1 to 65535.$"
    with pytest.raises(CommandError, match=line):
        call_command("serve", f"--port={port}")


@pytest.mark.parametrize("number", ["0", "many", "1000"])
def test_wrong_number_of_processes_is_refused(tmp_path, number):
    refused = manage(tmp_path, "serve", WEB_CONCURRENCY=number)
    line = f"WEB_CONCURRENCY: “{number}” is not a number from 1 to 999.\n"
    assert (refused.returncode, refused.stderr) == (1, line)
