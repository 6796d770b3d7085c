"""A primary and a streaming replica of PostgreSQL on loopback, with Debian's own programs."""

import os
import shutil
import subprocess
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from time import sleep

import psycopg2

from tests.serving import free_port

# Nothing here needs to survive a power cut.
OPTIONS = {
    **dict.fromkeys(["fsync", "synchronous_commit", "full_page_writes", "autovacuum"], "off"),
    "max_connections": 30,
    "shared_buffers": "32MB",
    "listen_addresses": "127.0.0.1",
    "wal_writer_delay": "10ms",
}
AS_POSTGRES = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


def programs():
    """The folder of the latest installed version, or None."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parts[-2])
    )
    return next((path for path in reversed(folders) if (path / "initdb").exists()), None)


class Server:
    def __init__(self, folder):
        self.folder, self.port = folder, free_port()

    def start(self):
        options = OPTIONS | {"port": self.port, "unix_socket_directories": self.folder}
        words = " ".join(f"-c {name}={value}" for name, value in options.items())
        run("pg_ctl", "start", "-w", "-D", self.folder, "-o", words, "-l", self.folder / "log")

    def stop(self):
        """As a crash."""
        run("pg_ctl", "stop", "-m", "immediate", "-D", self.folder)

    def ask(self, sql, name="postgres"):
        address = {"host": "127.0.0.1", "port": self.port, "user": "postgres", "dbname": name}
        with closing(psycopg2.connect(**address)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchone()[0] if cursor.description else None

    def copy_from(self, settings, name):
        """The tables and rows of another database into this one."""
        words = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
        variables = {word: str(settings[key]) for word, key in words.items() if settings[key]}
        dump = [programs() / "pg_dump", "--no-owner", "--no-privileges", settings["NAME"]]
        dumped = subprocess.run(dump, env=os.environ | variables, capture_output=True, check=True)
        load = [
            programs() / "psql",
            "-q",
            "-h",
            "127.0.0.1",
            "-p",
            str(self.port),
            "-U",
            "postgres",
        ]
        subprocess.run([*load, name], input=dumped.stdout, stdout=subprocess.DEVNULL, check=True)

    def url(self, name):
        return f"postgres://postgres@127.0.0.1:{self.port}/{name}"


class Pair:
    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="replication-"))
        self.folder.chmod(0o777)  # of user postgres, if this one is root
        self.primary, self.replica = (
            Server(self.folder / "primary"),
            Server(self.folder / "replica"),
        )

    def start(self):
        run("initdb", "-N", "-A", "trust", "-U", "postgres", "-D", self.primary.folder)
        self.primary.start()
        source = ["-h", "127.0.0.1", "-p", self.primary.port, "-U", "postgres"]
        run("pg_basebackup", "-N", "-R", "-c", "fast", *source, "-D", self.replica.folder)
        self.replica.start()

    def stop(self):
        for server in [self.replica, self.primary]:
            with suppress(subprocess.CalledProcessError):  # it does not run
                server.stop()
        shutil.rmtree(self.folder)

    def pause(self):
        """The replica goes on receiving, and replays nothing."""
        self.replica.ask("SELECT pg_wal_replay_pause()")

    def resume(self):
        """Returns when the replica has everything."""
        self.replica.ask("SELECT pg_wal_replay_resume()")
        self.wait()

    def wait(self):
        position = self.primary.ask("SELECT pg_current_wal_insert_lsn()")
        for _attempt in range(500):
            if self.replica.ask(f"SELECT pg_last_wal_replay_lsn() >= '{position}'"):
                return
            sleep(0.02)
        raise AssertionError("The replica does not follow.")


def run(program, *arguments):
    subprocess.run(
        [*AS_POSTGRES, programs() / program, *map(str, arguments)],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
    )
