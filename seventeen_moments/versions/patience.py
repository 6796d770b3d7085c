"""Patience diff: items that occur exactly once in both lists anchor the comparison.

That takes n log n steps whatever the length. Each block between two anchors is compared again, to
a depth of MAX_DEPTH: there are lists in which each pass advances by only one item.
"""

from bisect import bisect_left
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

MAX_DEPTH = 20


class Block(NamedTuple):
    """Items from `start` to `end` of the first list, `other_start` to `other_end` of the other."""

    start: int
    end: int
    other_start: int
    other_end: int
    same: bool = False
    depth: int = 0


def diff_blocks(before, after):
    """The equal and the differing blocks of two lists of hashable items, in order."""
    done, pending = [], [Block(0, len(before), 0, len(after))]
    while pending:
        head, middle, tail = _split_common_ends(before, after, pending.pop())
        anchors = []
        if middle.depth < MAX_DEPTH:
            other = _unique_positions(after, middle.other_start, middle.other_end)
            unique = _unique_positions(before, middle.start, middle.end)
            anchors = _longest_increasing(
                [(index, other[item]) for item, index in unique.items() if item in other]
            )
        if anchors:
            cuts = [
                (middle.start, middle.other_start),
                *anchors,
                (middle.end, middle.other_end),
            ]
            parts = [
                Block(start, end, other_start, other_end, depth=middle.depth + 1)
                for (start, other_start), (end, other_end) in pairwise(cuts)
            ]
            done.append(head)
            pending += [tail, *reversed(parts)]
        else:
            done += [head, middle, tail]
    return [
        block for block in done if block.start < block.end or block.other_start < block.other_end
    ]


def _split_common_ends(before, after, block):
    """The equal items at the start and at the end, and the rest in the middle."""
    start, end, other_start, other_end, _same, depth = block
    while start < end and other_start < other_end and before[start] == after[other_start]:
        start, other_start = start + 1, other_start + 1
    while start < end and other_start < other_end and before[end - 1] == after[other_end - 1]:
        end, other_end = end - 1, other_end - 1
    head = Block(block.start, start, block.other_start, other_start, same=True)
    tail = Block(end, block.end, other_end, block.other_end, same=True)
    return head, Block(start, end, other_start, other_end, depth=depth), tail


def _unique_positions(items, start, end):
    counts = Counter(items[start:end])
    return {items[index]: index for index in range(start, end) if counts[items[index]] == 1}


def _longest_increasing(pairs):
    """The longest run of pairs, sorted by the first item, in which the second increases too."""
    ends, last, previous = [], [], {}
    for index, (_first, second) in enumerate(pairs):
        length = bisect_left(ends, second)
        ends[length : length + 1] = [second]
        last[length : length + 1] = [index]
        previous[index] = last[length - 1] if length else None
    run, index = [], last[-1] if last else None
    while index is not None:
        run.append(pairs[index])
        index = previous[index]
    return run[::-1]
