"""What differs between the databases: the table of words, and how it is searched and ranked.

Each module has AS_JSON, LIST, WORDS, FROM, BEGINS, PLANNED, TIDY, FORGET_UNUSED, `begins`, `store`,
`is_same`, `stored_words`, `is_stored`, `remove`, `matching` and `ranked`.
"""

from django.db import connection, connections

from seventeen_moments.core.routing import alias_of

from ..models import Document
from . import postgresql, sqlite


def backend():
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]


def fetch(sql, values):
    """For readers: from the replica, where there is one."""
    with connections[alias_of(Document)].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def fetch_planned(sql, values):
    return fetch(backend().PLANNED + sql, values)


def fetch_of(sql, values):
    """Runs SQL that ends with IN. Faster than a queryset, which takes longer than the database."""
    return fetch(f"{sql} ({', '.join(['%s'] * len(values))})", values)
