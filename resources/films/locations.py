"""Finds where a film tells the place that it was taken at, as telephones and cameras write it."""

from itertools import chain

from ..exif import XMP
from . import ebml
from .boxes import boxes, content, find, whole
from .codecs import Blank

COORDINATES = {b"\xa9xyz", b"loci"}
MOST_BYTES_OF_XMP = 2**24
XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
TELEMETRY = (b"gpmd", b"camm", b"djmd")  # sample entries of GoPro, Google and DJI
TAGS, TAG, SIMPLE_TAG, TAG_NAME = 0x1254C367, 0x7373, 0x67C8, 0x45A3
NAMES = (b"location", b"gps")  # within the names of other data


def tells_places(entries):
    """Whether samples of these descriptions do; Apple lists what they hold."""
    return entries[12:16] in TELEMETRY or (entries[12:16] == b"mebx" and names_place(entries))


def names_place(name):
    return any(word in name.lower() for word in NAMES)


def in_boxes(file, size, movie):
    """Boxes are to become free ones of the same length, so that nothing moves."""
    tracks = (box for box in boxes(file, movie) if box.name == b"trak")
    for holder in chain([whole(size), movie], tracks):
        for box in chain(_coordinates(file, holder), _items(file, holder)):
            yield Blank(box.start + 4, box.start + 8, b"free")
            yield Blank(box.body, box.end)
    for box in chain(boxes(file, whole(size)), _user_data(file, movie)):
        if box.name in {b"XMP_", b"uuid"} and box.end <= size and _holds_xmp(file, box):
            for found in XMP.finditer(content(file, box, MOST_BYTES_OF_XMP)):
                start, end = (box.body + place for place in found.span())
                yield Blank(start, end, b" " * (end - start))


def _user_data(file, holder):
    data = find(file, holder, b"udta")
    return boxes(file, data) if data else ()


def _coordinates(file, holder):
    return (box for box in _user_data(file, holder) if box.name in COORDINATES)


def _items(file, holder):
    """Items of metadata: named by themselves, or by their number in a list of names."""
    for found in filter(None, [find(file, holder, b"meta"), find(file, holder, b"udta", b"meta")]):
        file.seek(found.body + 4)
        # That of QuickTime has no version before its boxes.
        skipped = 0 if file.read(4) == b"hdlr" else 4
        metadata = found._replace(body=found.body + skipped)
        names = _names(file, find(file, metadata, b"keys"))
        items = find(file, metadata, b"ilst")
        for item in boxes(file, items) if items else ():
            if item.name in COORDINATES or names_place(names.get(item.name, b"")):
                yield item


def _names(file, keys):
    listed = boxes(file, keys._replace(body=keys.body + 8)) if keys else ()
    return {number.to_bytes(4, "big"): content(file, name) for number, name in enumerate(listed, 1)}


def _holds_xmp(file, box):
    file.seek(box.body)
    return box.name == b"XMP_" or file.read(16) == XMP_UUID


def in_tags(file, tags):
    """RFC 9559, 5.1.8.1: tags that are to become void elements of the same length."""
    for tag in ebml.elements(file, tags, TAG):
        for item in ebml.elements(file, tag, SIMPLE_TAG):
            names = ebml.elements(file, item, TAG_NAME)
            if any(names_place(ebml.content(file, name)) for name in names):
                # The size has eight bytes, so that it fits whatever the length; a tag is longer.
                size = item.end - item.start - 9
                yield Blank(item.start, item.end, b"\xec\x01" + size.to_bytes(7, "big"))
