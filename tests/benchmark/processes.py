"""Servers, and what their processes have used, by /proc: Linux only."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

from django.conf import settings

from tests.serving import free_port, serving

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
WORKERS = 2
THREADS = 16  # of a worker, as in gunicorn.conf.py
CONNECTIONS = 4


class Server:
    """A gunicorn with its workers, and the processes of the database that work for it."""

    def __init__(self, port, process, database: Callable = list):
        self.port, self.process, self.database = port, process, database

    def processes(self):
        return list(tree(self.process.pid))

    def cpu(self):
        """Seconds of CPU until now."""
        return sum(map(cpu, [*self.processes(), *self.database()]))

    def memory(self):
        """MiB. What several processes share counts once (PSS)."""
        rollups = [(PROC / str(pid) / "smaps_rollup").read_text() for pid in self.processes()]
        return sum(int(rollup.split("\nPss:")[1].split()[0]) for rollup in rollups) / 1024

    def ask(self, addresses):
        """Asks for each address once, on a few kept connections."""
        pending, failed = iter(addresses), []

        def work():
            connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
            for address in pending:
                connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
                response = connection.getresponse()
                response.read()
                if response.status != 200:
                    failed.append((address, response.status))
            connection.close()

        threads = [Thread(target=work) for _ in range(CONNECTIONS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failed:
            sys.exit(f"{len(failed)} pages failed, the first: {failed[0]}")

    def cost(self, addresses):
        """Milliseconds of CPU for each."""
        before = self.cpu()
        self.ask(addresses)
        return (self.cpu() - before) / len(addresses) * 1000


def tree(pid):
    yield pid
    for child in (PROC / str(pid) / "task" / str(pid) / "children").read_text().split():
        yield from tree(int(child))


def cpu(pid):
    """Seconds, in the program and in the kernel."""
    fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def wait_for(port):
    for _attempt in range(300):
        try:
            return socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
    sys.exit("gunicorn does not start")


@contextmanager
def archive(folder, variables, database=list):
    with serving(folder, WEB_CONCURRENCY=str(WORKERS), LOG_LEVEL="WARNING", **variables) as served:
        yield Server(served.port, served.process, database)


@contextmanager
def hello_world():
    port = free_port()
    options = {"worker-class": "gthread", "threads": THREADS, "workers": WORKERS}
    options |= {"bind": f"127.0.0.1:{port}", "no-control-socket": ""}
    arguments = [
        part for name, value in options.items() for part in [f"--{name}", str(value)] if part
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *arguments, "tests.benchmark.hello"],
        cwd=settings.BASE_DIR,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(30)
