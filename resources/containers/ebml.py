"""The elements of WebM (EBML, RFC 8794): read by seeking from one to the next.

Raises EOFError if the file ends too early, ValueError if it is damaged.
"""

from typing import NamedTuple

MOST = 2_000_000  # in one element: browsers record seven hours with that many blocks
MOST_BYTES = 2**20  # of an element that is read completely
HEADER, DOCUMENT_TYPE, SEGMENT, CLUSTER = 0x1A45DFA3, 0x4282, 0x18538067, 0x1F43B675
EBML = HEADER.to_bytes(4, "big")


class Element(NamedTuple):
    id: int
    start: int
    body: int
    end: int | None  # None if unknown, as while a film is recorded


def document_type(file):
    """The document type of an EBML file."""
    header = element_at(file, 0)
    element = next(elements(file, header, DOCUMENT_TYPE), None)
    return content(file, element).rstrip(b"\0") if element else b""


def segment(file, size):
    """Everything after the header."""
    element = element_at(file, 0)
    while element.id != SEGMENT:
        if element.end is None:
            raise ValueError(element)
        element = element_at(file, element.end)
    if element.end is not None and element.end > size:
        raise EOFError
    return element._replace(end=element.end or size)


def elements(file, parent, *ids):
    """The elements inside another, or only those with these ids.

    The contents of a cluster of unknown length follow it like its siblings.
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
    """A number whose first bits give its length, and this length in bytes."""
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
