"""The elements of WebM (EBML, RFC 8794): read by seeking from one to the next.

Raises EOFError where the file ends too early, ValueError where it is damaged.
"""

from typing import NamedTuple

MOST = 2_000_000  # side by side: browsers record a film of seven hours with that many blocks
MOST_BYTES = 2**20  # of an element that is read whole
HEADER, DOCUMENT_TYPE, SEGMENT, CLUSTER = 0x1A45DFA3, 0x4282, 0x18538067, 0x1F43B675


class Element(NamedTuple):
    id: int
    start: int
    body: int
    end: int | None  # None where it is unknown, as while a film is recorded


def document_type(file):
    """Of a file that begins as EBML does."""
    header = element_at(file, 0)
    found = next(elements(file, header, DOCUMENT_TYPE), None)
    return content(file, found).rstrip(b"\0") if found else b""


def segment(file, size):
    """All that follows the header."""
    found = element_at(file, 0)
    while found.id != SEGMENT:
        if found.end is None:
            raise ValueError(found)
        found = element_at(file, found.end)
    if found.end is not None and found.end > size:
        raise EOFError
    return found._replace(end=found.end or size)


def elements(file, parent, *ids):
    """The elements within another, or those of these ids.

    What stands in a cluster of unknown length follows it as if it stood beside it.
    """
    if parent.end is None:
        raise ValueError(parent)
    position = parent.body
    for _count in range(MOST):
        if position >= parent.end:
            return
        element = element_at(file, position)
        if element.end is None and element.id != CLUSTER:
            raise ValueError(element)
        if element.end and element.end > parent.end:
            raise EOFError
        if not ids or element.id in ids:
            yield element
        position = element.end or element.body
    raise ValueError(parent)


def element_at(file, start):
    file.seek(start)
    head = file.read(12)
    length = variable(head)[1]
    if length > 4:
        raise ValueError(head)
    size, more = variable(head[length:])
    body = start + length + more
    end = None if size == 2 ** (7 * more) - 1 else body + size
    return Element(int.from_bytes(head[:length], "big"), start, body, end)


def variable(content):
    """A number whose first bits tell how many bytes it has, and how many these are."""
    if not content:
        raise EOFError
    length = 9 - content[0].bit_length()
    if length > 8:
        raise ValueError(content)
    if length > len(content):
        raise EOFError
    return int.from_bytes(content[:length], "big") & 2 ** (7 * length) - 1, length


def content(file, element):
    if element.end - element.body > MOST_BYTES:
        raise ValueError(element)
    file.seek(element.body)
    return file.read(element.end - element.body)


def number(file, element):
    return int.from_bytes(content(file, element), "big")
