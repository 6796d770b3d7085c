"""What differs between the databases: where the words are, and how they are matched and ranked.

Each module has FROM, TIDY, `planned`, `store`, `remove`, `matching` and `ranked`.
"""

from django.db import connection

from . import postgresql, sqlite


def backend():
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]


def fetch(sql, values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def fetch_of(sql, values):
    """Of SQL that ends with IN. Django takes longer to write it than a database to answer."""
    return fetch(f"{sql} ({', '.join(['%s'] * len(values))})", values)
