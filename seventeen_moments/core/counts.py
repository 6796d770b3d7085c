"""What is counted over very many rows, as it was within the last minute.

Whoever saves sees their work at once, other processes within the minute.
"""

from uuid import uuid4

from django.core.cache import cache
from django.db import transaction

KEPT = 60  # seconds
EXACT = 1000
EDITION = "known:edition"


def cached(name, count):
    """What `count()` tells, which goes by this name until something is published or changed."""
    return cache.get_or_set(_key(name), count, KEPT)


def cached_count(name, rows):
    """How many rows: up to 1,000 counted each time, more as it is known."""
    key = _key(name)
    number = cache.get(key)
    if number is None:
        keys = rows.order_by().values("pk")
        number = keys[: EXACT + 1].count()
        if number > EXACT:
            number = keys.count()
            cache.set(key, number, KEPT)
    return number


def invalidate(**kwargs):
    """At once, and when others see what is saved: they may count the old meanwhile."""
    _renew()
    transaction.on_commit(_renew)


def _renew():
    cache.set(EDITION, _new_edition(), None)


def _key(name):
    edition = cache.get_or_set(EDITION, _new_edition, None)
    return f"known:{edition}:{name}"


def _new_edition():
    return uuid4().hex
