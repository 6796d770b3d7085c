"""Counts over very many rows, kept in this process until anything public changes."""

from . import edition

EXACT = 1000


def cached(name, count):
    """The result of `count()`."""
    return edition.remember(f"counts:{name}", count)


def cached_count(name, queryset):
    """The number of rows. Up to 1,000 are counted each time, more are remembered."""

    def count():
        keys = queryset.order_by().values("pk")
        number = keys[: EXACT + 1].count()
        return number if number <= EXACT else keys.count()

    return cached(name, count)
