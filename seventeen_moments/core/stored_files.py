"""Files that are stored and deleted together with the transaction that needs them.

A file system has no transactions. So an empty file in DATA_DIR/pending/ marks each folder that is
being stored or deleted, until that is done. If the process is killed, the mark stays, and whoever
knows what the database names (`resources.files.sweep`) deletes the folder a day later, or keeps it.
"""

import logging
import time
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

logger = logging.getLogger(__name__)

LIFETIME = 24 * 3600  # seconds: longer than any transaction


class _Commit:
    """Whether a transaction was committed."""

    is_done = False

    def __init__(self, mark=None):
        self.mark = mark

    def __call__(self):
        self.is_done = True
        if self.mark:
            unmark(self.mark)


# Names of the folders that the innermost block has stored, with their commits.
_stored = ContextVar("stored", default=None)


@contextmanager
def atomic_with_files():
    """A transaction. If it is rolled back, the folders stored inside it are deleted.

    Anything that saves uploads in a transaction uses this instead of transaction.atomic(). Django
    calls back after a commit, but not after a rollback. So each block registers the folders stored
    inside it, and deletes them if it fails. A block inside another passes them on; the outermost
    also deletes those of savepoints of transaction.atomic() that were rolled back.
    """
    outer, stored, block_commit = _stored.get(), [], _Commit()
    token = _stored.set(stored)
    try:
        with transaction.atomic():
            transaction.on_commit(block_commit)  # the first, as a later callback may fail
            yield
    except BaseException:
        if not block_commit.is_done:
            _take_back(stored)
        raise
    finally:
        _stored.reset(token)
    if outer is not None:
        outer += stored
    elif not transaction.get_connection().in_atomic_block:
        _take_back((name, commit) for name, commit in stored if not commit.is_done)


def _take_back(stored):
    for name, commit in stored:
        try:
            delete_folder(name)
            unmark(commit.mark)
        except OSError:  # the error that rolled back is more important
            logger.exception("The folder %s could not be deleted. It stays marked.", name)


def register_folder(name):
    """To be called inside atomic_with_files(), before anything is stored in the folder."""
    commit = _Commit(mark(name))
    _stored.get().append((name, commit))
    transaction.on_commit(commit)


def mark(name):
    """Marks a folder that is to be stored or deleted. Returns the mark."""
    path = _marks() / f"{name.replace('/', '.')}.{token_hex(4)}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


def unmark(path):
    with suppress(OSError):  # a mark too many does no harm
        path.unlink()


def marked():
    """The name of each marked folder, by its mark, with those that are in use now."""
    return {path: path.name.rpartition(".")[0].replace(".", "/") for path in _marks().glob("*.*.*")}


def is_left_over(path):
    """Whether the mark is so old that whoever made it was killed."""
    with suppress(FileNotFoundError):  # another process was faster
        return is_old(path.stat().st_mtime)
    return False


def is_old(modified):
    return modified < time.time() - LIFETIME


def _marks():
    return Path(settings.DATA_DIR) / "pending"


def store(name, content):
    """Returns the name, which may differ."""
    # Wrapped, so that an upload on disk is copied, not moved: a second attempt to save needs it.
    return default_storage.save(name, File(content))


def delete_folder(name):
    try:
        _folders, files = default_storage.listdir(name)
    except FileNotFoundError:
        return
    for file in files:
        default_storage.delete(f"{name}/{file}")
    default_storage.delete(name)
