"""How many results each choice of a facet leaves, under all other filters."""

from collections import Counter

from django.core.cache import cache

from .backends import fetch
from .matches import MOST_COUNTED

COLUMNS = ["kind", "year", "language"]
TIMEOUT = 60  # seconds, for the counts of very many results


def counts(matches):
    """For each facet its values with their counts, the greatest count first."""
    if matches.number < MOST_COUNTED:
        return count(matches)
    key = f"search:{hash((matches.query, matches.filters, matches.at))}"
    return cache.get_or_set(key, lambda: count(matches), TIMEOUT)


def count(matches):
    source, where, values = matches.sql(exclude=["theme"])
    themes = fetch(
        f"SELECT t.tag_id, count(*) FROM {source}"
        " JOIN search_document_themes t ON t.document_id = d.id"
        f" WHERE {where} GROUP BY t.tag_id",
        values,
    )
    counters = count_columns(matches) | {"theme": dict(themes)}
    return {
        name: sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))
        for name, counter in counters.items()
    }


def count_columns(matches):
    """Counts all columns in one pass over the documents, which is what takes time."""
    source, where, values = matches.sql(exclude=COLUMNS)
    columns = ", ".join(f"d.{name}" for name in COLUMNS)
    groups = fetch(
        f"SELECT {columns}, count(*) FROM {source} WHERE {where} GROUP BY {columns}", values
    )
    filtered = [(name, value) for name in COLUMNS if (value := getattr(matches.filters, name))]
    counters = {name: Counter() for name in COLUMNS}
    for *values, number in groups:
        group = dict(zip(COLUMNS, values, strict=True))
        for name, value in group.items():
            # The filter of a facet does not narrow its own counts.
            if value and all(group[other] == it for other, it in filtered if other != name):
                counters[name][value] += number
    return counters
