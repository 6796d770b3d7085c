"""Tells errors of a database that is down or busy from errors of a query."""

import sqlite3

import psycopg2
from django.db import Error

# Error names that are not caused by the query. A missing table is SQLITE_ERROR.
SQLITE_UNAVAILABLE = (
    *("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_IOERR"),
    *("SQLITE_FULL", "SQLITE_PERM", "SQLITE_NOTADB", "SQLITE_CORRUPT"),
)
# Error classes: connection lost, rolled back in a deadlock, out of resources, lock not available,
# shut down or cancelled, disk errors; read-only, such as a standby.
POSTGRESQL_UNAVAILABLE = ("08", "25006", "40", "53", "55P03", "57", "58")


def is_unavailable(error):
    """Whether the database caused the error, not the query."""
    if not isinstance(error, Error):
        return False
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorname", "").startswith(SQLITE_UNAVAILABLE)
    if isinstance(cause, psycopg2.Error) and cause.pgcode:
        return cause.pgcode.startswith(POSTGRESQL_UNAVAILABLE)
    # Errors without a code mean that there is no connection, or that it was lost.
    return isinstance(cause, (psycopg2.OperationalError, psycopg2.InterfaceError))
