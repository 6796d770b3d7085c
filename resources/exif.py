"""Removes from a picture where it was taken: GPS data must not become public.

The data are overwritten in place, in EXIF and in XMP. No pixel changes, and everything else that
the camera recorded stays readable.
"""

import re
import struct
from contextlib import suppress
from zlib import crc32

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image

GPS = 0x8825  # EXIF 2.3, 4.6.3: the tag that points to the directory of GPS data
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 6: 1, 7: 1, 8: 2, 9: 4, 11: 4}  # bytes, by type; others: 8
# EXIF data are at the start of a TIFF, in a segment of a JPEG, in a chunk of a PNG or WebP, or in
# an item of a HEIC, after an offset of nought (ISO/IEC 23008-12, A.2.1).
EXIF = re.compile(rb"(?:\A|Exif\0\0|eXIf|EXIF.{4}|\0{4})(?=II\*\0|MM\0\*)", re.DOTALL)
XMP = re.compile(
    rb"""\b[\w-]{1,20}:GPS\w{1,40}\s*=\s*(?:"[^"]{0,200}"|'[^']{0,200}')"""
    rb"""|<([\w-]{1,20}:GPS\w{1,40})>[^<]{0,200}</\1>"""
)


def has_location(image):
    exif = image.getexif()  # reads a PNG to its end, including the XMP data
    return bool(exif.get_ifd(GPS)) or b":GPS" in image.info.get("xmp", b"")


def without_location(upload):
    """A copy of the picture without GPS data."""
    upload.seek(0)
    content = bytearray(upload.read())
    for exif in list(EXIF.finditer(content)):
        start = exif.end()
        order = "<" if content[start] == ord("I") else ">"
        # EXIF data may end too early; has_location() then decides below.
        with suppress(struct.error):
            _blank_gps(content, order, start)
    content = bytearray(XMP.sub(lambda match: b" " * len(match[0]), content))
    if content.startswith(b"\x89PNG"):
        _update_checksums(content)
    copy = ContentFile(bytes(content))
    with Image.open(copy) as image:
        if has_location(image):
            raise ValidationError(
                _(
                    "This picture contains GPS data about where it was taken. Save it without the "
                    "GPS data."
                )
            )
    copy.seek(0)
    return copy


def _blank_gps(content, order, start):
    (main_directory,) = struct.unpack_from(f"{order}I", content, start + 4)
    for _position, tag, _kind, _count, directory in _entries(content, order, start, main_directory):
        if tag == GPS:
            for position, _tag, kind, count, value in list(
                _entries(content, order, start, directory)
            ):
                size = SIZES.get(kind, 8) * count
                if size > 4:  # longer values are not in the entry itself
                    _blank(content, start + value, size)
                _blank(content, position, 12)
            _blank(content, start + directory, 2)  # the number of entries


def _blank(content, start, size):
    size = min(size, len(content) - start)
    content[start : start + size] = bytes(max(size, 0))


def _entries(content, order, start, directory):
    (number,) = struct.unpack_from(f"{order}H", content, start + directory)
    for index in range(number):
        position = start + directory + 2 + 12 * index
        yield position, *struct.unpack_from(f"{order}HHII", content, position)


def _update_checksums(content):
    position = 8  # after the signature; PNG 1.2, 3.2: length, type, data, CRC
    while position + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, position)
        end = position + 8 + length
        content[end : end + 4] = crc32(content[position + 4 : end]).to_bytes(4, "big")
        position = end + 4
