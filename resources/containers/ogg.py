"""Reads an Ogg (RFC 3533).

Raises EOFError if the file ends too early; ValueError, LookupError, ArithmeticError or struct.error
if it is damaged.
"""

import re
import struct
from typing import NamedTuple

from .codecs import Contents
from .flac import StreamInfo

PAGE = struct.Struct("<4sBBqIIIB")
FIRST = 2  # a flag of a page
MOST = 100  # streams in one file
WINDOW = 2**17  # bytes, twice as many as a page has
MOST_AT_END = 2**22  # bytes that may follow the last page
OPUS_RATE = 48_000  # RFC 7845, 4: whatever was recorded
SOUNDS = {
    b"\x01vorbis": "Vorbis",
    b"OpusHead": "Opus",
    b"\x7fFLAC": "FLAC",
    b"Speex   ": "Speex",
    b"CELT    ": "CELT",
    b"PCM     ": "PCM",
}
PICTURES = {b"\x80theora": "Theora", b"BBCD\0": "Dirac", b"OVP80": "VP8", b"\x01video": "OGM"}


class Stream(NamedTuple):
    serial: int
    codec: str
    packet: bytes  # the first


def read(file, size, start=0):
    sounds, pictures = [], []
    for serial, packet in _first_packets(file, start):
        for names, streams in (SOUNDS, sounds), (PICTURES, pictures):
            streams += [Stream(serial, names[m], packet) for m in names if packet.startswith(m)]
    sound = sounds[0] if sounds else None
    if sound and _is_chained(file, size, start):
        seconds = sum(_seconds(*link) for link in _links(file, start))
    else:
        seconds = _seconds(sound, _last_position(file, size, start, sound.serial)) if sound else 0
    return Contents(seconds, pictures[0].codec if pictures else None, sound and sound.codec)


def _is_chained(file, size, start):
    """Whether others follow the first streams, as in what a radio sends: RFC 3533, 4."""
    serials = {serial for serial, _packet in _first_packets(file, start)}
    file.seek(max(start, size - WINDOW))
    content = file.read(WINDOW)
    pages = [content[mark.start() :][: PAGE.size] for mark in re.finditer(b"OggS\0", content)]
    last = [PAGE.unpack(page)[4] for page in pages if len(page) == PAGE.size]
    return bool(last) and last[-1] not in serials


def _links(file, position):
    """Each sound of a chain, and its last position."""
    links, latest = [], {}  # by serial: the place among the links
    while True:
        file.seek(position)
        head = file.read(PAGE.size)
        if len(head) < PAGE.size or head[:4] != b"OggS":
            return links
        _mark, _version, flags, at, serial, _number, _crc, segments = PAGE.unpack(head)
        length = sum(file.read(segments))
        if flags & FIRST:
            packet = file.read(min(length, 256))
            codec = next((SOUNDS[mark] for mark in SOUNDS if packet.startswith(mark)), None)
            if codec:
                latest[serial] = len(links)
                links.append((Stream(serial, codec, packet), 0))
        elif serial in latest and at > 0:
            links[latest[serial]] = (links[latest[serial]][0], at)
        position += PAGE.size + segments + length


def _first_packets(file, position):
    for _count in range(MOST):
        file.seek(position)
        head = file.read(PAGE.size)
        _mark, _version, flags, _place, serial, _number, _crc, segments = PAGE.unpack(head)
        if not flags & FIRST:
            return
        length = sum(file.read(segments))
        yield serial, file.read(min(length, 256))
        position += PAGE.size + segments + length


def _last_position(file, size, start, serial):
    """That of the last complete page of the stream, in samples."""
    stop = size
    while stop > max(start, size - MOST_AT_END):
        place = max(start, stop - WINDOW)
        file.seek(place)
        content = file.read(stop - place)
        for match in reversed([*re.finditer(b"OggS\0", content)]):
            head = content[match.start() :][: PAGE.size]
            if len(head) == PAGE.size:
                *_fields, position, of, _number, _crc, segments = PAGE.unpack(head)
                table = match.start() + PAGE.size
                length = sum(content[table : table + segments])
                is_complete = place + table + segments + length <= size
                if of == serial and position >= 0 and is_complete:
                    return position
        stop = place + PAGE.size if place > start else start  # a header may be across
    raise EOFError


def _seconds(sound, position):
    if sound.codec == "Opus":
        (skipped,) = struct.unpack_from("<H", sound.packet, 10)
        return (position - skipped) / OPUS_RATE
    if sound.codec == "FLAC":  # RFC 9639, 10.1
        return position / StreamInfo.parse(sound.packet[17:51]).rate
    if sound.codec == "Vorbis":
        return position / struct.unpack_from("<I", sound.packet, 12)[0]
    return 0
