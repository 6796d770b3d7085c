"""How alike two passages are, by the words they share, in whichever order.

Dice's coefficient of two bags of words, from 0 to 1. What cannot reach `least` by the number of
its words alone costs nothing, and the rest no more than the shorter one has words.
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


def likeness(some, others, least):
    """0 for whatever is below `least`."""
    total = some.total + others.total
    if not total or 2 * min(some.total, others.total) < least * total:
        return 0
    shorter, longer = sorted((some.counts, others.counts), key=len)
    shared = sum(min(number, longer[word]) for word, number in shorter.items() if word in longer)
    found = 2 * shared / total
    return found if found >= least else 0
