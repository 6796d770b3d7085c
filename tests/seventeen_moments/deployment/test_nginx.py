"""nginx.conf in front of a server that notes what reaches it."""

import re
from socketserver import StreamRequestHandler, ThreadingUnixStreamServer
from threading import Thread

import pytest

from .nginx import NGINX, connected, running, wait_for

LARGE = 32 * 1024 * 1024  # bytes, more than all sockets between hold

pytestmark = pytest.mark.skipif(not NGINX, reason="needs nginx (Debian: nginx-light)")


class Archive(ThreadingUnixStreamServer):
    """Notes the head of each request, and the paths whose answer was accepted completely."""

    daemon_threads = True

    def __init__(self, path):
        self.heads, self.answered = [], []
        super().__init__(path, Handler)


class Handler(StreamRequestHandler):
    def handle(self):
        head = "".join(iter(lambda: self.rfile.readline().decode(), "\r\n"))
        self.server.heads.append(head)
        length = re.search(r"^Content-Length: (\d+)", head, re.MULTILINE)
        self.rfile.read(int(length[1]) if length else 0)
        path = head.split()[1]
        size = LARGE if path == "/large" else 2
        self.wfile.write(f"HTTP/1.0 200 OK\r\nContent-Length: {size}\r\n\r\n".encode())
        self.wfile.write(bytes(size))
        self.server.answered.append(path)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nginx")
    with Archive(str(folder / "archive.sock")) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        with running(folder, {"/run/archive": str(folder)}) as port:
            server.port = port
            yield server
        server.shutdown()


def send(connection, method, path, headers="", body=""):
    head = f"{method} {path} HTTP/1.1\r\nHost: archive.example\r\n{headers}\r\n"
    connection.sendall((head + body).encode())


def test_archive_gets_a_request_only_when_it_is_complete(archive):
    archive.heads.clear()
    with connected(archive.port) as slow, connected(archive.port) as quick:
        send(slow, "POST", "/slow", "Content-Length: 6\r\n", "abc")
        send(quick, "GET", "/quick", "Connection: close\r\n")
        while quick.recv(1000):
            pass
        assert [head.split()[1] for head in archive.heads] == ["/quick"]
        slow.sendall(b"def")
        assert slow.recv(1000).startswith(b"HTTP/1.1 200")


def test_archive_does_not_wait_for_a_slow_reader(archive):
    with connected(archive.port) as connection:
        send(connection, "GET", "/large")
        wait_for(lambda: "/large" in archive.answered)


def test_archive_gets_no_header_of_a_proxy_from_a_client(archive):
    names = ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Request-ID"]
    with connected(archive.port) as connection:
        invented = "".join(f"{name}: invented\r\n" for name in [*names, "Forwarded", "SCRIPT_NAME"])
        send(connection, "GET", "/headers", invented)
        connection.recv(1000)
    lines = archive.heads[-1].splitlines()
    assert not re.search("invented|SCRIPT_NAME", "".join(lines))
    assert {"X-Forwarded-For: 127.0.0.1", "X-Forwarded-Proto: https"} <= set(lines)
    assert any(re.fullmatch(r"X-Request-ID: \w{32}", line) for line in lines)


@pytest.mark.parametrize(
    ("path", "megabytes", "status"), [("/", 1, 200), ("/", 3, 413), ("/admin/essays/", 3, 200)]
)
def test_only_the_admin_accepts_large_requests(archive, path, megabytes, status):
    with connected(archive.port) as connection:
        size = megabytes * 2**20
        send(connection, "POST", path, f"Content-Length: {size}\r\nExpect: 100-continue\r\n")
        answer = connection.recv(1000)
        if answer.startswith(b"HTTP/1.1 100"):
            connection.sendall(bytes(size))
            answer = connection.recv(1000)
        assert answer.startswith(f"HTTP/1.1 {status}".encode())
