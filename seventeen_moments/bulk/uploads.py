"""Keeps a checked upload until “Import now” is clicked: for its session, and for one day.

Old ones are removed when the server starts, and at each upload of staff.
"""

import secrets
import shutil
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

TABLE, FILES, DOCUMENT = "table.csv", "files.zip", "document"
MAPPING = "mapping.json"
NAMES = {"table": TABLE, "files": FILES, "document": DOCUMENT}
IN_SESSION = "bulk_import"
LIFETIME = 24 * 3600  # seconds


def store(session, **files):
    """Stores the files, named as in NAMES, in place of earlier ones. Returns their folder."""
    forget(session)
    remove_old()
    folder = _folder(_new_token(session))
    folder.mkdir(mode=0o700, parents=True)
    try:
        for name, upload in files.items():
            if upload:
                with (folder / NAMES[name]).open("wb") as file:
                    shutil.copyfileobj(upload, file)
    except OSError:  # the disk is full
        forget(session)
        raise
    return folder


def claim(session, token, name):
    """Returns the folder of the upload, or None if it has no such file.

    A second click gets None.
    """
    remove_old()
    if not token or token != session.get(IN_SESSION) or not (_folder(token) / name).exists():
        return None
    folder = _folder(_new_token(session))
    try:
        return _folder(token).rename(folder)
    except FileNotFoundError:
        return None


def current(session, name):
    """Returns the folder of the latest upload, or None if it has no such file."""
    remove_old()
    token = session.get(IN_SESSION)
    return _folder(token) if token and (_folder(token) / name).exists() else None


def add(folder, name, upload):
    """Stores a further file of the upload, in place of an earlier one."""
    part = folder / f"{name}.part"
    with part.open("wb") as file:
        shutil.copyfileobj(upload, file)
    part.replace(folder / name)


def forget(session):
    token = session.pop(IN_SESSION, None)
    if token:
        remove(_folder(token))


def remove(folder):
    shutil.rmtree(folder, ignore_errors=True)


def _new_token(session):
    session[IN_SESSION] = secrets.token_hex(16)
    return session[IN_SESSION]


def _folder(token=""):
    return Path(settings.DATA_DIR) / "imports" / token


def remove_old():
    oldest = time.time() - LIFETIME
    for folder in _folder().glob("*"):
        with suppress(FileNotFoundError):  # another request was faster
            if folder.stat().st_mtime < oldest:
                remove(folder)
