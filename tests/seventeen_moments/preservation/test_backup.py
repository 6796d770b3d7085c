import os
import shutil
from contextlib import contextmanager
from io import StringIO
from resource import RLIMIT_FSIZE, getrlimit, setrlimit
from threading import Thread
from unittest.mock import Mock

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from reversion import add_to_revision, create_revision

from essays.models import Essay
from resources.models import Image
from seventeen_moments.preservation import backup, manifest, restore
from seventeen_moments.versions.saving import save_draft
from tests import factories
from tests.seventeen_moments.preservation.conftest import contents, media, rows, skip_without_tools


@pytest.fixture
def backups(tmp_path):
    return tmp_path / "backups"


@pytest.fixture
def archive(transactional_db):
    """An essay with an image, in Cyrillic."""
    skip_without_tools()
    essay = factories.essay(title="Оттепель", slug="thaw", body="<p>Ёлка, «кавычки», 𝄞</p>")
    factories.image(essay=essay, title="Ворота")
    return essay


def refusal(*args):
    with pytest.raises(CommandError) as refused:
        call_command(*map(str, args), stdout=StringIO(), stderr=StringIO())
    return str(refused.value)


def test_restored_archive_is_the_same(archive, backups, empty_place):
    before = rows(), media()
    call_command("backup", backups, stdout=StringIO())
    with empty_place.used():
        call_command("restore", backups, stdout=StringIO())
        assert (rows(), media()) == before


def test_file_of_an_earlier_version_is_included(archive, backups, media_root):
    image = Image.objects.get()
    with create_revision():
        add_to_revision(image)
    earlier = image.file.name
    image.file = factories.picture(50)
    image.save()
    assert (media_root / earlier).exists()
    folder = backup.make(backups).folder
    assert (folder / "media" / earlier).exists()


def test_file_of_a_draft_is_included(archive, backups, empty_place):
    image = Image.objects.get()
    image.file = factories.picture(50)
    name = save_draft(image, ["file"], None).data["file"]["name"]
    before = rows(), media()
    assert name in before[1]
    backup.make(backups)
    with empty_place.used():
        restore.restore(restore.find_backup(backups))
        assert (rows(), media()) == before


def test_missing_file_of_a_draft_is_reported(archive, backups, media_root):
    image = Image.objects.get()
    image.file = factories.picture(50)
    name = save_draft(image, ["file"], None).data["file"]["name"]
    (media_root / name).unlink()
    assert backup.make(backups).missing == [f"media/{name}"]


def test_restored_archive_can_be_edited(archive, backups, empty_place):
    backup.make(backups)
    with empty_place.used():
        restore.restore(restore.find_backup(backups))
        factories.image(essay=Essay.objects.get())
        assert Image.objects.count() == 2


def test_command_prints_what_was_saved(archive, backups):
    output = StringIO()
    call_command("backup", backups, stdout=output)
    [folder] = backup.finished(backups)
    size = sum(file.size for file in manifest.read(folder).files.values())
    assert output.getvalue() == f"{folder}: 3 files, {size} bytes.\n"


def test_manifest_has_version_database_and_migrations(archive, backups):
    about = manifest.read(backup.make(backups).folder)
    described = about.version, about.database["kind"], about.migrations[0]
    assert described == ("0.1.0", connection.vendor, "admin.0001_initial")


def test_backup_is_readable_only_by_its_owner(archive, backups):
    assert backup.make(backups).folder.stat().st_mode & 0o777 == 0o700


def test_unchanged_files_are_linked(archive, backups):
    name = f"media/{Image.objects.get().file.name}"
    first, second = (backup.make(backups).folder / name for _ in range(2))
    assert first.samefile(second)


def test_file_is_copied_where_no_links_are_possible(archive, backups, monkeypatch):
    name = f"media/{Image.objects.get().file.name}"
    first = backup.make(backups).folder / name
    monkeypatch.setattr(os, "link", Mock(side_effect=PermissionError))
    second = backup.make(backups).folder / name
    assert (second.samefile(first), second.read_bytes()) == (False, first.read_bytes())


