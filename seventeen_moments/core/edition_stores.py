"""Where the processes of an archive share the edition: a file on one machine, Redis on several.

The file is overwritten in place, which works on a full disk, too.
"""

import fcntl
import os
from contextlib import contextmanager
from functools import lru_cache
from hashlib import blake2b
from math import ceil, inf
from time import sleep, time
from typing import NamedTuple
from uuid import uuid4

from django.conf import settings
from django.core.cache import caches

REDIS = "seventeen_moments.caches.FaultTolerantRedisCache"
WIDTH = 200  # bytes of the file
LOCKED_FOR = 2  # seconds: longer than the few queries take


class Edition(NamedTuple):
    token: str
    changed: int  # seconds since 1970, rounded up
    until: float  # seconds since 1970: the next time of publication
    state: str  # of the record in the database, "?" until a reader has asked

    @classmethod
    def new(cls, state="?", until=inf):
        return cls(uuid4().hex, ceil(time()), until, state)

    @property
    def is_settled(self):
        """Whether the last two are known."""
        return self.state != "?"

    @classmethod
    def read(cls, line):
        """None for a line that is not whole: the token is at both of its ends."""
        try:
            token, changed, until, state, end = line.split()
            return cls(token, int(changed), float(until), state) if end == token else None
        except ValueError:
            return None

    def line(self):
        return " ".join([*map(str, self), self.token])


class FileStore:
    def __init__(self, path):
        self.path = path

    def read(self):
        try:
            file = os.open(self.path, os.O_RDONLY)
        except OSError:
            return None
        try:
            return Edition.read(os.read(file, WIDTH).decode("ascii", "replace"))
        except OSError:
            return None
        finally:
            os.close(file)

    def write(self, edition):
        with self._opened() as file:
            os.pwrite(file, edition.line().ljust(WIDTH).encode(), 0)

    @contextmanager
    def locked(self):
        with self._opened() as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # until it is closed
            yield

    @contextmanager
    def _opened(self):
        try:
            file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(self.path), exist_ok=True)
            file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            yield file
        finally:
            os.close(file)


class CacheStore:
    """In Redis. While it fails, there is no edition, as caches.py returns nothing."""

    KEY = "edition"

    def __init__(self, cache):
        self.cache = cache

    def read(self):
        return Edition.read(self.cache.get(self.KEY) or "")

    def write(self, edition):
        self.cache.set(self.KEY, edition.line(), None)

    @contextmanager
    def locked(self):
        for _ in range(20):
            if self.cache.add(f"{self.KEY}:lock", 1, LOCKED_FOR) or self.cache.outage.lasts:
                break
            sleep(LOCKED_FOR / 20)
        try:
            yield
        finally:
            self.cache.delete(f"{self.KEY}:lock")


def store():
    """By the settings, as it is asked for by each request."""
    if settings.CACHES["default"]["BACKEND"] == REDIS:
        return CacheStore(caches["default"])
    database = settings.DATABASES["default"]
    return _file_store(settings.DATA_DIR, database["HOST"], database["PORT"], database["NAME"])


@lru_cache
def _file_store(folder, host, port, name):
    digest = blake2b(f"{host}:{port}/{name}".encode(), digest_size=8).hexdigest()
    return FileStore(f"{folder}/edition-{digest}")
