"""Runs PostgreSQL’s own tools on the database of the settings.

The password is passed in the environment, because all users of a machine can see command lines.
"""

import os
import re
import subprocess
from contextlib import contextmanager
from shutil import which
from tempfile import TemporaryFile

from django.core.management.base import CommandError
from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

from .files import CHUNK, write

PLAIN = ["--no-owner", "--no-privileges"]  # another server has other users


class PostgreSQL:
    KIND, TITLE, FILE = "postgresql", "PostgreSQL", "database.dump"

    def check_tools(self):
        for tool in ["pg_dump", "pg_restore"]:
            if not which(tool):
                raise CommandError(
                    f"{tool} is not installed; on Debian and Ubuntu: apt-get install "
                    "postgresql-client."
                )
            output = subprocess.run(  # noqa: S603
                [which(tool), "--version"], capture_output=True, text=True, check=True
            ).stdout
            version, server = int(re.search(r"\d+", output)[0]), connection.pg_version // 10_000
            if version < server:
                raise CommandError(
                    f"{tool} has version {version}, the server has version {server}: install "
                    f"postgresql-client-{server} or newer."
                )

    @contextmanager
    def snapshot(self):
        """All queries inside see the same state. Other processes can write."""
        with connection.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            try:
                cursor.execute("SELECT pg_export_snapshot()")
                [self.name] = cursor.fetchone()
                yield
            finally:
                cursor.execute("ROLLBACK")

    def dump(self, path):
        # Through a pipe: if this process is killed, pg_dump ends too.
        options = ["--format=custom", f"--snapshot={self.name}", *PLAIN]
        with _tool("pg_dump", options, stdout=subprocess.PIPE) as process:
            return write(iter(lambda: process.stdout.read(CHUNK), b""), path)

    def load(self, path):
        """One transaction. Through a pipe: if this process is killed, pg_restore gets no more input
        and rolls back."""
        options = ["--single-transaction", *PLAIN, "--dbname=", "--format=custom"]
        with path.open("rb") as file, _tool("pg_restore", options, stdin=subprocess.PIPE) as tool:
            try:
                while chunk := file.read(CHUNK):
                    tool.stdin.write(chunk)
                tool.stdin.close()
            except BrokenPipeError:
                pass  # pg_restore prints the reason


@contextmanager
def _tool(name, options, **pipe):
    with TemporaryFile() as stderr:
        with subprocess.Popen(  # noqa: S603 - a list, no shell
            [which(name), *options], env=_environment(), stderr=stderr, **pipe
        ) as process:
            try:
                yield process
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            stderr.seek(0)
            lines = stderr.read().decode(errors="replace").splitlines()
            error = next((line for line in lines if "error:" in line), f"{name} failed")
            raise CommandError(f"{error.removesuffix('.')}.")


def _environment():
    settings = connection.settings_dict
    _args, variables = DatabaseClient.settings_to_cmd_args_env(settings, [])
    variables = (variables or {}) | {"LC_ALL": "C"}  # for error messages in English
    for name, key in [("HOST", "HOST"), ("PORT", "PORT"), ("USER", "USER"), ("DATABASE", "NAME")]:
        if settings[key]:
            variables[f"PG{name}"] = str(settings[key])
    if "options" in settings["OPTIONS"]:
        variables["PGOPTIONS"] = settings["OPTIONS"]["options"]
    return os.environ | variables
