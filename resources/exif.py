"""Keeps to itself where a picture was taken: a photograph's GPS data must not become public.

They are blanked where they stand, in EXIF as in XMP: not a pixel changes, and all else that
the camera noted stays readable.
"""

import re
import struct
from zlib import crc32

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image

GPS = 0x8825  # EXIF 2.3, 4.6.3: the tag that points to the directory of GPS data
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 6: 1, 7: 1, 8: 2, 9: 4, 11: 4}  # bytes, by type; others: 8
# EXIF data begin a TIFF, and stand in a segment of a JPEG, a chunk of a PNG or of a WebP.
EXIF = re.compile(rb"(?:\A|Exif\0\0|eXIf|EXIF.{4})(?=II\*\0|MM\0\*)", re.DOTALL)
XMP = re.compile(
    rb"""\b[\w-]{1,20}:GPS\w{1,40}\s*=\s*(?:"[^"]{0,200}"|'[^']{0,200}')"""
    rb"""|<([\w-]{1,20}:GPS\w{1,40})>[^<]{0,200}</\1>"""
)


def tells_place(image):
    exif = image.getexif()  # reads a PNG to its end, and with it the XMP data
    return bool(exif.get_ifd(GPS)) or b":GPS" in image.info.get("xmp", b"")


def without_place(upload):
    """A copy of the picture that does not tell where it was taken."""
    upload.seek(0)
    content = bytearray(upload.read())
    for exif in list(EXIF.finditer(content)):
        _blank_exif(content, exif.end())
    content = bytearray(XMP.sub(lambda found: b" " * len(found[0]), content))
    if content.startswith(b"\x89PNG"):
        _renew_checksums(content)
    copy = ContentFile(bytes(content))
    with Image.open(copy) as image:
        if tells_place(image):
            raise ValidationError(
                _(
                    "This picture contains GPS data about where it was taken. Save it without the "
                    "GPS data."
                )
            )
    copy.seek(0)
    return copy


def _blank_exif(content, start):
    order = "<" if content[start] == ord("I") else ">"
    try:
        (directory,) = struct.unpack_from(f"{order}I", content, start + 4)
        for _position, tag, _kind, _count, value in _entries(content, order, start, directory):
            if tag == GPS:
                _blank_directory(content, order, start, value)
    except struct.error:
        pass  # It ends too early to be EXIF data; whether it tells a place is asked again.


def _blank_directory(content, order, start, directory):
    for position, _tag, kind, count, value in list(_entries(content, order, start, directory)):
        size = SIZES.get(kind, 8) * count
        if size > 4:  # what is longer stands elsewhere
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


def _renew_checksums(content):
    position = 8  # behind the signature; PNG 1.2, 3.2: length, type, data, CRC
    while position + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, position)
        end = position + 8 + length
        content[end : end + 4] = crc32(content[position + 4 : end]).to_bytes(4, "big")
        position = end + 4
