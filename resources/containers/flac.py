"""Reads a FLAC (RFC 9639).

Raises EOFError if the file ends too early; ValueError, LookupError, ArithmeticError or struct.error
if it is damaged.
"""

import re
import struct
from typing import NamedTuple

from .codecs import Contents

MOST = 10_000  # blocks of metadata
WINDOW = 2**16
MOST_AT_END = 2**20  # bytes in which the last frame is looked for: tags may follow it
SYNC = re.compile(rb"\xff[\xf8\xf9]")


class StreamInfo(NamedTuple):
    """8.2"""

    block_size: int  # the largest
    rate: int
    samples: int  # 0 if unknown, as in a stream

    @classmethod
    def parse(cls, block):
        packed = int.from_bytes(block[10:18], "big")
        return cls(struct.unpack_from(">H", block, 2)[0], packed >> 44, packed & 2**36 - 1)


def read(file, size, start=0):
    file.seek(start + 4)
    if file.read(4)[:1] not in {b"\0", b"\x80"}:  # the block that is always the first
        raise ValueError(start)
    info = StreamInfo.parse(file.read(34))
    last = _end_of_last_frame(file, size, _first_frame(file, start + 4), info)
    if info.samples and last < info.samples:
        raise EOFError
    return Contents((info.samples or last) / info.rate, None, "FLAC")


def _first_frame(file, position):
    for _count in range(MOST):
        file.seek(position)
        head = file.read(4)
        if len(head) < 4:
            raise EOFError
        position += 4 + int.from_bytes(head[1:], "big")
        if head[0] & 0x80:  # the last block
            return position
    raise ValueError(position)


def _end_of_last_frame(file, size, first, info):
    """The samples up to the end of the last frame whose header is found."""
    file.seek(first)
    model = file.read(4)
    if len(model) < 4:
        raise EOFError
    if not SYNC.match(model):
        raise ValueError(first)
    for stop in range(size, max(first, size - MOST_AT_END), -WINDOW):
        place = max(first, stop - WINDOW)
        file.seek(place)
        content = file.read(stop - place + 16)
        ends = [
            _end_of_frame(content[match.start() : match.start() + 16], model, info)
            for match in SYNC.finditer(content)
        ]
        if any(ends):
            return max(ends)
    if size - first <= MOST_AT_END:
        raise ValueError(first)
    return info.samples


def _end_of_frame(head, model, info):
    """9.1; 0 if this is not a header, which has the strategy, rate and size of the first."""
    if len(head) < 6 or head[1] != model[1]:
        return 0
    if (head[2] & 15, head[3] & 15) != (model[2] & 15, model[3] & 15):
        return 0
    length = max(1, 8 - (head[4] ^ 0xFF).bit_length())  # of the number, which is coded as in UTF-8
    number = head[4] & 0x7F >> length if length > 1 else head[4]
    for byte in head[5 : 4 + length]:
        number = number << 6 | byte & 63
    code, position = head[2] >> 4, 4 + length
    extra = {6: 1, 7: 2}.get(code, 0)
    if extra:
        block = int.from_bytes(head[position : position + extra], "big") + 1
    else:
        block = 192 if code == 1 else 576 << code - 2 if code < 6 else 256 << code - 8
    position += extra + {12: 1, 13: 2, 14: 2}.get(head[2] & 15, 0)
    if code == 0 or _crc(head[:position]) != head[position : position + 1]:
        return 0
    return (number if head[1] & 1 else number * info.block_size) + block


def _crc(content):
    """9.1.8"""
    crc = 0
    for byte in content:
        crc ^= byte
        for _bit in range(8):
            crc = crc << 1 ^ (0x107 if crc & 0x80 else 0)
    return bytes([crc])
