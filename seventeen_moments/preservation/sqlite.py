"""Uses SQLite’s backup API, which copies one consistent state of the database."""

import sqlite3
from contextlib import closing, contextmanager
from urllib.parse import quote

from django.core.management.base import CommandError
from django.db import OperationalError, connection

from .files import File, checksum


class SQLite:
    KIND, TITLE, FILE = "sqlite", "SQLite", "database.sqlite3"

    def check_tools(self):
        """None are needed."""

    @contextmanager
    def snapshot(self):
        """All queries inside see the same state. Other processes can write."""
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")  # not atomic(), which takes the only write lock
            try:
                cursor.execute(
                    "SELECT COUNT(*) FROM sqlite_master"
                )  # the snapshot begins with the first query
                yield
            finally:
                cursor.execute("ROLLBACK")

    def dump(self, path):
        try:
            with closing(sqlite3.connect(path)) as target:
                connection.connection.backup(target)
                # A single file without -wal, which can be read from a read-only disk.
                target.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.Error as error:
            raise CommandError(f"The database could not be copied: {error}.") from None
        status = path.stat()
        return File(status.st_size, checksum(path), status.st_mtime_ns)

    def load(self, path):
        """One transaction: if the process is killed, the database stays empty."""
        try:
            with connection.cursor() as cursor:
                # Fails while another process has the database open.
                cursor.execute("PRAGMA journal_mode = DELETE")
            address = f"file:{quote(str(path))}?mode=ro&immutable=1"
            with closing(sqlite3.connect(address, uri=True)) as source:
                source.backup(connection.connection)
        except (sqlite3.Error, OperationalError) as error:
            advice = " Stop the archive first." if "locked" in str(error) else ""
            raise CommandError(f"The database could not be restored: {error}.{advice}") from None
        finally:
            connection.close()
