"""The names of the files in a zip, which seldom says in which encoding they are.

Names are UTF-8 if bit 11 of the flags is set (APPNOTE, appendix D) or if Info-ZIP's extra field
0x7075 repeats them so. Otherwise macOS writes UTF-8 and Windows the code page of its language.
"""

import struct
import zlib

from . import old_encodings

UTF8 = 0x800
UNICODE_PATH = 0x7075  # APPNOTE 4.6.9
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
        (name or _decoded(_raw(info), encoding)).replace("\\", "/")
        for info, name in zip(infos, certain, strict=True)
    ]


def other_names_of(info):
    """What the name is in each of the other encodings; nothing if it is certain."""
    if _certain_name(info) is not None:
        return set()
    raw = _raw(info)
    names = (old_encodings.decoded(raw, encoding) for encoding in ENCODINGS)
    return {name.replace("\\", "/") for name in names if name is not None}


def _guess(raw):
    if old_encodings.decoded(raw, "utf-8") is not None:
        return "utf-8"
    return old_encodings.guess(raw) or AS_READ


def _decoded(raw, encoding):
    name = old_encodings.decoded(raw, encoding)
    return raw.decode(AS_READ) if name is None else name


def _certain_name(info):
    """None if it depends on an encoding."""
    if info.flag_bits & UTF8 or info.orig_filename.isascii():
        return _unicode_path(info) or info.orig_filename
    return _unicode_path(info)


def _raw(info):
    return info.orig_filename.encode(AS_READ)


def _unicode_path(info):
    """The name in the extra field, if it belongs to the name in the header."""
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind != UNICODE_PATH or len(field) < 6 or info.flag_bits & UTF8:
            continue
        version, checksum = struct.unpack("<BL", field[:5])
        if version == 1 and checksum == zlib.crc32(_raw(info)):
            return old_encodings.decoded(field[5:], "utf-8")
    return None
