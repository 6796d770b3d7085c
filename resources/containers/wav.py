"""Reads a WAV, also one of more than 4 GB (RF64, BW64: EBU Tech 3306, ITU-R BS.2088).

Raises EOFError if the file ends too early; ValueError, LookupError, ArithmeticError or struct.error
if it is damaged.
"""

import struct

from . import mpeg
from .codecs import WAVE_FORMATS, Contents

MOST = 10_000  # chunks before the sound
SLOWEST = 3000  # samples per second that Chromium plays
LARGE = 0x7FFFF000  # sizes from here on mean "unknown" where so much does not follow, as 0 does
FLOAT, MPEG_LAYER_3, EXTENSIBLE = 3, 0x55, 0xFFFE
GUID_END = bytes.fromhex("000000001000800000aa00389b71")  # after the two bytes of a format


def read(file, size, start=0):
    header, long_size = None, 0
    for name, body, length in _chunks(file, start + 12):
        if name == b"ds64":
            long_size = struct.unpack("<Q", file.read(16)[8:])[0]
        elif name == b"fmt ":
            header = file.read(min(length, 40))
        elif name == b"data":
            end = _end_of_sound(size, body, long_size if length == 2**32 - 1 else length)
            return _contents(file, header, body, end)
    raise EOFError


def _chunks(file, position):
    """Name, start, length; a byte of padding follows an odd length."""
    for _count in range(MOST):
        file.seek(position)
        head = file.read(8)
        if len(head) < 8:
            return
        name, length = struct.unpack("<4sI", head)
        yield name, position + 8, length
        position += 8 + length + length % 2


def _end_of_sound(size, body, length):
    if length == 0 or (length >= LARGE and body + length > size):
        return size
    if length > size:  # without `body`: some programs count the header, too
        raise EOFError
    return min(body + length, size)


def _contents(file, header, body, end):
    if header is None:
        raise ValueError(body)
    tag, channels, rate, _bytes, _block, bits = struct.unpack_from("<HHIIHH", header)
    valid_bits = bits
    if tag == EXTENSIBLE:
        valid_bits = struct.unpack_from("<H", header, 18)[0] or bits
        tag = struct.unpack_from("<H", header, 24)[0] if header[26:] == GUID_END else EXTENSIBLE
    codec = WAVE_FORMATS.get(tag, f"{tag:#06x}")
    if tag == MPEG_LAYER_3:
        return mpeg.read(file, end, body)
    width = -(-bits // 8)
    if codec == "PCM":
        if width not in ({4} if tag == FLOAT else {1, 2, 3, 4}) or -(-valid_bits // 8) != width:
            codec = f"PCM ({valid_bits}/{bits} bit)"
        elif 0 < rate < SLOWEST:
            codec = f"PCM ({rate} Hz)"
    elif codec not in {"A-law", "µ-law"}:
        return Contents(0, None, codec)  # its bits are not those of a sample
    return Contents((end - body) / (channels * width * rate), None, codec)
