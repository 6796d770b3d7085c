"""Restores a backup into an empty database and an empty place of uploads: all of it, or nothing.

The database is loaded last, in one transaction. The archive serves nothing while its database is
empty, not even files.
"""

from pathlib import Path

from django.core.management.base import CommandError
from django.db.migrations.loader import MigrationLoader

from seventeen_moments.core import edition

from . import databases, manifest, media
from .backup import finished


def find_backup(folder):
    """Returns the folder if it is a backup, otherwise the latest backup in it."""
    folder = Path(folder).resolve()
    if (folder / manifest.NAME).exists() or not folder.is_dir():
        return folder
    return next(iter(finished(folder)), folder)


def restore(folder, progress=lambda count: None):
    """Returns the manifest, and the migrations that must be run afterwards."""
    contents, database, place = manifest.read(folder), databases.current(), media.current()
    migrations = _check(contents, database, place)
    if faults := manifest.faults(folder, contents):
        raise CommandError("\n".join(["The backup is damaged. Nothing was restored.", *faults]))
    try:
        place.fill(folder, contents, progress)
        database.load(folder / database.FILE)
        edition.renew()  # of an archive that was here before
    except BaseException:
        # Another restore may have filled the database, with rows that need these files.
        if databases.is_empty():
            place.clear(contents)
        raise
    place.finish()
    return contents, migrations


def _check(contents, database, place):
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
    place.check_empty(contents)
    return sorted(known - applied)
