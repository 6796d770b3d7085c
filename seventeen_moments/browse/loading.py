"""Loads sources of several kinds by their keys."""

from collections import defaultdict

from essays.models import Essay
from resources.listed import list_columns, list_rows
from seventeen_moments.core.compiled import compiled
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.listed import Listed


@compiled(Essay)
def _sources(kind, *, keys):
    return list_rows(kind.objects.filter(pk__in=keys), None)


def load_sources(keys):
    """The sources with their essays, in the order of the keys: a query for each of their kinds.

    A key begins with the index of the kind and the primary key. Without what lists do not show.
    """
    by_kind = defaultdict(list)
    for kind, key, *_order in keys:
        by_kind[kind].append(key)
    found = {}
    for index, pks in by_kind.items():
        kind = kinds()[index]
        columns = list_columns(kind)
        rows, convert = _sources.raw(kind, keys=pks)
        found |= {(index, row[columns.key]): Listed(columns, row, convert) for row in rows}
    return [found[kind, key] for kind, key, *_order in keys if (kind, key) in found]
