"""Restores a backup into an empty database and an empty MEDIA_ROOT: all of it, or nothing.

Files are copied to a hidden folder within MEDIA_ROOT, then moved out of it, which takes no time.
The database is loaded last, in one transaction. The archive serves nothing while its database is
empty, not even files. If the process is killed, the hidden folder remains, and the next restore
removes what is left.
"""

import os
import shutil
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db.migrations.loader import MigrationLoader

from seventeen_moments.core import edition

from . import databases, manifest
from .backup import MEDIA, finished
from .files import copy

STAGED = ".restoring"


def find_backup(folder):
    """Returns the folder if it is a backup, otherwise the latest backup in it."""
    folder = Path(folder).resolve()
    if (folder / manifest.NAME).exists() or not folder.is_dir():
        return folder
    return next(iter(finished(folder)), folder)


def restore(folder, progress=lambda count: None):
    """Returns the manifest, and the migrations that must be run afterwards."""
    contents, media = manifest.read(folder), Path(settings.MEDIA_ROOT)
    database = databases.current()
    migrations = _check(contents, database, media)
    if faults := manifest.faults(folder, contents):
        raise CommandError("\n".join(["The backup is damaged. Nothing was restored.", *faults]))
    try:
        _copy_media(folder, contents, media, progress)
        os.sync()
        database.load(folder / database.FILE)
        edition.renew()  # of an archive that was here before
    except BaseException:
        # Another restore may have filled the database, with rows that need these files.
        if databases.is_empty():
            _clear(media, contents)
        raise
    shutil.rmtree(media / STAGED, ignore_errors=True)
    return contents, migrations


def _check(contents, database, media):
    """Refuses a backup that does not fit, and a target that is not empty or too small.

    Returns the migrations that are newer than the backup.
    """
    kind = contents.database["kind"]
    if kind != database.KIND:
        raise CommandError(
            f"The backup is of {databases.KINDS[kind].TITLE}, DATABASE_URL names "
            f"{database.TITLE}: a backup is restored to the same kind of database."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    applied = set(contents.migrations)
    if unknown := sorted(applied - known):
        raise CommandError(
            f"The backup is of version {contents.version}, which has migrations that this version "
            f"does not know, such as {unknown[0]}: restore it with the version that made it."
        )
    database.check_tools()
    if not databases.is_empty():
        raise CommandError("The database is not empty: restore into an empty one.")
    interrupted = {STAGED, *_top_names(contents)} if (media / STAGED).exists() else set()
    if any(path.name not in interrupted for path in media.iterdir()):
        raise CommandError(f"{media} is not empty: restore into an empty MEDIA_ROOT.")
    needed = sum(contents.files[MEDIA + name].size for name in _media_names(contents))
    free = shutil.disk_usage(media).free
    if needed > free:
        raise CommandError(f"Not enough disk space: {needed} bytes are needed, {free} are free.")
    return sorted(known - applied)


def _copy_media(folder, contents, media, progress):
    _clear(media, contents)
    staged = media / STAGED
    staged.mkdir()
    for count, name in enumerate(_media_names(contents), start=1):
        target, expected = staged / name, contents.files[MEDIA + name]
        target.parent.mkdir(parents=True, exist_ok=True)
        if copy(folder / MEDIA / name, target).sha256 != expected.sha256:
            raise CommandError(f"{MEDIA}{name} has changed in the meantime. Nothing was restored.")
        os.utime(target, ns=(expected.modified, expected.modified))
        progress(count)
    for name in _top_names(contents):
        (staged / name).rename(media / name)


def _clear(media, contents):
    """Removes the files of an interrupted restore."""
    if not (media / STAGED).exists():
        return
    for name in [*_top_names(contents), STAGED]:
        path = media / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _media_names(contents):
    return [name.removeprefix(MEDIA) for name in contents.files if name.startswith(MEDIA)]


def _top_names(contents):
    return sorted({name.split("/")[0] for name in _media_names(contents)})
