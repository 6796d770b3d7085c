import os
import shutil
from contextlib import contextmanager
from io import StringIO
from resource import RLIMIT_FSIZE, getrlimit, setrlimit
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from reversion import add_to_revision, create_revision

from essays.models import Essay
from resources.models import Image
from seventeen_moments.preservation import backup, manifest, restore
from tests import factories
from tests.seventeen_moments.preservation.conftest import contents, media, rows, skip_without_tools


@pytest.fixture
def kept(tmp_path):
    return tmp_path / "kept"


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


def test_archive_comes_back_as_it_was(archive, kept, empty_place):
    before = rows(), media()
    call_command("backup", kept, stdout=StringIO())
    with empty_place.used():
        call_command("restore", kept, stdout=StringIO())
        assert (rows(), media()) == before


def test_file_that_the_history_keeps_comes_along(archive, kept, media_root):
    image = Image.objects.get()
    with create_revision():
        add_to_revision(image)
    earlier = image.file.name
    image.file = factories.picture(50)
    image.save()
    assert (media_root / earlier).exists()
    folder = backup.make(kept).folder
    assert (folder / "media" / earlier).exists()


def test_restored_archive_is_written_to(archive, kept, empty_place):
    backup.make(kept)
    with empty_place.used():
        restore.restore(restore.chosen(kept))
        factories.image(essay=Essay.objects.get())
        assert Image.objects.count() == 2


def test_command_says_what_was_kept(archive, kept):
    said = StringIO()
    call_command("backup", kept, stdout=said)
    [folder] = backup.finished(kept)
    size = sum(file.size for file in manifest.read(folder).files.values())
    assert said.getvalue() == f"{folder}: 3 files, {size} bytes.\n"


def test_manifest_tells_version_database_and_migrations(archive, kept):
    about = manifest.read(backup.make(kept).folder)
    known = about.version, about.database["kind"], about.migrations[0]
    assert known == ("0.1.0", connection.vendor, "admin.0001_initial")


def test_backup_is_for_its_owner_alone(archive, kept):
    assert backup.make(kept).folder.stat().st_mode & 0o777 == 0o700


def test_second_backup_holds_unchanged_files_once(archive, kept):
    name = f"media/{Image.objects.get().file.name}"
    first, second = (backup.make(kept).folder / name for _ in range(2))
    assert first.samefile(second)


def test_file_that_changed_is_copied(archive, kept, media_root):
    name = Image.objects.get().file.name
    first = backup.make(kept).folder / "media" / name
    (media_root / name).write_bytes(b"another")
    second = backup.make(kept).folder / "media" / name
    assert (second.read_bytes(), first.read_bytes() == b"another") == (b"another", False)


def test_backup_outlives_the_earlier_one(archive, kept):
    first, second = (backup.make(kept).folder for _ in range(2))
    shutil.rmtree(first)
    assert manifest.faults(second, manifest.read(second)) == []


def test_file_that_is_damaged_in_the_earlier_backup_is_copied(archive, kept):
    name = f"media/{Image.objects.get().file.name}"
    first = backup.make(kept).folder / name
    status, whole = first.stat(), first.read_bytes()
    first.write_bytes(b"?" + whole[1:])
    os.utime(first, ns=(status.st_mtime_ns, status.st_mtime_ns))
    second = backup.make(kept).folder / name
    assert second.read_bytes() == whole


def test_damaged_backup_is_not_built_upon(archive, kept):
    first = backup.make(kept).folder
    (first / manifest.NAME).write_text("{}")
    second = backup.make(kept).folder
    name = f"media/{Image.objects.get().file.name}"
    assert not (first / name).samefile(second / name)


def test_file_that_is_missing_is_told_and_the_rest_kept(archive, kept, media_root):
    name = Image.objects.get().file.name
    (media_root / name).unlink()
    said = StringIO()
    call_command("backup", kept, stdout=StringIO(), stderr=said, no_color=True)
    assert said.getvalue() == f"Missing in MEDIA_ROOT: media/{name}\n"


def test_pictures_on_another_disk_come_along(archive, kept, media_root, tmp_path):
    (media_root / "images").rename(tmp_path / "disk")
    (media_root / "images").symlink_to(tmp_path / "disk")
    (tmp_path / "disk" / "round").symlink_to(media_root)
    before = contents(tmp_path / "disk")
    made = contents(backup.make(kept).folder / "media" / "images")
    assert made == before


# What happens meanwhile


class At:
    """Acts once, in another connection, when a statement of this beginning is executed."""

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


def made_while(kept, *acts):
    with connection.execute_wrapper(acts[0]), connection.execute_wrapper(acts[-1]):
        return backup.make(kept)


def named_and_kept(made, place):
    with place.used():
        restore.restore(made.folder)
        names = {name for image in Image.objects.all() for name in image.file_names()}
    return names, set(contents(place.media))


