"""How similar two passages are, by the words they share in any order.

Dice's coefficient of two bags of words, from 0 to 1. Passages whose lengths differ too much to
reach the minimum are not compared; the others take time in proportion to the shorter one.
"""

from collections import Counter
from typing import NamedTuple


class Bag(NamedTuple):
    counts: Counter
    total: int

    @classmethod
    def of(cls, words):
        counts = Counter(words)
        return cls(counts, counts.total())


def similarity(bag, other, minimum):
    """0 for any value below the minimum."""
    total = bag.total + other.total
    if not total or 2 * min(bag.total, other.total) < minimum * total:
        return 0
    shorter, longer = sorted((bag.counts, other.counts), key=len)
    shared = sum(min(count, longer[word]) for word, count in shorter.items() if word in longer)
    coefficient = 2 * shared / total
    return coefficient if coefficient >= minimum else 0
