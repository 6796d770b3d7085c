"""Backs up the database and the files while the archive is in use.

An upload is stored before its row is committed. It never changes, and it is deleted after the
commit that deletes its row. So neither order of copying is right: files copied after the database
may have been deleted, and files copied before it do not include the latest. Therefore the files
are copied first, which may take hours and blocks nobody. Then a snapshot of the database is taken,
and new files are copied at once. A file that a row of the snapshot names can only be missing if it
was added and deleted in between. In this case a later snapshot is taken.

The backup has a temporary name until it is complete and on the disk.
"""

import fcntl
import os
import re
import shutil
import tomllib
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from resources.renditions import is_awaited

from . import databases, manifest, media
from .files import checksum, write
from .fixity import sources_with_files
from .media import MEDIA

UNFINISHED = ".unfinished-"
FINISHED = re.compile(r"\d{4}-\d\d-\d\dT\d{6}Z(-\d+)?")
LOCK = ".lock"


class Backup(NamedTuple):
    folder: Path
    files: dict  # File by name
    missing: list  # names of files that the database names but the storage does not have


def make(folder, progress=lambda count: None):
    """Writes a new backup, in its own folder within this one."""
    database = databases.current()
    database.check_tools()
    folder = Path(folder).resolve()
    media.current().check_backups(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder):
        for interrupted in folder.glob(f"{UNFINISHED}*"):
            shutil.rmtree(interrupted)
        work = folder / f"{UNFINISHED}{token_hex(4)}"
        try:
            work.mkdir(mode=0o700)
            contents, missing = _write(work, database, MediaCopy(work, folder, progress))
            manifest.write(work, contents)
            os.sync()
            return Backup(_rename(work, contents.created), contents.files, missing)
        except BaseException:
            shutil.rmtree(work, ignore_errors=True)
            raise


def finished(folder):
    """Returns the backups in the folder, the latest first."""

    def age(path):
        second, _, number = path.name.partition("Z")
        return second, int(number[1:] or 1)

    backups = [path for path in folder.iterdir() if FINISHED.fullmatch(path.name)]
    return sorted(backups, key=age, reverse=True)


@contextmanager
def locked(folder):
    with (folder / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # released when the process ends
        except BlockingIOError:
            raise CommandError(f"Another backup into {folder} is running.") from None
        yield


def sync(folder):
    """Returns when the names in the folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(work, database, copies):
    copies.update()
    missing_before = set()
    while True:
        with database.snapshot():
            created = timezone.now()
            named = {
                MEDIA + name for source in sources_with_files() for name in source.file_names()
            }
            copies.update()
            missing = named - copies.files.keys()
            missing = {name for name in missing if not is_awaited(name.removeprefix(MEDIA))}
            # Files that were missing in the last snapshot too are missing in the archive.
            if missing <= missing_before:
                dumped = database.dump(work / database.FILE)
                migrations = MigrationRecorder(connection).applied_migrations()
                break
            missing_before = missing
    copies.remove_deleted(named)
    # The application runs from its checkout, installed or not.
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
    contents = manifest.Manifest(
        created=f"{created:%Y-%m-%dT%H:%M:%SZ}",
        version=project["version"],
        database={"kind": database.KIND, "file": database.FILE},
        migrations=sorted(f"{app}.{name}" for app, name in migrations),
        files={database.FILE: dumped, **copies.files},
    )
    return contents, sorted(missing)


def _rename(work, created):
    stem = created.replace(":", "")
    for name in [stem, *(f"{stem}-{number}" for number in range(2, 100))]:
        target = work.parent / name
        if not target.exists():
            work.rename(target)
            sync(work.parent)
            return target
    raise CommandError(f"{work.parent} contains a hundred backups of this second.")


class MediaCopy:
    def __init__(self, work, folder, progress):
        self.work, self.progress = work, progress
        # The latest intact backup, whose unchanged files are linked.
        self.earlier_folder, self.earlier_files = folder, {}
        for path in finished(folder):
            with suppress(CommandError):  # damaged
                self.earlier_files = manifest.read(path).files
                self.earlier_folder = path
                break
        self.files = {}  # by name
        self.present = set()

    def update(self):
        """Copies files that were added or changed since the last call."""
        self.present = set()
        for stored in default_storage.files():
            self.present.add(MEDIA + stored.name)
            try:
                self._copy(stored, MEDIA + stored.name)
            except FileNotFoundError:
                if default_storage.exists(stored.name):
                    raise
                self.files.pop(MEDIA + stored.name, None)  # deleted in the meantime

    def remove_deleted(self, named):
        """Removes the copies of files that were deleted before the snapshot."""
        for name in self.files.keys() - named - self.present:
            (self.work / name).unlink(missing_ok=True)
            del self.files[name]

    def _copy(self, stored, name):
        signature = stored.size, stored.modified
        if _signature(self.files.get(name)) == signature:
            return
        target = self.work / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        if _signature(self.earlier_files.get(name)) == signature and self._link(name, target):
            self.files[name] = self.earlier_files[name]
        else:
            copied = write(default_storage.chunks(stored.name), target)
            os.utime(target, ns=(stored.modified, stored.modified))
            self.files[name] = copied._replace(modified=stored.modified)
        self.progress(len(self.files))

    def _link(self, name, target):
        try:
            os.link(self.earlier_folder / name, target)
        except OSError:  # deleted, or on a file system without links
            return False
        # Checked each time, because a damaged file would damage all backups that share it.
        if checksum(target) == self.earlier_files[name].sha256:
            return True
        target.unlink()
        return False


def _signature(file):
    return file and (file.size, file.modified)
