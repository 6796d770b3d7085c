"""The database as one file, and back: both while others read and write."""

from django.db import connection

from .postgresql import PostgreSQL
from .sqlite import SQLite

KINDS = {"sqlite": SQLite, "postgresql": PostgreSQL}


def current():
    return KINDS[connection.vendor]()


def is_empty():
    return not connection.introspection.table_names(include_views=True)
