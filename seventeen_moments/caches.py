"""Caches that may fail without breaking a page: the values are computed again.

Written by hand, because django-redis waits for a dead server at each call, and a file cache on a
full disk must not fail either.
"""

import logging
import pickle
import zlib
from contextlib import suppress

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.redis import RedisCache

from .outages import Outage

logger = logging.getLogger(__name__)

# Errors of entries that another version of the archive stored, or a crash left incomplete.
UNREADABLE = (
    *(pickle.UnpicklingError, zlib.error, EOFError),
    *(AttributeError, ImportError, IndexError, ValueError),
)


outages = {}  # by the location of the cache


class FaultTolerantMixin:
    """Behaves like an empty cache while the cache fails."""

    ERRORS = (OSError,)

    def __init__(self, location, params):
        super().__init__(location, params)
        message = "The cache is not available; pages are rendered without it"
        self.outage = outages.setdefault(str(location), Outage(message))

    def _try(self, method, *arguments, empty=None):
        if self.outage.lasts:
            return empty
        try:
            return method(*arguments)
        except self.ERRORS as error:
            self.outage.begin(error)
            return empty

    def get(self, key, default=None, version=None):
        try:
            return self._try(super().get, key, default, version, empty=default)
        except UNREADABLE:
            logger.warning("A cache entry could not be read.", exc_info=True)
            self.delete(key, version)
            return default

    def get_many(self, keys, version=None):
        # One by one, so that an unreadable entry does not affect the others.
        missing = object()
        values = {key: self.get(key, missing, version) for key in keys}
        return {key: value for key, value in values.items() if value is not missing}

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._try(super().set, key, value, timeout, version)

    def set_many(self, data, timeout=DEFAULT_TIMEOUT, version=None):
        return self._try(super().set_many, data, timeout, version, empty=list(data))

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._try(super().add, key, value, timeout, version, empty=False)

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        return self._try(super().touch, key, timeout, version, empty=False)

    def has_key(self, key, version=None):
        return self._try(super().has_key, key, version, empty=False)

    def incr(self, key, delta=1, version=None):
        value = self._try(super().incr, key, delta, version)
        if value is None:
            raise ValueError(f"Key '{key}' not found")  # as Django does for a missing key
        return value

    def delete(self, key, version=None):
        return self._try(super().delete, key, version, empty=False)

    def delete_many(self, keys, version=None):
        return self._try(super().delete_many, keys, version)

    def clear(self):
        return self._try(super().clear)


class FaultTolerantRedisCache(FaultTolerantMixin, RedisCache):
    def __init__(self, location, params):
        from redis.backoff import NoBackoff  # noqa: PLC0415 - an extra
        from redis.exceptions import ConnectionError as RedisConnectionError  # noqa: PLC0415
        from redis.exceptions import RedisError  # noqa: PLC0415
        from redis.retry import Retry  # noqa: PLC0415

        self.ERRORS = (RedisError, OSError)
        # One retry for connections that a restart of Redis closed.
        options = {"retry": Retry(NoBackoff(), 1, supported_errors=(RedisConnectionError,))}
        options |= {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}  # seconds
        super().__init__(location, params | {"OPTIONS": options | params.get("OPTIONS", {})})

    # Bytes as they are, in one round trip, under a name of this archive.

    def get_bytes(self, name):
        return self._try(lambda: self._client(name).get(self.make_key(name)))

    def set_bytes(self, name, value, timeout):
        key = self.make_key(name)
        return self._try(lambda: self._client(name, write=True).set(key, value, ex=timeout))

    def _client(self, name, write=False):
        return self._cache.get_client(name, write=write)


class FaultTolerantFileCache(FaultTolerantMixin, FileBasedCache):
    def _createdir(self):
        with suppress(OSError):  # set() fails too, and begins the outage
            super()._createdir()
