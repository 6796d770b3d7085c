"""PostgreSQL’s own tools, at the database of the settings. The password goes by the environment:
every user of the machine reads command lines."""

import os
import re
import subprocess
from contextlib import contextmanager
from shutil import which
from tempfile import TemporaryFile

from django.core.management.base import CommandError
from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

from .files import PIECE, write

PLAIN = ["--no-owner", "--no-privileges"]  # the next server has other users


class PostgreSQL:
    KIND, TITLE, FILE = "postgresql", "PostgreSQL", "database.dump"

    def check_tools(self):
        for tool in ["pg_dump", "pg_restore"]:
            _check(tool)

    @contextmanager
    def snapshot(self):
        """What is asked within is answered as of one moment. Others go on writing."""
        with connection.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            try:
                cursor.execute("SELECT pg_export_snapshot()")
                [self.name] = cursor.fetchone()
                yield
            finally:
                cursor.execute("ROLLBACK")

    def dump(self, path):
        # By a pipe: if this process is killed, pg_dump ends, too.
        options = ["--format=custom", f"--snapshot={self.name}", *PLAIN]
        with _tool("pg_dump", options, stdout=subprocess.PIPE) as process:
            return write(iter(lambda: process.stdout.read(PIECE), b""), path)

    def load(self, path):
        """One transaction. By a pipe: if this process is killed, pg_restore misses the rest, and
        takes all back."""
        options = ["--single-transaction", *PLAIN, "--dbname=", "--format=custom"]
        with path.open("rb") as file, _tool("pg_restore", options, stdin=subprocess.PIPE) as tool:
            try:
                while piece := file.read(PIECE):
                    tool.stdin.write(piece)
                tool.stdin.close()
            except BrokenPipeError:
                pass  # it says itself why it has ended


@contextmanager
def _tool(name, options, **pipe):
    with TemporaryFile() as said:
        with subprocess.Popen(  # noqa: S603 - a list, no shell
            [which(name), *options], env=_environment(), stderr=said, **pipe
        ) as process:
            try:
                yield process
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            said.seek(0)
            lines = said.read().decode(errors="replace").splitlines()
            words = next((line for line in lines if "error:" in line), f"{name} failed")
            raise CommandError(f"{words.removesuffix('.')}.")


def _environment():
    settings = connection.settings_dict
    _args, ours = DatabaseClient.settings_to_cmd_args_env(settings, [])
    ours = (ours or {}) | {"LC_ALL": "C"}  # their errors in English
    for name, key in [("HOST", "HOST"), ("PORT", "PORT"), ("USER", "USER"), ("DATABASE", "NAME")]:
        if settings[key]:
            ours[f"PG{name}"] = str(settings[key])
    if "options" in settings["OPTIONS"]:
        ours["PGOPTIONS"] = settings["OPTIONS"]["options"]
    return os.environ | ours


def _check(tool):
    if not which(tool):
        raise CommandError(
            f"{tool} is not installed; on Debian and Ubuntu: apt-get install postgresql-client."
        )
    said = subprocess.run(  # noqa: S603
        [which(tool), "--version"], capture_output=True, text=True, check=True
    ).stdout
    version, server = int(re.search(r"\d+", said)[0]), connection.pg_version // 10_000
    if version < server:
        raise CommandError(
            f"{tool} has version {version}, the server has version {server}: install "
            f"postgresql-client-{server} or newer."
        )
