"""Finds where a picture was taken: GPS data must not become public.

The whole file is searched, not only what Pillow reads: many phones write further pictures, a film
or a depth map behind the first picture, each with its own data. The data are overwritten in place.
No pixel changes, and everything else that the camera recorded stays readable, except for the
maker's notes beside GPS data: their form is secret, and some repeat the place.
"""

import re
import struct
import zlib
from binascii import unhexlify
from bisect import bisect_left
from contextlib import suppress
from itertools import chain
from mmap import ACCESS_READ, mmap
from zlib import crc32

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .blanks import Blank, overwritten

GPS = 0x8825  # EXIF 2.3, 4.6.3: the tag that points to the directory of GPS data
EXIF, MAKER_NOTES = 0x8769, 0x927C
DIRECTORIES = {EXIF, 0x014A}  # tags that point to further directories
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 6: 1, 7: 1, 8: 2, 9: 4, 11: 4, 13: 4}  # bytes, by type; others: 8
MOST_ENTRIES = 100_000  # of the directories in one file
LONGEST_VALUE = 2**16  # bytes, in a directory of GPS data
# EXIF data begin like a TIFF or a BigTIFF. They are at the start of a TIFF, in a segment of a JPEG,
# in a chunk of a PNG or WebP, in an item of a HEIC, after an offset of nought (ISO/IEC 23008-12,
# A.2.1), or in a resource of Photoshop.
TIFFS = [re.compile(rb"II[*+]\0"), re.compile(rb"MM\0[*+]")]
BEFORE_TIFF = re.compile(
    rb"(?:\A|Exif\0\0|eXIf|EXIF.{4}|\0{4}|8BIM\x04[\x22\x23]\0\0.{4})\Z", re.DOTALL
)
LONGEST_BEFORE_TIFF = 12
# In XMP, without what precedes the colon. All of these begin with certain bytes, for which Python
# searches a hundred megabytes in a tenth of a second; for any letter it takes some seconds.
XMP = re.compile(
    rb""":(?i:GPS)\w{1,40}(?:\s*=\s*(?:"[^"]{0,200}"|'[^']{0,200}')|>[^<]{0,200}</[\w:-]{1,60}>)"""
)
BEFORE_XMP = re.compile(rb"<?[\w-]{1,20}\Z")
# ISO 6709, in the film of a “motion photo”.
COORDINATES = re.compile(rb"\xa9xyz.{4}[+-][\d.]{2,12}[+-][\d.]{3,12}[\d.+-]{0,20}/", re.DOTALL)
PNG, PNG_TEXTS = b"\x89PNG\r\n\x1a\n", {b"tEXt", b"zTXt", b"iTXt"}
LONGEST_TEXT = 2**20  # bytes, unpacked: Pillow refuses longer ones


class DirectoriesError(ValueError):
    """More directories than any program writes, or damaged ones."""


def without_location(upload, image):
    """The upload, or a copy without GPS data. `image` is what Pillow opened.

    Raises ValidationError if the data cannot be removed.
    """
    content = _bytes_of(upload)
    blanks = [*_in_exif(content), *_in_text(content)]
    if image.format == "PNG":
        _refuse_packed(content)
    if _is_left(image, blanks):
        raise _refused()
    if not blanks:
        return upload
    copy = overwritten(upload, blanks)
    if image.format == "PNG":
        _update_checksums(copy, blanks)
    return copy


def _bytes_of(upload):
    """Those of an upload on disk are mapped, not read."""
    upload.seek(0)
    try:
        return mmap(upload.fileno(), 0, access=ACCESS_READ)
    except (AttributeError, OSError):  # an upload in memory
        return upload.read()


def _is_left(image, blanks):
    """Whether Pillow finds GPS data that the search did not."""
    xmp = XMP.sub(b"", image.info.get("xmp", b"")).replace(b"\0", b"")  # it may be UTF-16
    if b":gps" in xmp.lower():
        return True
    # Pillow would decode a PNG once more.
    return not blanks and image.format != "PNG" and bool(image.getexif().get_ifd(GPS))


def _refused():
    return ValidationError(
        _("This picture contains GPS data about where it was taken. Save it without the GPS data.")
    )


def _in_exif(content):
    entries_left = MOST_ENTRIES
    for match in chain.from_iterable(tiff.finditer(content) for tiff in TIFFS):
        start = match.start()
        if BEFORE_TIFF.search(content[max(0, start - LONGEST_BEFORE_TIFF) : start]):
            block = _Block(content, start, entries_left)
            yield from block.blanks()
            entries_left = block.entries_left


def in_xmp(content):
    for match in XMP.finditer(content):
        before = BEFORE_XMP.search(content[max(0, match.start() - 21) : match.start()])
        start, end = match.start() - (len(before[0]) if before else 0), match.end()
        yield Blank(start, end, b" " * (end - start))


def _in_text(content):
    yield from in_xmp(content)
    for match in COORDINATES.finditer(content):
        yield Blank(match.start() + len(b"\xa9xyz...."), match.end())


