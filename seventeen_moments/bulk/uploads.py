"""An upload that was checked waits here for “Import now”: for one session, and for one day."""

import secrets
import shutil
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

TABLE, FILES = "table.csv", "files.zip"
IN_SESSION = "bulk_import"
LIFETIME = 24 * 3600  # seconds


def keep(session, table, files=None):
    """Stores the upload in place of an earlier one; returns its folder."""
    forget(session)
    _sweep()
    folder = _folder(_new_token(session))
    folder.mkdir(mode=0o700, parents=True)
    for name, upload in [(TABLE, table), (FILES, files)]:
        if upload:
            with (folder / name).open("wb") as file:
                shutil.copyfileobj(upload, file)
    return folder


def claim(session, token):
    """The folder of the upload, None where it is gone. Who clicks twice, claims it once."""
    _sweep()
    if not token or token != session.get(IN_SESSION):
        return None
    folder = _folder(_new_token(session))
    try:
        return _folder(token).rename(folder)
    except FileNotFoundError:
        return None


def forget(session):
    token = session.pop(IN_SESSION, None)
    if token:
        remove(_folder(token))


def remove(folder):
    shutil.rmtree(folder, ignore_errors=True)


def _new_token(session):
    session[IN_SESSION] = secrets.token_hex(16)
    return session[IN_SESSION]


def _folder(token):
    return _root() / token


def _root():
    return Path(settings.DATA_DIR) / "imports"


def _sweep():
    oldest = time.time() - LIFETIME
    for folder in _root().glob("*"):
        with suppress(FileNotFoundError):  # another request was faster
            if folder.stat().st_mtime < oldest:
                remove(folder)
