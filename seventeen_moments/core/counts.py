"""Counts over very many rows, made once in each edition of the archive."""

from . import edition

EXACT = 1000


def cached(name, count):
    return edition.remember(name, count)


def cached_count(name, queryset):
    """The number of rows. Up to 1,000 are counted each time, more are remembered."""
    keys = queryset.order_by().values("pk")
    number = keys[: EXACT + 1].count()
    return number if number <= EXACT else edition.remember(("rows", name), keys.count)
