"""The boxes of MP4 and QuickTime (ISO 14496-12): read by seeking from one to the next.

Raises ValueError where they are damaged.
"""

import sys
from array import array
from typing import NamedTuple

MOST = 1_000_000  # side by side; a fragmented film may have two for each picture
MOST_BYTES = 2**20  # of a box that is read whole
MOST_BYTES_OF_TABLE = 2**26


class Box(NamedTuple):
    name: bytes
    start: int
    body: int
    end: int


def whole(size):
    """A file as a box; bytes that are no box may follow in it."""
    return Box(b"", 0, 0, size)


def boxes(file, parent):
    """The boxes within another."""
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
    """4.2: length, name; a length of 1 stands behind the name, in 64 bits; 0: to the end."""
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
        box = next((found for found in boxes(file, box) if found.name == name), None)
        if box is None:
            return None
    return box


def need(file, box, *path):
    found = find(file, box, *path)
    if found is None:
        raise ValueError(path)
    return found


def content(file, box, most=MOST_BYTES):
    if box.end - box.body > most:
        raise ValueError(box)
    file.seek(box.body)
    return file.read(box.end - box.body)


def table(file, box, kind, skipped):
    """The numbers in a box, behind some bytes; the kind as of an array, "I" or "Q"."""
    numbers = array(kind)
    read = content(file, box, MOST_BYTES_OF_TABLE)[skipped:]
    numbers.frombytes(read[: len(read) // numbers.itemsize * numbers.itemsize])
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers
