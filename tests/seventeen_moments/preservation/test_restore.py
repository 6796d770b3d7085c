import json
import shutil
import sqlite3
from contextlib import closing
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from seventeen_moments.preservation import databases, manifest
from seventeen_moments.preservation.media import STAGED
from tests.seventeen_moments.preservation.conftest import contents


@pytest.fixture
def saved(backup_of_migrations, tmp_path):
    """A copy of the backup, which tests may damage."""
    return shutil.copytree(backup_of_migrations, tmp_path / backup_of_migrations.name)


@pytest.fixture
def restored(saved, empty_place):
    """Returns the output of the command."""

    def restored(folder=saved):
        output = StringIO()
        with empty_place.used():
            call_command("restore", folder, stdout=output)
        return output.getvalue()

    return restored


@pytest.fixture
def refused(restored, empty_place):
    """Returns the error, and whether the target stayed empty."""

    def refused(*args):
        with pytest.raises(CommandError) as refusal:
            restored(*args)
        with empty_place.used():
            return str(refusal.value), databases.is_empty() and contents(empty_place.media) == {}

    return refused


def rewrite(folder, **changes):
    about = manifest.read(folder)
    manifest.write(folder, about._replace(**changes))


def test_backup_is_restored_into_an_empty_place(restored, saved, empty_place):
    about = manifest.read(saved)
    assert restored() == f"Restored {saved}, made {about.created}: 3 files.\n"
    assert contents(empty_place.media) == contents(saved / "media")


def test_latest_of_several_is_restored(restored, saved):
    shutil.copytree(saved, saved.parent / "several" / "2001-01-01T000000Z")
    newest = shutil.copytree(saved, saved.parent / "several" / "2001-01-01T000000Z-2")
    shutil.copytree(saved, saved.parent / "several" / ".unfinished-0")
    assert restored(saved.parent / "several").startswith(f"Restored {newest}, ")


def test_older_backup_needs_the_migrations(restored, saved):
    rewrite(saved, migrations=manifest.read(saved).migrations[1:])
    assert restored().endswith("Run migrate now: 1 migrations are newer.\n")


def test_time_of_a_file_is_restored_from_the_manifest(restored, saved, empty_place):
    (saved / "media/images/0/gate.png").touch()
    restored()
    modified = manifest.read(saved).files["media/images/0/gate.png"].modified
    assert (empty_place.media / "images/0/gate.png").stat().st_mtime_ns == modified


# Refused


def test_damage_is_reported_before_anything_is_changed(refused, saved):
    (saved / "media/images/0/gate.png").write_bytes(b"images/0/gate.jpg")
    (saved / "media/stray").write_bytes(b"")
    assert refused() == (
        "The backup is damaged. Nothing was restored.\n"
        "media/images/0/gate.png has changed: its checksum differs.\n"
        "media/stray is not in the manifest.",
        True,
    )


def test_folder_without_a_backup_is_refused(refused, tmp_path):
    (tmp_path / "none").mkdir()
    assert refused(tmp_path / "none") == (
        f"{tmp_path / 'none' / 'manifest.json'} is missing: this is not a complete backup.",
        True,
    )


def test_unfinished_backup_is_refused(refused, saved):
    (saved / manifest.NAME).unlink()
    assert refused()[1]


@pytest.mark.database
def test_other_kind_of_database_is_refused(refused, saved):
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    rewrite(saved, database={"kind": other, "file": "database"})
    titles = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    assert refused() == (
        f"The backup is of {titles[other]}, DATABASE_URL names {titles[connection.vendor]}: "
        "a backup is restored to the same kind of database.",
        True,
    )


def test_backup_of_a_newer_version_is_refused(refused, saved):
    rewrite(saved, version="9.0", migrations=["essays.9999_future"])
    assert refused()[0].startswith("The backup is of version 9.0, which has migrations that this")


def test_non_empty_database_is_refused(refused, empty_place):
    with empty_place.used(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE mine (id integer)")
    assert refused()[0] == "The database is not empty: restore into an empty one."


def test_non_empty_media_folder_is_refused(refused, empty_place):
    (empty_place.media / "mine.txt").write_text("mine")
    assert refused()[0] == f"{empty_place.media} is not empty: restore into an empty MEDIA_ROOT."


def test_files_beside_an_interrupted_restore_are_refused(refused, empty_place):
    (empty_place.media / STAGED).mkdir()
    (empty_place.media / "mine.txt").write_text("mine")
    assert refused()[0] == f"{empty_place.media} is not empty: restore into an empty MEDIA_ROOT."


def test_full_disk_is_refused(refused, saved):
    files = dict(manifest.read(saved).files)
    name = "media/images/0/gate.png"
    files[name] = files[name]._replace(size=2**60)
    rewrite(saved, files=files)
    assert refused()[0].startswith(f"Not enough disk space: {2**60 + 21} bytes are needed, ")


def test_failing_database_leaves_no_files(refused, saved):
    """The checksum is right, the content is not."""
    about = manifest.read(saved)
    path = saved / about.database["file"]
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    size, checksum = path.stat().st_size, manifest.checksum(path)
    file = about.files[path.name]._replace(size=size, sha256=checksum)
    rewrite(saved, files=about.files | {path.name: file})
    assert refused()[1]


def test_manifest_is_json_that_tools_can_read(saved):
    assert json.loads((saved / manifest.NAME).read_text())["format"] == 1


@pytest.mark.skipif("sqlite" not in settings.DATABASES["default"]["ENGINE"], reason="of SQLite")
def test_restore_into_a_running_archive_is_refused(refused, empty_place):
    with closing(sqlite3.connect(empty_place.database)) as archive:
        archive.execute("PRAGMA journal_mode = WAL")
        archive.execute("SELECT COUNT(*) FROM sqlite_master").fetchall()
        output, is_empty = refused()
    assert output.endswith("database is locked. Stop the archive first.")
    assert is_empty
