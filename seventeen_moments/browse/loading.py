"""Loads sources of several kinds by their keys."""

from collections import defaultdict

from seventeen_moments.core.kinds import kinds


def load_sources(keys):
    """The sources with their essays, in the order of the keys: a query for each of their kinds.

    A key begins with the index of the kind and the primary key. Without what lists do not show.
    """
    by_kind = defaultdict(list)
    for kind, key, *_order in keys:
        by_kind[kind].append(key)
    found = {
        (index, source.pk): source
        for index, pks in by_kind.items()
        for source in kinds()[index].objects.for_list().filter(pk__in=pks)
    }
    return [found[kind, key] for kind, key, *_order in keys if (kind, key) in found]
