"""How much each choice would leave, under all other choices."""

from collections import Counter

from django.core.cache import cache

from .backends import fetch
from .matches import MOST_COUNTED

OF_DOCUMENT = ["kind", "year", "language"]
KEPT = 60  # seconds, for counts of very many


def counts(matches):
    """For each facet its values with their counts, the greatest first."""
    if matches.number < MOST_COUNTED:
        return count(matches)
    key = f"search:{hash((matches.query, matches.choices, matches.at))}"
    return cache.get_or_set(key, lambda: count(matches), KEPT)


def count(matches):
    found = _columns(matches) | {"theme": _themes(matches)}
    return {
        name: sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))
        for name, numbers in found.items()
    }


def _columns(matches):
    """All three from one pass over the documents, which is what takes long."""
    source, where, values = matches.sql(besides=OF_DOCUMENT)
    columns = ", ".join(f"d.{name}" for name in OF_DOCUMENT)
    rows = fetch(
        f"SELECT {columns}, count(*) FROM {source} WHERE {where} GROUP BY {columns}", values
    )
    chosen = [getattr(matches.choices, name) for name in OF_DOCUMENT]
    found = {name: Counter() for name in OF_DOCUMENT}
    for *document, number in rows:
        for place, name in enumerate(OF_DOCUMENT):
            if document[place] and _is_left(document, chosen, place):
                found[name][document[place]] += number
    return found


def _is_left(document, chosen, besides):
    return all(
        place == besides or not choice or document[place] == choice
        for place, choice in enumerate(chosen)
    )


def _themes(matches):
    source, where, values = matches.sql(besides=["theme"])
    return dict(
        fetch(
            f"SELECT t.tag_id, count(*) FROM {source}"
            " JOIN search_document_themes t ON t.document_id = d.id"
            f" WHERE {where} GROUP BY t.tag_id",
            values,
        )
    )