class _Block:
    """EXIF data: directories of entries (TIFF 6.0, section 2), or of longer ones in a BigTIFF."""

    def __init__(self, content, start, entries_left):
        self.content, self.start, self.entries_left = content, start, entries_left
        self.order = "<" if content[start : start + 1] == b"I" else ">"
        self.is_big = b"+" in content[start : start + 4]
        # The first directory, the number of entries, an entry, and the next directory.
        self.layouts = ("8xQ", "Q", "HHQQ", "Q") if self.is_big else ("4xI", "H", "HHII", "I")

    def blanks(self):
        """Raises ValidationError if GPS data are damaged. Ends where other data are."""
        blanks, notes, waiting, seen = [], [], [], set()
        first, count, entry, following = self.layouts
        try:
            waiting += self.unpack(first, 0)
            while waiting:
                directory = waiting.pop()
                if directory in seen or not directory:
                    continue
                seen.add(directory)
                for position, tag, kind, number, value in self.entries(directory):
                    if tag == GPS:
                        blanks += self.directory_blanks(value)
                    elif tag in DIRECTORIES:
                        waiting += self.offsets(position, kind, number, value)
                    elif tag == MAKER_NOTES:
                        notes.append(self.value_blank(kind, number, value, len(self.content)))
                (total,) = self.unpack(count, directory)
                end = directory + struct.calcsize(f"={count}") + total * self.size(entry)
                waiting += self.unpack(following, end)
        except DirectoriesError:
            raise _refused() from None
        except struct.error:
            pass
        return [*blanks, *filter(None, notes)] if blanks else []

    def directory_blanks(self, directory):
        count, entry = self.layouts[1:3]
        try:
            entries = list(self.entries(directory))
        except struct.error:
            raise DirectoriesError from None
        values = [self.value_blank(*entry[2:], LONGEST_VALUE) for entry in entries]
        start = self.start + directory
        end = start + struct.calcsize(f"={count}") + len(entries) * self.size(entry)
        return [*filter(None, values), Blank(start, end)]

    def entries(self, directory):
        """As (position, tag, type, number of values, value or its position)."""
        count, entry = self.layouts[1:3]
        (total,) = self.unpack(count, directory)
        self.entries_left -= total
        if self.entries_left < 0:
            raise DirectoriesError
        first, size = directory + struct.calcsize(f"={count}"), self.size(entry)
        for position in range(first, first + total * size, size):
            yield position, *self.unpack(entry, position)

    def offsets(self, position, kind, number, value):
        if number == 1:
            return [value]
        self.entries_left -= number
        if self.entries_left < 0:
            raise DirectoriesError
        return self.unpack(f"{number}{'Q' if SIZES.get(kind, 8) == 8 else 'I'}", value)

    def value_blank(self, kind, number, value, longest):
        """None for a value in the entry itself."""
        size = SIZES.get(kind, 8) * number
        if size <= (8 if self.is_big else 4):
            return None
        start = self.start + value
        if size > longest or start + size > len(self.content):
            raise DirectoriesError
        return Blank(start, start + size)

    def unpack(self, layout, position):
        return struct.unpack_from(f"{self.order}{layout}", self.content, self.start + position)

    def size(self, layout):
        return struct.calcsize(f"={layout}")


def _chunks(content):
    """Of a PNG: the type, and the start and end of the data (PNG 1.2, 3.2)."""
    position = len(PNG)
    while position + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, position)
        start = position + 8
        yield content[position + 4 : start], start, start + length
        position = start + length + 4


def _refuse_packed(content):
    """Refuses GPS data in texts that are compressed or written as hexadecimal digits."""
    for kind, start, end in _chunks(content):
        if kind not in PNG_TEXTS:
            continue
        text = content[start:end]
        keyword, _nul, packed = text.partition(b"\0")
        if kind == b"zTXt":
            text = _unpacked(packed[1:])
        elif kind == b"iTXt" and packed[:1] == b"\1":
            text = _unpacked(packed[2:].split(b"\0", 2)[-1])
        elif not keyword.startswith(b"Raw profile type"):
            continue  # found as it is
        if keyword.startswith(b"Raw profile type"):
            text = _from_digits(text)
        if any(_in_exif(text)) or any(_in_text(text)):
            raise _refused()


def _from_digits(text):
    """As ImageMagick writes it: a name, a length, and lines of hexadecimal digits."""
    digits = b"".join(text.rpartition(b"\0")[2].split()[2:])
    with suppress(ValueError):  # then nobody can read it
        return unhexlify(digits)
    return b""


def _unpacked(data):
    with suppress(zlib.error):  # then nobody can read it
        return zlib.decompressobj().decompress(data, LONGEST_TEXT)
    return b""


def _update_checksums(copy, blanks):
    copy.seek(0)
    content = mmap(copy.fileno(), 0, access=ACCESS_READ)
    starts = sorted(blank.start for blank in blanks)
    sums = [
        (end, crc32(content[start - 4 : end]).to_bytes(4, "big"))
        for _kind, start, end in _chunks(content)
        if bisect_left(starts, start) < bisect_left(starts, end)
    ]
    for end, checksum in sums:
        copy.seek(end)
        copy.write(checksum)
    copy.seek(0)
