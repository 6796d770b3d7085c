"""Files that are stored and deleted together with the transaction that needs them."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction


class _Commit:
    """Whether a transaction was committed."""

    is_done = False

    def __call__(self):
        self.is_done = True


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
            for name, _commit in stored:
                delete_folder(name)
        raise
    finally:
        _stored.reset(token)
    if outer is not None:
        outer += stored
    elif not transaction.get_connection().in_atomic_block:
        for name, commit in stored:
            if not commit.is_done:
                delete_folder(name)


def register_folder(name):
    """To be called inside atomic_with_files(), before anything is stored in the folder."""
    commit = _Commit()
    _stored.get().append((name, commit))
    transaction.on_commit(commit)


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
