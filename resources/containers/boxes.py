"""The boxes of MP4 and QuickTime (ISO 14496-12): read by seeking from one to the next.

Raises ValueError where they are damaged.
"""

import sys
from array import array
from typing import NamedTuple

MOST = 1_000_000  # in one box; a fragmented film may have two for each picture
MOST_BYTES = 2**20  # of a box that is read completely
MOST_BYTES_OF_TABLE = 2**26


class Box(NamedTuple):
    name: bytes
    start: int
    body: int
    end: int


def whole(size):
    """The file as a box; it may end with bytes that are not a box."""
    return Box(b"", 0, 0, size)


def boxes(file, parent):
    """The boxes inside another."""
    position = parent.body
    for _count in range(MOST):
        if position + 8 > parent.end:
            return
        box = box_at(file, position, parent.end)
        if box.body > box.end:  # zeros end a list in QuickTime
            return
        if parent.name and box.end > parent.end:
            raise ValueError(box)
        yield box
        position = box.end
    raise ValueError(parent)


def box_at(file, start, last):
    """4.2: length, name; 1: the length follows the name, in 64 bits; 0: to the end."""
    file.seek(start)
    header = file.read(16)
    length, body = int.from_bytes(header[:4], "big"), start + 8
    if length == 1:
        length, body = int.from_bytes(header[8:], "big"), start + 16
    end = last if length == 0 and header[4:8] == b"mdat" else start + length
    return Box(header[4:8], start, body, end)


def find(file, box, *path):
    """The box at the end of a path of names, or None."""
    for name in path:
        box = next((child for child in boxes(file, box) if child.name == name), None)
        if box is None:
            return None
    return box


def need(file, box, *path):
    """As find(), but raises ValueError."""
    target = find(file, box, *path)
    if target is None:
        raise ValueError(path)
    return target


def content(file, box, most=MOST_BYTES):
    if box.end - box.body > most:
        raise ValueError(box)
    file.seek(box.body)
    return file.read(box.end - box.body)


def table(file, box, kind, skipped):
    """The numbers in a box, after some bytes; the kind is that of an array, "I" or "Q"."""
    numbers = array(kind)
    data = content(file, box, MOST_BYTES_OF_TABLE)[skipped:]
    numbers.frombytes(data[: len(data) // numbers.itemsize * numbers.itemsize])
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers
