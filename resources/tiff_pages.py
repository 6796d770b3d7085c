"""The pages of a TIFF: its directories that are neither reduced pictures nor masks."""

import struct

from django.core.exceptions import ValidationError

from .foreign_formats import RAW
from .tiff_forms import PHOTOMETRIC

SUBFILE_TYPE, OLD_SUBFILE_TYPE, SUBDIRECTORIES, DNG = 254, 255, 330, 50706
REDUCED, MASK = 1, 4  # bits of NewSubfileType (TIFF 6.0, section 8)
OLD_REDUCED = 2
CFA, LINEAR_RAW = 32803, 34892
SHORTER = {3: "H", 4: "I", 13: "I"}  # types of values that may be shorter than an offset
MOST_DIRECTORIES, MOST_ENTRIES, MOST_SUBDIRECTORIES = 10_000, 4096, 16


class Pages:
    """`first` is the index of the directory to show, `count` the number of pages.

    Raises ValidationError for the raw data of a camera.
    """

    def __init__(self, file):
        self.file = file
        header = file.seek(0) or file.read(16)
        self.order = "<" if header[:1] == b"I" else ">"
        self.is_big = 43 in header[2:4]
        position = self._unpack("8xQ" if self.is_big else "4xI", header)[0]
        directories, seen = [], set()
        while position and position not in seen and len(directories) < MOST_DIRECTORIES:
            seen.add(position)
            tags, position = self._directory(position)
            directories.append(tags)
        full = [index for index, tags in enumerate(directories) if not _is_secondary(tags)]
        if header[8:10] == b"CR" or _is_raw(self, directories):
            raise ValidationError(RAW)
        self.first, self.count = full[0] if full else 0, max(1, len(full))

    def _unpack(self, layout, data):
        return struct.unpack_from(f"{self.order}{layout}", data)

    def _directory(self, position):
        """The values of its tags of a single number or the offset of them, and the next offset."""
        count, entry, offset = ("Q", "HHQQ", "Q") if self.is_big else ("H", "HHII", "I")
        size, length = struct.calcsize(f"={count}"), struct.calcsize(f"={entry}")
        try:
            self.file.seek(position)
            (entries,) = self._unpack(count, self.file.read(size))
            if entries > MOST_ENTRIES:
                return {}, 0
            data = self.file.read(entries * length + 8)
            tags = {}
            for start in range(0, entries * length, length):
                tag, kind, number, value = self._unpack(entry, data[start : start + length])
                if number == 1 and kind in SHORTER:  # on the left
                    place = start + length - struct.calcsize(f"={offset}")
                    (value,) = self._unpack(SHORTER[kind], data[place:])
                tags[tag] = value if number == 1 else (kind, number, value)
            return tags, self._unpack(offset, data[entries * length :])[0]
        except (struct.error, OSError):  # Pillow says what it can read
            return {}, 0

    def subdirectories(self, tags):
        value = tags.get(SUBDIRECTORIES, 0)
        if not isinstance(value, tuple):
            return [self._directory(value)[0]] if value else []
        kind, number, place = value
        layout = f"{min(number, MOST_SUBDIRECTORIES)}{SHORTER.get(kind, 'Q')}"
        try:
            self.file.seek(place)
            offsets = self._unpack(layout, self.file.read(struct.calcsize(f"={layout}")))
        except (struct.error, OSError):
            return []
        return [self._directory(offset)[0] for offset in offsets]


def _is_secondary(tags):
    value = tags.get(SUBFILE_TYPE, 0)
    is_marked = isinstance(value, int) and value & (REDUCED | MASK)
    return is_marked or tags.get(OLD_SUBFILE_TYPE) == OLD_REDUCED


def _is_raw(pages, directories):
    found = [*directories[:4]]
    for tags in directories[:4]:
        found += pages.subdirectories(tags)
    return any(DNG in tags or tags.get(PHOTOMETRIC) in {CFA, LINEAR_RAW} for tags in found)
