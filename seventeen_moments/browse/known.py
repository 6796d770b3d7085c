"""What is counted over the whole archive, as it was within the last minute.

Whoever saves sees their work at once, other processes within the minute.
"""

from django.core.cache import cache

from .themes import theme_counts
from .year import years

KEPT = 60  # seconds


def known(count):
    return cache.get_or_set(_key(count), lambda: list(count()), KEPT)


def forget(**kwargs):
    cache.delete_many([_key(theme_counts), _key(years)])


def _key(count):
    return f"browse:{count.__name__}"
