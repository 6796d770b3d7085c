"""A backup of the database and the files, taken while the archive is in use.

An upload is stored before the row that names it is committed, never changes, and is deleted after
the commit that deletes its row. So neither order is right by itself: of files copied after the
database some may be deleted already, of files copied before it some are missing. We copy the
files, which may take hours and keeps nobody from working; then we fix the database at one moment,
and at once copy what came since. What a row of that moment names is then missing only if it came
and went in between: then we fix the database anew, at a later moment.

The backup has a temporary name until it is whole and on the disk.
"""

import fcntl
import os
import re
import shutil
import tomllib
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from . import databases, manifest
from .files import checksum, copy, names
from .fixity import sources_with_files

UNFINISHED = ".unfinished-"
FINISHED = re.compile(r"\d{4}-\d\d-\d\dT\d{6}Z(-\d+)?")
MEDIA = "media/"
LOCK = ".lock"


class Backup(NamedTuple):
    folder: Path
    files: dict  # File by name
    lost: list  # names of files that rows have, and the media have not


def make(folder, tell=lambda number: None):
    """The new backup, in a folder of its own within this one."""
    database = databases.current()
    database.check_tools()
    folder = _prepared(folder)
    with _alone(folder):
        for left in folder.glob(f"{UNFINISHED}*"):  # by a backup that was killed
            shutil.rmtree(left)
        work = folder / f"{UNFINISHED}{token_hex(4)}"
        try:
            work.mkdir(mode=0o700)
            about, lost = _write(work, database, MediaCopy(work, _newest(folder), tell))
            manifest.write(work, about)
            os.sync()
            return Backup(_rename(work, about.created), about.files, lost)
        except BaseException:
            shutil.rmtree(work, ignore_errors=True)
            raise


def finished(folder):
    """The backups in the folder, the newest first."""
    found = [path for path in folder.iterdir() if FINISHED.fullmatch(path.name)]
    return sorted(found, key=_age, reverse=True)


def _age(path):
    day, _, number = path.name.partition("Z")
    return day, int(number[1:] or 1)


def _prepared(folder):
    folder, media = Path(folder).resolve(), Path(settings.MEDIA_ROOT).resolve()
    if folder.is_relative_to(media):
        raise CommandError(f"{folder} is inside MEDIA_ROOT, {media}: choose a folder outside it.")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def _alone(folder):
    with (folder / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # which ends with the process
        except BlockingIOError:
            raise CommandError(f"Another backup into {folder} is running.") from None
        yield


def _newest(folder):
    """What is unchanged since then needs no second copy."""
    for path in finished(folder):
        try:
            return path, manifest.read(path).files
        except CommandError:
            continue  # damaged: the one before serves as well
    return folder, {}


def _write(work, database, media):
    media.update()
    lost_before = set()
    while True:
        with database.snapshot():
            created = timezone.now()
            named = {MEDIA + name for each in sources_with_files() for name in each.file_names()}
            media.update()
            lost = named - media.files.keys()
            # What was missing a moment ago as well is missing in the archive, too.
            if lost <= lost_before:
                dumped = database.dump(work / database.FILE)
                migrations = MigrationRecorder(connection).applied_migrations()
                break
            lost_before = lost
    media.drop_all_but(named)
    about = manifest.Manifest(
        created=f"{created:%Y-%m-%dT%H:%M:%SZ}",
        version=_version(),
        database={"kind": database.KIND, "file": database.FILE},
        migrations=sorted(f"{app}.{name}" for app, name in migrations),
        files={database.FILE: dumped, **media.files},
    )
    return about, sorted(lost)


def _version():
    # An application is run from its checkout, installed or not.
    text = (settings.BASE_DIR / "pyproject.toml").read_text()
    return tomllib.loads(text)["project"]["version"]


def _rename(work, created):
    stem = created.replace(":", "")
    for name in [stem, *(f"{stem}-{number}" for number in range(2, 100))]:
        target = work.parent / name
        if not target.exists():
            work.rename(target)
            _sync_folder(work.parent)
            return target
    raise CommandError(f"{work.parent} contains a hundred backups of this second.")


def _sync_folder(folder):
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


class MediaCopy:
    def __init__(self, work, earlier, tell):
        self.work, self.tell = work, tell
        self.earlier_folder, self.earlier = earlier
        self.files = {}  # by name
        self.present = set()

    def update(self):
        """Copies what is new or has changed since the last time."""
        root = Path(settings.MEDIA_ROOT)
        self.present = set()
        for name in names(root):
            self.present.add(MEDIA + name)
            try:
                self._take(root / name, MEDIA + name)
            except FileNotFoundError:
                if (root / name).exists():
                    raise
                self.files.pop(MEDIA + name, None)  # deleted meanwhile

    def drop_all_but(self, named):
        """What was deleted before the moment of the database."""
        for name in self.files.keys() - named - self.present:
            (self.work / name).unlink(missing_ok=True)
            del self.files[name]

    def _take(self, source, name):
        status = source.stat()
        as_it_is = status.st_size, status.st_mtime_ns
        if _signature(self.files.get(name)) == as_it_is:
            return
        target = self.work / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        if _signature(self.earlier.get(name)) == as_it_is and self._link(name, target):
            self.files[name] = self.earlier[name]
        else:
            self.files[name] = copy(source, target)
        self.tell(len(self.files))

    def _link(self, name, target):
        try:
            os.link(self.earlier_folder / name, target)
        except OSError:  # gone, or on a file system without links: a copy serves as well
            return False
        # Read again each time: a damaged file would damage all backups that share it.
        if checksum(target) == self.earlier[name].sha256:
            return True
        target.unlink()
        return False


def _signature(file):
    return file and (file.size, file.modified)
