"""The colour space of the primary picture of a HEIC or an AVIF (ISO/IEC 23008-12).

A file may also have a map of what HDR adds, or further pictures, each with a space of its own.
"""

import struct

from .containers.boxes import Box, boxes, find, whole


def codes(file):
    """Of the primaries and the transfer (ITU-T H.273); None if the file does not name them."""
    size = file.seek(0, 2)
    try:
        meta = find(file, whole(size), b"meta")
        meta = meta and Box(meta.name, meta.start, meta.body + 4, meta.end)  # after its version
        primary = meta and find(file, meta, b"pitm")
        properties = meta and find(file, meta, b"iprp")
        if not (primary and properties):
            return None
        listed = [*boxes(file, find(file, properties, b"ipco"))]
        data = _body(file, primary)
        (item,) = struct.unpack_from(">I" if data[0] else ">H", data, 4)
        for index in _associated(_body(file, find(file, properties, b"ipma")), item):
            data = _body(file, listed[index - 1])
            if listed[index - 1].name == b"colr" and data[:4] == b"nclx":
                return struct.unpack_from(">HH", data, 4)
    except (ValueError, struct.error, IndexError, AttributeError):  # the decoder says what is wrong
        pass
    return None


def _body(file, box):
    file.seek(box.body)
    return file.read(min(box.end - box.body, 2**20))


def _associated(data, wanted):
    """The indexes of the properties of an item, from 1 (9.3.2)."""
    version, flags = data[0], data[3]
    (count,) = struct.unpack_from(">I", data, 4)
    position, wide = 8, flags & 1
    for _item in range(count):
        (item,) = struct.unpack_from(">I" if version else ">H", data, position)
        position += 4 if version else 2
        number = data[position]
        indexes = struct.unpack_from(f">{number}{'H' if wide else 'B'}", data, position + 1)
        position += 1 + number * (2 if wide else 1)
        if item == wanted:
            return [index & (0x7FFF if wide else 0x7F) for index in indexes]
    return []
