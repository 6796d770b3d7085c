"""Locks that no row has: names that do not exist yet."""

from hashlib import blake2b

from django.db import connection


def lock_until_commit(name):
    """Waits for other transactions that hold the lock, and holds it until this one ends.

    Does nothing outside a transaction, or on SQLite: its transactions begin by waiting for other
    writers.
    """
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        digest = blake2b(name.encode(), digest_size=8).digest()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(digest, signed=True)]
            )
