"""What differs between the databases: where the words are, and how they are matched and ranked.

Each module has FROM, TIDY, `planned`, `store`, `remove`, `matching` and `ranked`.
"""

from django.db import connection

from . import postgresql, sqlite


def backend():
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]