def test_changed_file_is_copied(archive, backups, media_root):
    name = Image.objects.get().file.name
    first = backup.make(backups).folder / "media" / name
    (media_root / name).write_bytes(b"another")
    second = backup.make(backups).folder / "media" / name
    assert (second.read_bytes(), first.read_bytes() == b"another") == (b"another", False)


def test_backup_does_not_need_the_earlier_one(archive, backups):
    first, second = (backup.make(backups).folder for _ in range(2))
    shutil.rmtree(first)
    assert manifest.faults(second, manifest.read(second)) == []


def test_file_damaged_in_the_earlier_backup_is_copied(archive, backups):
    name = f"media/{Image.objects.get().file.name}"
    first = backup.make(backups).folder / name
    status, whole = first.stat(), first.read_bytes()
    first.write_bytes(b"?" + whole[1:])
    os.utime(first, ns=(status.st_mtime_ns, status.st_mtime_ns))
    second = backup.make(backups).folder / name
    assert second.read_bytes() == whole


def test_damaged_backup_is_not_linked(archive, backups):
    first = backup.make(backups).folder
    (first / manifest.NAME).write_text("{}")
    second = backup.make(backups).folder
    name = f"media/{Image.objects.get().file.name}"
    assert not (first / name).samefile(second / name)


def test_missing_file_is_reported_and_the_rest_saved(archive, backups, media_root):
    name = Image.objects.get().file.name
    (media_root / name).unlink()
    output = StringIO()
    call_command("backup", backups, stdout=StringIO(), stderr=output, no_color=True)
    assert output.getvalue() == f"Missing in MEDIA_ROOT: media/{name}\n"


def test_files_on_another_disk_are_included(archive, backups, media_root, tmp_path):
    (media_root / "images").rename(tmp_path / "disk")
    (media_root / "images").symlink_to(tmp_path / "disk")
    (tmp_path / "disk" / "round").symlink_to(media_root)
    before = contents(tmp_path / "disk")
    result = contents(backup.make(backups).folder / "media" / "images")
    assert result == before


# Concurrent changes


class At:
    """Calls a function once, in another connection, before a query with this beginning."""

    def __init__(self, beginning, act):
        self.beginning, self.act = beginning, act

    def __call__(self, execute, sql, params, many, context):
        if self.act and sql.startswith(self.beginning):
            act, self.act = self.act, None
            thread = Thread(target=self.apart, args=[act])
            thread.start()
            thread.join()
        return execute(sql, params, many, context)

    def apart(self, act):
        try:
            act()
        finally:
            connection.close()


def backup_during(backups, *acts):
    with connection.execute_wrapper(acts[0]), connection.execute_wrapper(acts[-1]):
        return backup.make(backups)


def named_and_stored(result, place):
    with place.used():
        restore.restore(result.folder)
        names = {name for image in Image.objects.all() for name in image.file_names()}
    return names, set(contents(place.media))


def test_upload_after_the_first_copy_is_included(archive, backups, empty_place):
    result = backup_during(backups, At("BEGIN", lambda: factories.image(essay=archive)))
    names, files = named_and_stored(result, empty_place)
    assert (len(names), names) == (4, files)


def test_file_deleted_after_the_first_copy_is_removed(archive, backups, empty_place):
    result = backup_during(backups, At("BEGIN", lambda: Image.objects.get().delete()))
    assert named_and_stored(result, empty_place) == (set(), set())


def test_file_added_and_deleted_meanwhile_is_not_missing(archive, backups, empty_place):
    coming = At("BEGIN", lambda: factories.image(essay=archive, title="B"))
    # The query for recordings: after the snapshot, before the new files are copied.
    going = At('SELECT "resources_recording', lambda: Image.objects.get(title="B").delete())
    result = backup_during(backups, coming, going)
    names, files = named_and_stored(result, empty_place)
    assert (result.missing, len(names), names) == ([], 2, files)


