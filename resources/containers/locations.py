"""Finds the data that say where a film was recorded, as phones and cameras write them."""

from itertools import chain

from ..blanks import Blank
from ..exif import in_xmp
from . import ebml
from .boxes import boxes, content, find, whole

COORDINATES = {b"\xa9xyz", b"loci"}
MOST_BYTES_OF_XMP = 2**24
XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
TELEMETRY = (b"gpmd", b"camm", b"djmd")  # sample entries of GoPro, Google and DJI
TAGS, TAG, SIMPLE_TAG, TAG_NAME = 0x1254C367, 0x7373, 0x67C8, 0x45A3
NAMES = (b"location", b"gps")  # parts of the names of other data


def is_telemetry(entries):
    """Whether samples with these descriptions have locations. Apple's list their contents."""
    return entries[12:16] in TELEMETRY or (entries[12:16] == b"mebx" and names_location(entries))


def names_location(name):
    return any(word in name.lower() for word in NAMES)


def in_boxes(file, size, movie):
    """Boxes become free boxes of the same length, so that nothing moves."""
    tracks = (box for box in boxes(file, movie) if box.name == b"trak")
    for holder in chain([whole(size), movie], tracks):
        coordinates = (box for box in _user_data(file, holder) if box.name in COORDINATES)
        for box in chain(coordinates, _metadata_items(file, holder)):
            yield Blank(box.start + 4, box.start + 8, b"free")
            yield Blank(box.body, box.end)
    for box in chain(boxes(file, whole(size)), _user_data(file, movie)):
        if box.name not in {b"XMP_", b"uuid"} or box.end > size:
            continue
        file.seek(box.body)
        if box.name == b"XMP_" or file.read(16) == XMP_UUID:
            for blank in in_xmp(content(file, box, MOST_BYTES_OF_XMP)):
                yield Blank(box.body + blank.start, box.body + blank.end, blank.head)


def _user_data(file, holder):
    data = find(file, holder, b"udta")
    return boxes(file, data) if data else ()


def _metadata_items(file, holder):
    """Location items, which have a name of their own, or a number in a list of names."""
    for path in [(b"meta",), (b"udta", b"meta")]:
        metadata = find(file, holder, *path)
        if metadata is None:
            continue
        file.seek(metadata.body + 4)
        if file.read(4) != b"hdlr":  # except in QuickTime a version precedes the boxes
            metadata = metadata._replace(body=metadata.body + 4)
        keys = find(file, metadata, b"keys")
        listed = boxes(file, keys._replace(body=keys.body + 8)) if keys else ()
        names = {
            number.to_bytes(4, "big"): content(file, name) for number, name in enumerate(listed, 1)
        }
        items = find(file, metadata, b"ilst")
        for item in boxes(file, items) if items else ():
            if item.name in COORDINATES or names_location(names.get(item.name, b"")):
                yield item


def in_tags(file, tags):
    """RFC 9559, 5.1.8.1: tags become void elements of the same length."""
    for tag in ebml.elements(file, tags, TAG):
        for item in ebml.elements(file, tag, SIMPLE_TAG):
            names = ebml.elements(file, item, TAG_NAME)
            if any(names_location(ebml.content(file, name)) for name in names):
                # A size of eight bytes fits any length; a tag is longer than that.
                size = item.end - item.start - 9
                yield Blank(item.start, item.end, b"\xec\x01" + size.to_bytes(7, "big"))
