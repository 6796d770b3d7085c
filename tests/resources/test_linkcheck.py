"""Link checks, against a server that the test starts."""

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address, ip_network

import pytest
from django.core.management import call_command
from django.urls import reverse

from resources import linkcheck
from resources.models import LinkCheck
from seventeen_moments.core.publication import Status
from tests import factories

LIST = reverse("admin:resources_reference_changelist")
LOOPBACK = ip_network("127.0.0.0/8")


class Handler(BaseHTTPRequestHandler):
    """Answers /404 with 404, /to/<address> with a redirect and /slow late. It does not support
    HEAD for paths that begin with /get."""

    def do_HEAD(self):
        self.answer(405 if self.path.startswith("/get") else 200)

    def do_GET(self):
        self.answer(200)

    def answer(self, status):
        self.server.requests.append(f"{self.command} {self.path}")
        location = None
        if self.path.startswith("/to/"):
            status, location = 302, self.path.removeprefix("/to/")
        elif self.path.strip("/").isdecimal():
            status = int(self.path.strip("/"))
        elif self.path == "/slow":
            self.server.released.wait(5)
        elif self.path == "/drip":
            self.drip()
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.end_headers()

    def drip(self):
        for letter in b"HTTP/1.0 200 OK\r\nX: " + b"x" * 100:
            if self.server.released.wait(0.05):
                return
            self.wfile.write(bytes([letter]))

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.requests, server.released = [], threading.Event()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.released.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def web(server, monkeypatch):
    """The address of the server, which may be requested."""
    monkeypatch.setattr(linkcheck, "ALLOWED", [LOOPBACK])
    return f"http://127.0.0.1:{server.server_port}"


@pytest.mark.parametrize(
    ("path", "result"),
    [
        ("", (True, "200")),
        ("/page?q=1#part", (True, "200")),
        ("/Хлеб", (True, "200")),
        ("/404", (False, "404")),
        ("/410", (False, "410")),
        ("/500", (False, "500")),
        ("/401", (True, "401")),
        ("/403", (True, "403")),
        ("/429", (True, "429")),
        ("/304", (True, "304")),
        ("/get", (True, "200")),
        ("/to/", (False, "302")),
        ("/to//page", (True, "200")),
        ("/to//404", (False, "404")),
    ],
)
def test_status_says_whether_a_link_is_alive(web, path, result):
    expected = (False, "round") if result[1] == "302" else result
    assert linkcheck.check_link(web + path) == expected


def test_get_is_sent_only_where_head_fails(server, web):
    linkcheck.check_link(f"{web}/page")
    linkcheck.check_link(f"{web}/get")
    assert server.requests == ["HEAD /page", "HEAD /get", "GET /get"]


def test_redirects_end(server, web):
    path = "/to/" * 12
    assert linkcheck.check_link(f"{web}{path}page") == (False, "round")
    assert len(server.requests) == linkcheck.REDIRECTS + 1


def test_slow_server_does_not_answer_in_time(web, monkeypatch):
    monkeypatch.setattr(linkcheck, "STEP_TIMEOUT", 0.1)
    assert linkcheck.check_link(f"{web}/slow") == (False, "time")


def test_response_that_only_drips_is_cut_off(web, monkeypatch):
    monkeypatch.setattr(linkcheck, "REQUEST_TIMEOUT", 0.3)
    start = time.monotonic()
    linkcheck.check_link(f"{web}/drip")
    assert time.monotonic() - start < 3


def test_closed_port_gives_no_connection(web):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert linkcheck.check_link(f"http://127.0.0.1:{port}/") == (False, "other")


def test_plain_server_has_no_certificate(web):
    assert linkcheck.check_link(web.replace("http:", "https:")) == (False, "other")


@pytest.mark.parametrize(
    ("url", "result"),
    [
        ("http://nobody.invalid/", "host"),
        ("http://example.org:99999/", "other"),
        (f"http://{'a' * 70}.org/", "other"),
        ("http://[::1", "other"),
        ("http:///page", "forbidden"),
        ("ftp://example.org/", "forbidden"),
        ("file:///etc/passwd", "forbidden"),
        ("javascript:alert(1)", "forbidden"),
    ],
)
def test_invalid_address_is_dead(url, result):
    assert linkcheck.check_link(url) == (False, result)


# Server-side request forgery


PRIVATE = """
0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 127.0.0.1 169.254.169.254 172.16.0.1 192.0.0.8 192.0.0.171
192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.250
240.0.0.1 255.255.255.255
:: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:7f00:1 64:ff9b::7f00:1 64:ff9b:1::7f00:1
100::1 2001::7f00:1 2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1:: 3fff::1 4000::1
5f00::1 fc00::1 fd00:ec2::254 fe80::1 fec0::1 ff02::1 2606:4700::1111%1
"""


def test_only_globally_reachable_unicast_is_public():
    public = ["8.8.8.8", "192.0.1.1", "100.128.0.1", "2606:4700::1111", "2a00::1", "2001:200::1"]
    shown = [name for name in [*PRIVATE.split(), *public] if linkcheck.is_public(ip_address(name))]
    assert shown == public


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "localhost", "LOCALHOST."),
        *("①②⑦.⓪.⓪.①", "8.8.8.8@127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[fe80::1%25lo]"),
    ],
)
def test_private_address_is_not_requested(server, host):
    result = linkcheck.check_link(f"http://{host}:{server.server_port}/")
    assert (result[0], result[1] in {"forbidden", "host"}, server.requests) == (False, True, [])


