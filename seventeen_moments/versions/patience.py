"""Patience diff: items that both lists have exactly once hold the comparison together.

That takes n log n steps whatever the length. Each stretch between such items is looked at again,
DEEPEST times at most: lists can be written in which every look advances by one item.
"""

from bisect import bisect_left
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

DEEPEST = 20


class Stretch(NamedTuple):
    """Items from `start` to `end` in the one, from `there` to `there_end` in the other."""

    start: int
    end: int
    there: int
    there_end: int
    same: bool = False
    depth: int = 0


def stretches(before, after):
    """What is the same and what differs in two lists of hashable items, in their order."""
    done, waiting = [], [Stretch(0, len(before), 0, len(after))]
    while waiting:
        stretch = waiting.pop()
        head, middle, tail = _without_ends(before, after, stretch)
        anchors = _anchors(before, after, middle) if middle.depth < DEEPEST else []
        if anchors:
            done.append(head)
            waiting += [tail, *reversed(_between(middle, anchors))]
        else:
            done += [head, middle, tail]
    return [part for part in done if part.start < part.end or part.there < part.there_end]


def _without_ends(before, after, stretch):
    """What is the same at its start and at its end, and what is left in the middle."""
    start, end, there, there_end, _same, depth = stretch
    while start < end and there < there_end and before[start] == after[there]:
        start, there = start + 1, there + 1
    while start < end and there < there_end and before[end - 1] == after[there_end - 1]:
        end, there_end = end - 1, there_end - 1
    head = Stretch(stretch.start, start, stretch.there, there, same=True)
    tail = Stretch(end, stretch.end, there_end, stretch.there_end, same=True)
    return head, Stretch(start, end, there, there_end, depth=depth), tail


def _anchors(before, after, stretch):
    """Places of items that stand in both exactly once, in one order in both."""
    there = _once(after, stretch.there, stretch.there_end)
    once = _once(before, stretch.start, stretch.end)
    return _rising([(place, there[item]) for item, place in once.items() if item in there])


def _once(items, start, end):
    counts = Counter(items[start:end])
    return {items[place]: place for place in range(start, end) if counts[items[place]] == 1}


def _rising(pairs):
    """The longest run of pairs, sorted by the first, whose second rise too."""
    ends, last, earlier = [], [], {}
    for index, (_place, there) in enumerate(pairs):
        length = bisect_left(ends, there)
        ends[length : length + 1] = [there]
        last[length : length + 1] = [index]
        earlier[index] = last[length - 1] if length else None
    found, index = [], last[-1] if last else None
    while index is not None:
        found.append(pairs[index])
        index = earlier[index]
    return found[::-1]


def _between(stretch, anchors):
    """The parts into which the anchors cut it, each beginning with its anchor."""
    start, end, there, there_end, _same, depth = stretch
    cuts = [(start, there), *anchors, (end, there_end)]
    return [
        Stretch(some, some_end, other, other_end, depth=depth + 1)
        for (some, other), (some_end, other_end) in pairwise(cuts)
    ]
