"""Reads frames without a container: MP3 (ISO 11172-3, 13818-3), AAC in ADTS (ISO 14496-3, 1.A.2).

Raises EOFError if the file ends too early; ValueError or struct.error if it is damaged.
"""

import struct
from functools import cache
from typing import NamedTuple

from .codecs import Contents

TAG = 10  # bytes of the head of an ID3 tag
MOST_TAGS = 100
WINDOW = 2**17  # bytes in which the first frame is looked for
ENOUGH = 6  # frames in a row that are no accident
MOST_GAPS = 20_000
BIT_RATES = {  # kbit/s, by version 1 or not, and layer
    (True, 1): [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    (True, 2): [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    (True, 3): [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    (False, 1): [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
    (False, 2): [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
}
BIT_RATES[False, 3] = BIT_RATES[False, 2]
RATES = [44_100, 48_000, 32_000]
ADTS_RATES = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000]
ADTS_RATES += [11_025, 8_000, 7_350]
CODECS = {0: "AAC", 1: "MPEG audio layer I", 2: "MPEG audio layer II", 3: "MP3"}


class Frame(NamedTuple):
    layer: int  # 0: AAC
    rate: int  # samples per second
    samples: int
    length: int  # bytes

    def continues(self, other):
        return self[:2] == other[:2]


class Header(NamedTuple):
    """In the first frame of an MP3: how much follows."""

    frames: int
    length: int | None  # bytes
    skipped: int = 0  # samples at the start and at the end that are not to be heard


def read(file, size, start=0):
    start = first_frame(file, size, start)
    if start is None:
        raise ValueError
    file.seek(start)
    content = file.read(2**12)
    first = _frame(content)
    header = _header(content, first) if first.layer == 3 else None
    if header and header.length is not None:
        if header.length > (size - start) * 1.01 + 1500:  # an average, and a last frame that is cut
            raise EOFError
        # If files were joined, the header of the first counts only its own frames.
        is_whole = header.length * 1.05 + 1500 > size - start
    else:
        is_whole = bool(header)
    if is_whole and header.frames:
        samples = header.frames * first.samples
    else:
        samples = _count_samples(file, size, start) - (first.samples if header else 0)
    samples -= header.skipped if header else 0
    return Contents(max(0, samples) / first.rate, None, CODECS[first.layer])


def end_of_tags(file):
    """Where the sound starts: after ID3v2 tags, of any number.

    3.1: the size of a tag has four times seven bits; head and foot are not counted.
    """
    position = 0
    for _count in range(MOST_TAGS):
        file.seek(position)
        head = file.read(TAG)
        if len(head) < TAG or head[:3] != b"ID3":
            break
        size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
        position += TAG + size + (TAG if head[5] & 0x10 else 0)
    return position


def first_frame(file, size, start):
    """The position of the first of several frames, or None."""
    file.seek(start)
    content = file.read(min(WINDOW, size - start))
    if _are_frames(content, 0, is_short=start + len(content) == size):
        return start
    place = content.find(b"\xff", 1)
    while place >= 0:
        if _are_frames(content, place):
            return start + place
        place = content.find(b"\xff", place + 1)
    return None


def _are_frames(content, place, is_short=False):
    """Whether frames follow each other; up to the end, if that may be the end of a short file."""
    first = frame = _frame(content[place : place + 8])
    is_short = is_short and first and place + first.length <= len(content)
    for _count in range(ENOUGH - 1):
        if not frame or not frame.continues(first):
            return False
        place += frame.length
        if place >= len(content) or content.startswith((b"TAG", b"APETAGEX"), place):
            return bool(is_short)
        frame = _frame(content[place : place + 8])
    return bool(frame and frame.continues(first))


def _count_samples(file, size, position):
    """Counts all frames: only a header could tell how long those of a variable bit rate are."""
    samples, gaps, first = 0, 0, None
    content, place = b"", position  # the part of the file that is read, and where it is
    while position < size:
        if position + 8 > place + len(content):
            file.seek(position)
            content, place = file.read(min(2**18, size - position)), position
        frame = _frame(content[position - place : position - place + 8])
        if frame and (first is None or frame.continues(first)):
            first = first or frame
            samples += frame.samples
            position += frame.length
        else:
            gaps += 1
            if gaps > MOST_GAPS:
                raise ValueError(position)
            content, position = b"", first_frame(file, size, position + 1)
            if position is None:
                break
    return samples


def _frame(head):
    """The frame with this header, of which seven bytes are read; None if there is none."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    if head[1] & 0xF6 != 0xF0:
        return _mpeg_frame(head[1], head[2])
    rate, length = head[2] >> 2 & 15, int.from_bytes(head[3:6], "big") >> 5 & 0x1FFF
    if len(head) < 7 or rate >= len(ADTS_RATES) or length < 7:
        return None
    return Frame(0, ADTS_RATES[rate], 1024 * ((head[6] & 3) + 1), length)


@cache
def _mpeg_frame(second, third):
    version, layer = second >> 3 & 3, 4 - (second >> 1 & 3)
    rate, bit_rate, padding = third >> 2 & 3, third >> 4, third >> 1 & 1
    if version == 1 or layer == 4 or rate == 3 or bit_rate in {0, 15}:
        return None
    is_first = version == 3
    rate = RATES[rate] >> (0 if is_first else 1 if version == 2 else 2)
    samples = {1: 384, 2: 1152, 3: 1152 if is_first else 576}[layer]
    slot = 4 if layer == 1 else 1
    bits = 1000 * BIT_RATES[is_first, layer][bit_rate - 1]
    return Frame(layer, rate, samples, (samples // 8 // slot * bits // rate + padding) * slot)


def _header(content, first):
    """The header of Xing or Fraunhofer (VBRI), for which there is no standard."""
    if content.startswith(b"VBRI", 36):
        return Header(*reversed(struct.unpack_from(">II", content, 46)))
    is_first, is_mono = first.samples == 1152, content[3] >> 6 == 3
    place = 4 + ((17 if is_mono else 32) if is_first else (9 if is_mono else 17))
    if not content.startswith((b"Xing", b"Info"), place):
        return None
    (flags,) = struct.unpack_from(">I", content, place + 4)
    place += 8
    fields = []
    for flag, length in (1, 4), (2, 4), (4, 100), (8, 4):
        fields.append(content[place : place + length] if flags & flag else None)
        place += length if flags & flag else 0
    frames, size = (field and int.from_bytes(field, "big") for field in fields[:2])
    skipped = 0
    if content.startswith((b"LAME", b"Lav"), place):
        delays = int.from_bytes(content[place + 21 : place + 24], "big")
        skipped = (delays >> 12) + (delays & 0xFFF)
    return Header(frames or 0, size, skipped)
