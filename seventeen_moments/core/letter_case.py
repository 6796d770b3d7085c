"""On SQLite, LIKE ignores the case of all letters, as on PostgreSQL: its own knows only a to z.

Django's `icontains`, `istartswith` and `iexact` are LIKE, and with them the searches of the admin.
"""

import re
from functools import lru_cache

from django.db.backends.signals import connection_created
from django.dispatch import receiver


@receiver(connection_created)
def replace_like(connection, **kwargs):
    if connection.vendor == "sqlite":
        for arguments in (2, 3):
            connection.connection.create_function("like", arguments, like, deterministic=True)


def like(pattern, text, escape=None):
    """Whether the text is LIKE the pattern; None, which is NULL, if one of them is."""
    if pattern is None or text is None:
        return None
    return _compile(str(pattern), escape).fullmatch(str(text)) is not None


@lru_cache(maxsize=64)
def _compile(pattern, escape):
    escaped = rf"{re.escape(escape)}(.)|" if escape else "(?!)(.)|"
    wildcards = {"%": ".*", "_": "."}
    return re.compile(
        re.sub(
            rf"{escaped}([%_])|([^%_])",
            lambda match: wildcards.get(match[2]) or re.escape(match[1] or match[3]),
            pattern,
            flags=re.DOTALL,
        ),
        re.IGNORECASE | re.DOTALL,
    )
