"""A backup put into an empty place: whole, or not at all.

First the files, in a hidden folder within MEDIA_ROOT; then they are moved out of it, which is
done at once; the database last, in one transaction. As long as the database is empty the archive
serves nothing, not even a file. Whoever is killed leaves the hidden folder, by which the next
restore knows the remains.
"""

import os
import shutil
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db.migrations.loader import MigrationLoader

from . import databases, manifest
from .backup import MEDIA, finished
from .files import copy

STAGED = ".restoring"


def chosen(folder):
    """The backup itself, or the newest in the folder."""
    folder = Path(folder).resolve()
    if (folder / manifest.NAME).exists() or not folder.is_dir():
        return folder
    return next(iter(finished(folder)), folder)


def restore(folder, tell=lambda number: None):
    """Returns the manifest, and the migrations that are to be run after it."""
    about = manifest.read(folder)
    database = databases.current()
    _refuse_other_database(about, database)
    migrations = _newer_migrations(about)
    database.check_tools()
    _refuse_full_place(about)
    _refuse_small_disk(about)
    if found := manifest.faults(folder, about):
        raise CommandError("\n".join(["The backup is damaged. Nothing was restored.", *found]))
    media = Path(settings.MEDIA_ROOT)
    try:
        _place(folder, about, media, tell)
        os.sync()
        database.load(folder / database.FILE)
    except BaseException:
        # Another restore may have filled it meanwhile, with rows that need these files.
        if databases.is_empty():
            _clear(media, about)
        raise
    shutil.rmtree(media / STAGED, ignore_errors=True)
    return about, migrations


def _refuse_other_database(about, database):
    kind = about.database["kind"]
    if kind != database.KIND:
        raise CommandError(
            f"The backup is of {databases.KINDS[kind].TITLE}, DATABASE_URL names "
            f"{database.TITLE}: a backup is restored to the same kind of database."
        )


def _newer_migrations(about):
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    applied = set(about.migrations)
    if unknown := sorted(applied - known):
        raise CommandError(
            f"The backup is of version {about.version}, which has migrations that this version "
            f"does not know, such as {unknown[0]}: restore it with the version that made it."
        )
    return sorted(known - applied)


def _refuse_full_place(about):
    if not databases.is_empty():
        raise CommandError("The database is not empty: restore into an empty one.")
    media = Path(settings.MEDIA_ROOT)
    remains = {STAGED, *_tops(about)} if (media / STAGED).exists() else set()
    if any(path.name not in remains for path in media.iterdir()):
        raise CommandError(f"{media} is not empty: restore into an empty MEDIA_ROOT.")


def _refuse_small_disk(about):
    needed = sum(about.files[MEDIA + name].size for name in _media(about))
    free = shutil.disk_usage(settings.MEDIA_ROOT).free
    if needed > free:
        raise CommandError(f"Not enough disk space: {needed} bytes are needed, {free} are free.")


def _place(folder, about, media, tell):
    _clear(media, about)
    staged = media / STAGED
    staged.mkdir()
    for number, name in enumerate(_media(about), start=1):
        target, expected = staged / name, about.files[MEDIA + name]
        target.parent.mkdir(parents=True, exist_ok=True)
        if copy(folder / MEDIA / name, target).sha256 != expected.sha256:
            raise CommandError(f"{MEDIA}{name} has changed in the meantime. Nothing was restored.")
        os.utime(target, ns=(expected.modified, expected.modified))
        tell(number)
    for name in _tops(about):
        (staged / name).rename(media / name)


def _clear(media, about):
    """What a restore left, if one did."""
    if not (media / STAGED).exists():
        return
    for name in [*_tops(about), STAGED]:
        path = media / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _media(about):
    return [name.removeprefix(MEDIA) for name in about.files if name.startswith(MEDIA)]


def _tops(about):
    return sorted({name.split("/")[0] for name in _media(about)})
