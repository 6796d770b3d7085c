"""The archive in production: `manage.py serve` in its own process, with DEBUG off."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from django.conf import settings

SECRET = "m9V-zq3Rw_7tYb2Kx8Lc5Nf1Hd6Gj4Ps0AuEiOyTrWQkZvXCBnM"


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def environment(folder, **variables):
    inherited = {name: os.environ[name] for name in ["PATH", "HOME", "LANG"] if name in os.environ}
    service = {"DEBUG": "0", "SECRET_KEY": SECRET, "WEB_CONCURRENCY": "1"}
    return inherited | service | {"DATA_DIR": str(folder)} | variables


def manage(folder, *arguments, **variables):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=environment(folder, **variables),
        capture_output=True,
        text=True,
        check=False,
    )


class Served:
    def __init__(self, port, log, process):
        self.port, self.log, self.process = port, log, process

    def get(self, path, headers=None):
        return self.ask("GET", path, headers or {})

    def ask(self, method, path, headers, body=None):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        response.text = response.read().decode()
        connection.close()
        return response

    def written(self):
        return Path(self.log.name).read_text()


@contextmanager
def serving(folder, **variables):
    port = free_port()
    with tempfile.NamedTemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(port)],
            cwd=settings.BASE_DIR,
            env=environment(folder, **variables),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        served = Served(port, log, process)
        try:
            _wait(served)
            yield served
        finally:
            process.terminate()
            process.wait(30)


def _wait(served):
    """Waits until it accepts requests, which is a moment after it listens."""
    for _attempt in range(300):
        try:
            served.get("/healthz")
            return
        except OSError:
            assert served.process.poll() is None, served.written()
            time.sleep(0.1)
    raise AssertionError(served.written())