def test_upload_after_the_first_copying_is_kept(archive, kept, empty_place):
    made = made_while(kept, At("BEGIN", lambda: factories.image(essay=archive)))
    names, files = named_and_kept(made, empty_place)
    assert (len(names), names) == (4, files)


def test_deletion_after_the_first_copying_leaves_nothing(archive, kept, empty_place):
    made = made_while(kept, At("BEGIN", lambda: Image.objects.get().delete()))
    assert named_and_kept(made, empty_place) == (set(), set())


def test_upload_that_came_and_went_is_missing_nowhere(archive, kept, empty_place):
    coming = At("BEGIN", lambda: factories.image(essay=archive, title="B"))
    # The question for recordings: the database is fixed, the files are not yet copied.
    going = At('SELECT "resources_recording', lambda: Image.objects.get(title="B").delete())
    made = made_while(kept, coming, going)
    names, files = named_and_kept(made, empty_place)
    assert (made.lost, len(names), names) == ([], 2, files)


def test_deletion_after_the_moment_keeps_the_file(archive, kept, empty_place):
    asked = 'SELECT "django_migrations"'
    made = made_while(kept, At(asked, lambda: Image.objects.get().delete()))
    names, files = named_and_kept(made, empty_place)
    assert (made.lost, len(names), names) == ([], 2, files)


# What is refused


def test_folder_within_the_media_is_refused(db, media_root):
    inside = media_root / "kept"
    assert refusal("backup", inside) == (
        f"{inside} is inside MEDIA_ROOT, {media_root}: choose a folder outside it."
    )


def test_file_in_place_of_a_folder_is_refused(db, tmp_path):
    (tmp_path / "file").write_text("")
    folder = tmp_path / "file" / "kept"
    assert refusal("backup", folder) == f"{folder}: Not a directory."


@pytest.fixture
def missing_table(transactional_db):
    with connection.schema_editor() as editor:
        editor.alter_db_table(Image, "resources_image", "elsewhere")
    yield "resources_image"
    with connection.schema_editor() as editor:
        editor.alter_db_table(Image, "elsewhere", "resources_image")


def test_database_without_tables_is_told(kept, missing_table):
    skip_without_tools()
    said = refusal("backup", kept)
    assert said.startswith("The database cannot be used: ")
    assert missing_table in said


def test_second_backup_at_once_is_refused(db, kept):
    kept.mkdir()
    with backup._alone(kept):
        assert refusal("backup", kept) == f"Another backup into {kept} is running."


@contextmanager
def full_disk(size):
    """No file may grow beyond so many bytes."""
    soft, hard = getrlimit(RLIMIT_FSIZE)
    setrlimit(RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        setrlimit(RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("size", [10, 50_000])  # enough for no file, for all but the database
def test_full_disk_is_told_and_gets_its_room_back(archive, kept, size):
    with full_disk(size):
        said = refusal("backup", kept)
    if connection.vendor == "sqlite" and size > 10:
        assert said.startswith("The database could not be copied: ")
    else:
        assert said == f"{kept}: File too large."
    assert contents(kept) == {".lock": b""}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite needs no tools")
class TestTools:
    @pytest.fixture
    def path(self, db, monkeypatch, tmp_path):
        """Where programs are looked for: nothing is there."""
        (tmp_path / "bin").mkdir()
        monkeypatch.setenv("PATH", str(tmp_path / "bin"))
        return tmp_path / "bin"

    @pytest.mark.parametrize("command", ["backup", "restore"])
    def test_missing_tools_are_named(self, command, backup_of_migrations, empty_place, path):
        with empty_place.used():
            said = refusal(command, backup_of_migrations)
        assert said == (
            "pg_dump is not installed; on Debian and Ubuntu: apt-get install postgresql-client."
        )

    def test_password_is_in_no_command_line(self, archive, kept, path, monkeypatch):
        tool = '#!/bin/sh\necho pg_dump 99; echo "$PGPASSWORD; $*" >> {}/said\n'
        for name in ["pg_dump", "pg_restore"]:
            (path / name).write_text(tool.format(path))
            (path / name).chmod(0o755)
        monkeypatch.setitem(connection.settings_dict, "PASSWORD", "secret")
        backup.make(kept)
        said = (path / "said").read_text().splitlines()[-1]
        assert (said.startswith("secret; "), said.count("secret")) == (True, 1)

    def test_older_tool_is_named(self, kept, path):
        tool = path / "pg_dump"
        tool.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n")
        tool.chmod(0o755)
        server = connection.pg_version // 10_000
        assert refusal("backup", kept) == (
            f"pg_dump has version 9, the server has version {server}: install "
            f"postgresql-client-{server} or newer."
        )
