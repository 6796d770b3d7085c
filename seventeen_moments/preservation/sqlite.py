"""SQLite’s own copying of a database: page by page, as of one moment."""

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
        """What is asked within is answered as of one moment. Others go on writing."""
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")  # no atomic(): it would take the only write lock
            try:
                cursor.execute("SELECT COUNT(*) FROM sqlite_master")  # from here on
                yield
            finally:
                cursor.execute("ROLLBACK")

    def dump(self, path):
        try:
            with closing(sqlite3.connect(path)) as target:
                connection.connection.backup(target)
                # One file that can be read where nothing may be written: no -wal beside it.
                target.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.Error as error:
            raise CommandError(f"The database could not be copied: {error}.") from None
        status = path.stat()
        return File(status.st_size, checksum(path), status.st_mtime_ns)

    def load(self, path):
        """One transaction of SQLite: whoever is killed leaves the database as it was, empty."""
        try:
            with connection.cursor() as cursor:
                # Refused while another process has the database open.
                cursor.execute("PRAGMA journal_mode = DELETE")
            address = f"file:{quote(str(path))}?mode=ro&immutable=1"
            with closing(sqlite3.connect(address, uri=True)) as source:
                source.backup(connection.connection)
        except (sqlite3.Error, OperationalError) as error:
            advice = " Stop the archive first." if "locked" in str(error) else ""
            raise CommandError(f"The database could not be restored: {error}.{advice}") from None
        finally:
            connection.close()
