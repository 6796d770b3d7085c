"""Runs the whole command in another process, in an empty folder, with its output in a pipe."""

import os
import re
import socket
import subprocess
import sys
import time
from itertools import takewhile
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture
def running(tmp_path, port):
    # SQLite, whatever database the tests use: it is the default.
    own = {"DATA_DIR": str(tmp_path), "MEDIA_ROOT": "", "DATABASE_URL": "", "DEBUG": "1"}
    command = [sys.executable, "manage.py", "quickstart", "--bare", "--port", str(port)]
    with subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        env=os.environ | own,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        yield process
        process.terminate()


def answer(address):
    """Returns the response once the server is up, which is shortly after it says so."""
    for _attempt in range(100):
        try:
            with urlopen(address, timeout=10) as response:  # noqa: S310 our own address
                return response.read()
        except URLError:
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")


def test_passwords_are_read_from_a_pipe_while_the_archive_is_served(running, port):
    printed = "".join(takewhile(lambda line: "Quit the server" not in line, running.stdout))
    accounts = re.findall(r"^(\w+): \w{16}$", printed, re.MULTILINE)
    assert accounts == ["editor", "moderator", "administrator"]
    assert answer(f"http://127.0.0.1:{port}/healthz") == b"ok\n"