def test_file_deleted_after_the_snapshot_is_included(archive, backups, empty_place):
    asked = 'SELECT "django_migrations"'
    result = backup_during(backups, At(asked, lambda: Image.objects.get().delete()))
    names, files = named_and_stored(result, empty_place)
    assert (result.missing, len(names), names) == ([], 2, files)


# Refused


def test_folder_within_the_media_is_refused(db, media_root):
    inside = media_root / "backups"
    assert refusal("backup", inside) == (
        f"{inside} is inside MEDIA_ROOT, {media_root}: choose a folder outside it."
    )


def test_file_in_place_of_a_folder_is_refused(db, tmp_path):
    (tmp_path / "file").write_text("")
    folder = tmp_path / "file" / "backups"
    assert refusal("backup", folder) == f"{folder}: Not a directory."


@pytest.fixture
def missing_table(transactional_db):
    with connection.schema_editor() as editor:
        editor.alter_db_table(Image, "resources_image", "elsewhere")
    yield "resources_image"
    with connection.schema_editor() as editor:
        editor.alter_db_table(Image, "elsewhere", "resources_image")


def test_database_without_tables_is_reported(backups, missing_table):
    skip_without_tools()
    output = refusal("backup", backups)
    assert output.startswith("The database cannot be used: ")
    assert missing_table in output


def test_simultaneous_backup_is_refused(db, backups):
    backups.mkdir()
    with backup.locked(backups):
        assert refusal("backup", backups) == f"Another backup into {backups} is running."


@contextmanager
def full_disk(size):
    """Limits the size of files."""
    soft, hard = getrlimit(RLIMIT_FSIZE)
    setrlimit(RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        setrlimit(RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("size", [10, 50_000])  # enough for no file, for all but the database
def test_full_disk_is_reported_and_nothing_left(archive, backups, size):
    with full_disk(size):
        output = refusal("backup", backups)
    if connection.vendor == "sqlite" and size > 10:
        assert output.startswith("The database could not be copied: ")
    else:
        assert output == f"{backups}: File too large."
    assert contents(backups) == {".lock": b""}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite needs no tools")
class TestTools:
    @pytest.fixture
    def path(self, db, monkeypatch, tmp_path):
        """An empty PATH."""
        (tmp_path / "bin").mkdir()
        monkeypatch.setenv("PATH", str(tmp_path / "bin"))
        return tmp_path / "bin"

    @pytest.mark.parametrize("command", ["backup", "restore"])
    def test_missing_tools_are_named(self, command, backup_of_migrations, empty_place, path):
        with empty_place.used():
            output = refusal(command, backup_of_migrations)
        assert output == (
            "pg_dump is not installed; on Debian and Ubuntu: apt-get install postgresql-client."
        )

    def test_password_is_in_no_command_line(self, archive, backups, path, monkeypatch):
        tool = '#!/bin/sh\necho pg_dump 99; echo "$PGPASSWORD; $*" >> {}/output\n'
        for name in ["pg_dump", "pg_restore"]:
            (path / name).write_text(tool.format(path))
            (path / name).chmod(0o755)
        monkeypatch.setitem(connection.settings_dict, "PASSWORD", "secret")
        backup.make(backups)
        output = (path / "output").read_text().splitlines()[-1]
        assert (output.startswith("secret; "), output.count("secret")) == (True, 1)

    def test_older_tool_is_named(self, backups, path):
        tool = path / "pg_dump"
        tool.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n")
        tool.chmod(0o755)
        server = connection.pg_version // 10_000
        assert refusal("backup", backups) == (
            f"pg_dump has version 9, the server has version {server}: install "
            f"postgresql-client-{server} or newer."
        )
