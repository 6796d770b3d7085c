"""The names of the files in a zip, which seldom says in which encoding they are.

Names are UTF-8 if bit 11 of the flags is set (APPNOTE, appendix D) or if Info-ZIP's extra field
0x7075 repeats them so. Otherwise macOS writes UTF-8 and Windows the code page of its language.
"""

import struct
import zlib
from collections import defaultdict
from contextlib import suppress

from . import old_encodings
from .bundle import MOST_FOLDERS

UTF8 = 0x800
UNICODE_PATH = 0x7075  # APPNOTE 4.6.9
UNICODE_START = struct.Struct("<BL")  # version, checksum of the name in the header
AS_READ = "cp437"  # in which zipfile decodes other names
ENCODINGS = [
    "utf-8",
    *("cp866", "cp1251", "koi8-u", "koi8-r", "mac-cyrillic", "iso8859-5"),
    *("cp437", "cp850", "cp852", "cp858", "cp775", "cp857", "cp861", "cp865"),
    *("cp1252", "cp1250", "cp1254", "cp1257", "cp1258", "mac-roman"),
    *("cp737", "cp869", "cp1253", "cp862", "cp1255", "cp720", "cp864", "cp1256", "cp874"),
    *("cp932", "gb18030", "big5hkscs", "cp949"),
]


def names_of(infos):
    """The most likely name of each, with slashes between folders."""
    certain = [_certain_name(info) for info in infos]
    raws = [_raw(info) for info, name in zip(infos, certain, strict=True) if name is None]
    encoding = _guess(b" ".join(raws)) if raws else None
    return [
        (_decoded(_raw(info), encoding) if name is None else name).replace("\\", "/")
        for info, name in zip(infos, certain, strict=True)
    ]


class RawNames:
    """Finds files whose names are in an unknown encoding by writing a path in each of them.

    The case counts for letters that are not ASCII, unless all of them are small or capital.
    """

    def __init__(self, infos):
        self.raws = {
            key: _raw(info) for key, info in enumerate(infos) if _certain_name(info) is None
        }
        self.by_end = defaultdict(list)
        for key, raw in self.raws.items():
            parts = _fold(raw).split(b"/")
            for place in range(1, min(len(parts), MOST_FOLDERS) + 1):
                self.by_end[b"/".join(parts[-place:])].append(key)

    def find(self, path):
        """The names that it can have, with the keys of the files."""
        found = {}
        for encoding in ENCODINGS:
            for spelling in (path, path.lower(), path.upper()):
                with suppress(UnicodeEncodeError):
                    for key in self.by_end.get(_fold(spelling.encode(encoding)), ()):
                        found.setdefault(key, _decoded(self.raws[key], encoding))
        return [(name.replace("\\", "/"), key) for key, name in found.items()]


def _fold(raw):
    """Backslashes separate folders on old Windows; those inside of letters change on both sides."""
    return raw.lower().replace(b"\\", b"/")


def _guess(raw):
    if old_encodings.decoded(raw, "utf-8") is not None:
        return "utf-8"
    return old_encodings.guess(raw, margin=0) or AS_READ


def _decoded(raw, encoding):
    name = old_encodings.decoded(raw, encoding)
    return raw.decode(AS_READ) if name is None else name


def _certain_name(info):
    """None if it depends on an encoding."""
    is_certain = info.flag_bits & UTF8 or info.orig_filename.isascii()
    return _unicode_path(info) or (info.orig_filename if is_certain else None)


def _raw(info):
    return info.orig_filename.encode("utf-8" if info.flag_bits & UTF8 else AS_READ)


def _unicode_path(info):
    """The name in the extra field, if it belongs to the name in the header."""
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        is_path = kind == UNICODE_PATH and len(field) > UNICODE_START.size
        if is_path and UNICODE_START.unpack(field[:5]) == (1, zlib.crc32(_raw(info))):
            return old_encodings.decoded(field[5:], "utf-8")
    return None
