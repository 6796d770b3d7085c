import pytest
from django.core.management import CommandError, call_command

from tests.serving import manage, serving


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("data"), DATABASE_URL="", LOG_FORMAT="text") as served:
        yield served


def test_archive_is_served(served):
    response = served.get("/healthz")
    assert (response.status, response.text) == (200, "ok\n")


def test_script_name_of_a_client_reaches_no_link(served):
    response = served.get("/evil/robots.txt", {"SCRIPT_NAME": "/evil"})
    assert "evil/sitemap.xml" not in response.text


@pytest.mark.parametrize("header", ["SCRIPT_NAME", "PATH_INFO"])
def test_page_is_chosen_by_the_address_alone(served, header):
    assert served.get("/healthz", {header: "/robots.txt"}).text == "ok\n"


def test_proxy_on_this_machine_tells_the_scheme(served):
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
def test_wrong_number_of_processes_stops_the_start(tmp_path, number):
    refused = manage(tmp_path, "serve", WEB_CONCURRENCY=number)
    line = f"WEB_CONCURRENCY: “{number}” is not a number from 1 to 999.\n"
    assert (refused.returncode, refused.stderr) == (1, line)
