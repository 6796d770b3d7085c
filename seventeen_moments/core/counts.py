"""Counts over very many rows, cached for a minute.

The process that saves sees the new count at once, other processes within the minute.
"""

from uuid import uuid4

from django.core.cache import cache
from django.db import transaction

TIMEOUT = 60  # seconds
EXACT = 1000
VERSION = "counts:version"


def cached(name, count):
    """The result of `count()`, cached under the name until something is published or changed."""
    return cache.get_or_set(_key(name), count, TIMEOUT)


def cached_count(name, queryset):
    """The number of rows. Up to 1,000 are counted each time, more are cached."""
    key = _key(name)
    count = cache.get(key)
    if count is None:
        keys = queryset.order_by().values("pk")
        count = keys[: EXACT + 1].count()
        if count > EXACT:
            count = keys.count()
            cache.set(key, count, TIMEOUT)
    return count


def invalidate(**kwargs):
    """Drops all counts, now and after the commit: others may cache the old ones in between."""
    _renew_version()
    transaction.on_commit(_renew_version)


def _renew_version():
    version = uuid4().hex
    cache.set(VERSION, version, None)
    return version


def _key(name):
    return f"counts:{cache.get(VERSION) or _renew_version()}:{name}"