def test_name_with_a_private_address_beside_a_public_one_is_refused(server, monkeypatch):
    found = [(2, 1, 6, "", (address, 80)) for address in ["8.8.8.8", "127.0.0.1"]]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)
    assert linkcheck.check_link("http://rebound.example/") == (False, "forbidden")


def test_name_is_resolved_once_and_no_proxy_is_used(server, web, monkeypatch):
    names, resolve = [], socket.getaddrinfo

    def record(host, *args, **kwargs):
        names.append(host)
        return resolve("127.0.0.1" if host == "xn--e1afmkfd.example" else host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", record)
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    address = f"http://пример.example:{server.server_port}/page"
    assert linkcheck.check_link(address) == (True, "200")
    assert names == ["xn--e1afmkfd.example", "127.0.0.1"]


def test_handshake_that_never_ends_is_cut_off(server, web, monkeypatch):
    monkeypatch.setattr(linkcheck, "REQUEST_TIMEOUT", 0)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"https://127.0.0.1:{silent.getsockname()[1]}/"
        assert linkcheck.check_link(address) == (False, "other")  # not "time", of one step


def test_redirect_to_a_private_address_is_not_followed(server, web, monkeypatch):
    monkeypatch.setattr(linkcheck, "ALLOWED", [ip_network("127.0.0.1/32")])
    inside = f"http://127.0.0.2:{server.server_port}/secret"
    assert linkcheck.check_link(f"{web}/to/{inside}") == (False, "forbidden")
    assert [line.split("/")[1] for line in server.requests] == ["to"]


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/"]
)
def test_redirect_to_another_protocol_is_not_followed(web, location):
    assert linkcheck.check_link(f"{web}/to/{location}") == (False, "forbidden")


# The action of the list, and the command


def check_links(client, *references):
    keys = [reference.pk for reference in references]
    return client.post(LIST, {"action": "check_links", "_selected_action": keys}, follow=True)


def messages(response):
    return [str(message) for message in response.context["messages"]]


def test_editor_checks_the_chosen_addresses(editor_client, web):
    alive, dead = (factories.reference(url=web + path) for path in ["/page", "/404"])
    factories.reference(url=f"{web}/other")
    response = check_links(editor_client, alive, dead, factories.reference())
    assert messages(response) == ["Links checked: 2. Broken: 1. Not checked yet: 0."]
    assert set(LinkCheck.objects.values_list("url", "alive", "result")) == {
        (f"{web}/page", True, "200"),
        (f"{web}/404", False, "404"),
    }


def test_second_check_replaces_the_first(editor_client, web):
    reference = factories.reference(url=f"{web}/page")
    check_links(editor_client, reference)
    LinkCheck.objects.update(alive=False, result="404")
    check_links(editor_client, reference)
    assert LinkCheck.objects.values_list("alive", "result").get() == (True, "200")


def test_list_shows_the_status(editor_client, web):
    reference = factories.reference(url=f"{web}/404")
    page = check_links(editor_client, reference).text
    assert '<span class="state dead">404</span>' in page


def test_run_has_a_limit_and_begins_with_the_oldest_checks(editor_client, web, monkeypatch):
    monkeypatch.setattr(linkcheck, "MOST", 1)
    references = [factories.reference(url=f"{web}/{name}") for name in ["one", "two"]]
    check_links(editor_client, *references)
    response = check_links(editor_client, *references)
    assert messages(response) == ["Links checked: 1. Broken: 0. Not checked yet: 1."]
    assert LinkCheck.objects.count() == 2


def test_run_ends_after_its_time_limit(editor_client, web, monkeypatch):
    monkeypatch.setattr(linkcheck, "RUN_TIMEOUT", 0.3)
    response = check_links(editor_client, factories.reference(url=f"{web}/slow"))
    assert messages(response) == ["Links checked: 0. Broken: 0. Not checked yet: 1."]


def test_author_may_not_check_links(author_client, author, server, web):
    essay = factories.essay(owner=author)
    check_links(
        author_client,
        factories.reference(essay=essay, owner=author, status=Status.DRAFT, url=f"{web}/page"),
    )
    assert (server.requests, LinkCheck.objects.count()) == ([], 0)


def test_viewing_the_list_sends_no_request(editor_client, server, web):
    factories.reference(url=f"{web}/page")
    editor_client.get(LIST)
    editor_client.get(reverse("admin:index"))
    assert server.requests == []


def test_command_checks_all_links_and_deletes_unused_results(db, web, capsys):
    factories.reference(url=f"{web}/page")
    factories.reference(url=f"{web}/404")
    LinkCheck.objects.create(
        url=f"{web}/old", alive=False, result="404", checked_at="1999-01-01T00:00Z"
    )
    call_command("check_links")
    assert capsys.readouterr().out == f"404: {web}/404\n2 links checked, 1 broken.\n"
    assert LinkCheck.objects.count() == 2
