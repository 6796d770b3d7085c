"""Makes the renditions that a save has left, in a process of its own, which ends when all are made.

Whoever leaves something starts the process: a server, or a command. So nothing has to be set up,
and nothing runs while there is nothing to make. The command make_renditions runs the same.
"""

import logging
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import locks
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from seventeen_moments.core.kinds import kinds

from . import renditions
from .rendition_jobs import RenditionJob

logger = logging.getLogger(__name__)

_started = []  # processes; asking for their state buries those that ended


def leave(row, name):
    """Leaves to the worker what is not made of the file in the field. Needs a transaction."""
    folder = getattr(row, row.UPLOADS[name].folder)
    RenditionJob.objects.create(folder=folder, field=name, name=getattr(row, name).name)
    transaction.on_commit(start, robust=True)


def start():
    """Starts a worker, unless one runs on this machine.

    The process gets the lock from this one, so that there is no moment in between.
    """
    _started[:] = [process for process in _started if process.poll() is None]
    try:
        with _lock() as lock:
            if lock is None:  # whoever holds it looks for further jobs after releasing it
                return
            command = [sys.executable, settings.BASE_DIR / "manage.py", "make_renditions"]
            process = subprocess.Popen(  # noqa: S603
                [*command, "--lock", str(lock.fileno())],
                cwd=settings.BASE_DIR,
                pass_fds=[lock.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,  # not ended by Ctrl-C in the terminal of the server
            )
    except OSError:  # the picture is stored, and its job stays
        logger.exception("The worker could not be started.")
    else:
        _started.append(process)


def run(lock=None):
    """Makes what is left, until nothing is, or another worker does it. Returns the number.

    `lock` is the descriptor of the lock that start() got for this process.
    """
    made = 0
    if lock is not None:
        made += _make_all()
        os.close(lock)
    while RenditionJob.objects.free(timezone.now()).exists():
        with _lock() as file:
            if file is None:
                break
            made += _make_all()
    return made


@contextmanager
def _lock():
    """The locked file, or None if another process has locked it. Released by a kill, too."""
    path = Path(settings.DATA_DIR) / "make_renditions.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        yield file if locks.lock(file, locks.LOCK_EX | locks.LOCK_NB) else None


def _make_all():
    made = 0
    while job := RenditionJob.objects.claim():
        made += _make(job)
    return made


def _make(job):
    """Whether it was made. After errors of the disk the claim expires, and it is tried again."""
    relation = job.folder.partition("/")[0]
    kind = next((kind for kind in kinds() if kind.source_kind.relation == relation), None)
    if kind is None:  # its app was removed
        job.delete()
        return False
    failure = None
    try:
        with default_storage.open(job.name) as stored:
            contents = kind.UPLOADS[job.field].read_completely(stored)
        return renditions.store_left(job, contents)
    except FileNotFoundError:
        failure = RenditionJob.Failure.MISSING
    except ValidationError:
        failure = RenditionJob.Failure.DAMAGED
    except OSError:
        logger.exception("The renditions of %s could not be stored.", job.name)
        RenditionJob.objects.filter(pk=job.pk).update(claims=0)
    except MemoryError:
        logger.exception("The memory does not suffice for the renditions of %s.", job.name)
    if failure:
        logger.warning("The renditions of %s cannot be made: %s.", job.name, failure)
        RenditionJob.objects.filter(pk=job.pk).update(failure=failure)
    return False
