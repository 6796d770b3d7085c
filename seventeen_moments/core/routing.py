"""Which database a query asks: the primary, or the replica of REPLICA_URL.

The primary does, except for what visitors see while a page is made for one of them
(replica.py). Django would otherwise read the relations of a row from where the row came from.
"""

from contextlib import contextmanager
from threading import local

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection

REPLICA = "replica"


class State(local):
    uses_replica = False
    suspended = 0  # blocks of `primary()`


state = State()


class Router:
    def db_for_read(self, model, **hints):
        return alias_of(model)

    def db_for_write(self, model, **hints):
        return DEFAULT_DB_ALIAS

    def allow_relation(self, first, second, **hints):
        return True

    def allow_migrate(self, db, app_label, **hints):
        return db != REPLICA


def alias_of(model):
    """The alias of the database that a query of the model asks now."""
    reads = state.uses_replica and not state.suspended and not connection.in_atomic_block
    # The edition does not know the changes of other tables.
    is_public = not model._meta.db_table.startswith(settings.PRIVATE_TABLES)
    return REPLICA if reads and is_public else DEFAULT_DB_ALIAS


@contextmanager
def reading_from_replica():
    state.uses_replica = True
    try:
        yield
    finally:
        state.uses_replica = False


def return_to_primary():
    """For the rest of the request: it has written, or the replica has failed."""
    state.uses_replica = False


@contextmanager
def primary():
    """Reads from the primary what is to be written, or decides it."""
    state.suspended += 1
    try:
        yield
    finally:
        state.suspended -= 1
