import os
from contextlib import contextmanager
from pathlib import Path
from shutil import which

import pytest
from django.conf import settings as given
from django.db import connection, connections
from django.test import override_settings

from seventeen_moments.preservation import backup


def skip_without_tools():
    if connection.vendor == "postgresql" and not which("pg_dump"):
        pytest.skip("no pg_dump in PATH; on Debian: apt-get install postgresql-client")


class Place:
    """The database and the MEDIA_ROOT of another archive."""

    def __init__(self, database, media):
        self.database, self.media = database, media
        media.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def used(self):
        """Uses this archive inside the block."""
        original = connections["default"]
        other = original.copy()
        other.settings_dict = original.settings_dict | {"NAME": self.database}
        connections["default"] = other
        try:
            with override_settings(MEDIA_ROOT=self.media):
                yield
        finally:
            other.close()
            connections["default"] = original

    @property
    def variables(self):
        """The environment of another process."""
        folders = {"MEDIA_ROOT": str(self.media), "DATA_DIR": str(self.media.parent / "data")}
        return os.environ | {"DATABASE_URL": address(self.database)} | folders


def address(database):
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database}"
    return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/".format_map(settings) + str(database)


@pytest.fixture
def empty_place(db, tmp_path):
    skip_without_tools()
    media = tmp_path / "elsewhere" / "media"
    if connection.vendor == "sqlite":
        yield Place(tmp_path / "elsewhere.sqlite3", media)
        return
    name = f"{connection.settings_dict['NAME']}_elsewhere"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name}")
    yield Place(name, media)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def backup_of_migrations(django_db_setup, django_db_blocker, tmp_path_factory):
    """A backup of an empty, migrated database with two files."""
    skip_without_tools()
    folder = tmp_path_factory.mktemp("backups")
    media = folder / "media"
    for name in ["images/0/gate.png", "recordings/0/song.wav"]:
        (media / name).parent.mkdir(parents=True)
        (media / name).write_bytes(name.encode())
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media):
        saved = backup.make(folder / "backups").folder
        connection.close()
    return saved


def rows():
    """The contents of all tables."""
    with connection.cursor() as cursor:
        names = sorted(connection.introspection.table_names(cursor))
        return {name: _rows(cursor, name) for name in names}


def _rows(cursor, name):
    cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - our own tables
    return sorted(map(repr, cursor.fetchall()))


def contents(folder):
    """The contents of all files below the folder, by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in Path(folder).rglob("*")
        if path.is_file()
    }


def media():
    return contents(given.MEDIA_ROOT)
