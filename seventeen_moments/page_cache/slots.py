"""Where answers are kept: in a fixed number of slots, each for the latest of its keys.

So nothing has to be deleted, and no number of addresses fills the disk.
"""

import os
from contextlib import suppress
from time import time

from django.conf import settings
from django.core.cache import caches

from seventeen_moments.outages import Outage

from .answers import Answer

REDIS = "seventeen_moments.caches.FaultTolerantRedisCache"
SLOTS = 4096
LARGEST = 128 * 1024  # bytes: 512 MB in all slots, some 40 MB with usual pages
LEFT_BEHIND = 60  # seconds, after which who began to write a slot was killed
KEPT_IN_REDIS = 24 * 3600  # seconds

outage = Outage("Pages cannot be kept in DATA_DIR; each is made anew")


def read(key, edition):
    data = _read_redis(key) if _in_redis() else _read_file(_path(key))
    return data and Answer.unpacked(data, key, edition)


def write(key, edition, answer):
    data = answer.packed(key, edition)
    if len(data) > LARGEST:
        return
    if _in_redis():
        caches["default"].set_bytes(_name(key), data, KEPT_IN_REDIS)
    elif not outage.lasts:
        try:
            _write_file(_path(key), data)
        except OSError as error:
            outage.begin(error)


def _in_redis():
    return settings.CACHES["default"]["BACKEND"] == REDIS


def _name(key):
    return f"pages/{int(key[:8], 16) % SLOTS:03x}"


def _path(key):
    return f"{settings.DATA_DIR}/{_name(key)}"


def _read_redis(key):
    return caches["default"].get_bytes(_name(key))


def _read_file(path):
    """None without the file. One that cannot be read is replaced by the next answer."""
    try:
        file = os.open(path, os.O_RDONLY)
    except OSError:
        return None
    try:
        return os.read(file, LARGEST)
    except OSError:  # a folder
        return None
    finally:
        os.close(file)


def _write_file(path, data):
    """Writes the whole file or nothing. Of two who write at once, the second leaves it."""
    new = f"{path}.new"
    try:
        file = _create(new)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        file = _create(new)
    except FileExistsError:
        if time() - os.stat(new).st_mtime > LEFT_BEHIND:
            os.unlink(new)
        return
    try:
        with open(file, "wb", buffering=0) as stream:
            stream.write(data)
        os.replace(new, path)
    except OSError:
        with suppress(OSError):
            os.unlink(new)
        raise


def _create(path):
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
