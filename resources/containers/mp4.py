"""Reads an MP4 or QuickTime file (ISO 14496-12).

Raises EOFError if the file ends too early; ValueError, LookupError or struct.error if it is
damaged.
"""

import re
import struct
from io import BytesIO
from typing import NamedTuple

from ..blanks import Blank
from . import fragments, locations
from .boxes import Box, box_at, boxes, content, find, need, table, whole
from .codecs import (
    H264_PROFILES,
    MPEG4_SOUNDS,
    OBJECTS,
    PICTURES,
    SAMPLE_ENTRIES,
    SOUNDS,
    Contents,
    plain_name,
    stretched,
)

ENABLED = 1  # a flag of a track
UNKNOWN = {0, 2**32 - 1, 2**64 - 1}  # durations
AAC_LC, MPEG4_SOUND = 2, 0x40
# Three descriptors, each inside the previous one: tag, length, fields.
DECODER = re.compile(
    rb"esds.{4}\x03[\x80-\xff]{0,3}[\0-\x7f].{3}"
    rb"\x04[\x80-\xff]{0,3}[\0-\x7f](.).{12}(?:\x05[\x80-\xff]{0,3}[\0-\x7f](..))?",
    re.DOTALL,
)


class Track(NamedTuple):
    kind: bytes
    number: int
    is_enabled: bool
    scale: int  # units per second
    seconds: float
    entries: bytes  # the descriptions of its samples
    codec: str
    size: tuple  # as shown
    samples: Box  # the tables of its samples


def read(file, size):
    movie = _find_movie(file, size)
    scale, announced = _times(content(file, need(file, movie, b"mvhd")))
    tracks = [_read_track(file, box, scale) for box in boxes(file, movie) if box.name == b"trak"]
    picture, sound = _first(tracks, b"vide"), _first(tracks, b"soun")
    shown = [track for track in (picture, sound) if track]
    for track in shown:
        # For other codecs the sizes may mean something else.
        if track.codec in PICTURES["MP4"] | SOUNDS["MP4"]:
            _refuse_incomplete(file, track, size)
    played = [track.seconds for track in tracks if track.kind in {b"vide", b"soun"}]
    seconds = max(played, default=0) or announced
    has_samples = any(_has_samples(file, track) for track in shown)
    if find(file, movie, b"mvex"):
        scales = {track.number: track.scale for track in shown if track.scale}
        in_fragments = fragments.seconds(file, size, movie, scales)
        seconds = max([seconds, *in_fragments])
        has_samples = has_samples or any(in_fragments)
    if shown and not has_samples:
        raise EOFError
    return Contents(
        seconds,
        picture and picture.codec,
        sound and sound.codec,
        *(picture.size if picture else (0, 0)),
        [*locations.in_boxes(file, size, movie), *_telemetry(file, tracks, size)],
    )


def _find_movie(file, size):
    movie = last = None
    for box in boxes(file, whole(size)):
        last = box.name
        if box.end > size and box.name in {b"mdat", b"moov", b"moof"}:
            raise EOFError
        if box.name == b"moov":
            movie = movie or box
    if movie is None or last == b"moof":  # "moov" is written last; pictures follow a fragment
        raise EOFError
    return movie


def _times(header):
    """Units per second, and seconds, of "mvhd" and "mdhd" (8.2.2, 8.4.2)."""
    layout, start = (">IQ", 20) if header[0] else (">II", 12)
    scale, length = struct.unpack_from(layout, header, start)
    return scale, 0 if length in UNKNOWN or not scale else length / scale


def _first(tracks, kind):
    """The track that browsers play; others may be covers, or have to be chosen."""
    tracks = [track for track in tracks if track.kind == kind]
    return next((track for track in tracks if track.is_enabled), tracks[0] if tracks else None)


def _read_track(file, box, movie_scale):
    header = content(file, need(file, box, b"tkhd"))
    kind = content(file, need(file, box, b"mdia", b"hdlr"))[8:12]
    scale, seconds = _times(content(file, need(file, box, b"mdia", b"mdhd")))
    samples = need(file, box, b"mdia", b"minf", b"stbl")
    entries = BytesIO(content(file, need(file, samples, b"stsd")))
    entry = box_at(entries, 8, len(entries.getbuffer()))  # after their number
    return Track(
        kind,
        struct.unpack_from(">I", header, 20 if header[0] else 12)[0],
        bool(header[3] & ENABLED),
        scale,
        _edited_seconds(file, box, movie_scale) or seconds,
        entries.getvalue(),
        _codec(entries, entry) if kind in {b"vide", b"soun"} else "",
        _shown_size(header, entries, entry) if kind == b"vide" else (0, 0),
        samples,
    )


def _edited_seconds(file, track, scale):
    """8.6.6: the sum of its edits; 0 without any, or if a stream left their lengths open."""
    edits = find(file, track, b"edts", b"elst")
    if not edits or not scale:
        return 0
    edits = content(file, edits)
    layout = struct.Struct(">Q12x" if edits[0] else ">I8x")
    (count,) = struct.unpack_from(">I", edits, 4)
    lengths = (layout.unpack_from(edits, 8 + layout.size * number)[0] for number in range(count))
    return sum(lengths) / scale


def _codec(file, entry):
    if entry.name in {b"avc1", b"avc3"}:
        profile = content(file, need(file, _visual(entry), b"avcC"))[1]
        return H264_PROFILES.get(profile, f"H.264 ({profile})")
    if entry.name not in {b"mp4a", b"mp4v"}:
        return SAMPLE_ENTRIES.get(entry.name) or plain_name(entry.name)
    # ISO 14496-1, 7.2.6.6; ISO 14496-3, 1.6.2.1.
    match = DECODER.search(content(file, entry))  # in QuickTime it is one box deeper
    if not match:
        raise ValueError(entry)
    object_type = match[1][0]
    if object_type != MPEG4_SOUND:
        return OBJECTS.get(object_type, f"MPEG-4 ({object_type})")
    bits = int.from_bytes(match[2], "big") if match[2] else AAC_LC << 11
    number = bits >> 11 if bits >> 11 != 31 else 32 + (bits >> 5 & 63)
    return MPEG4_SOUNDS.get(number, f"MPEG-4 ({number})")


def _visual(entry):
    return entry._replace(body=entry.body + 78)  # 12.1.3: fixed fields precede its boxes


def _shown_size(header, file, entry):
    """The size as browsers show it: with the aspect ratio of the pixels, and rotated."""
    *matrix, width, height = struct.unpack_from(">9iII", header, 52 if header[0] else 40)
    size = round(width / 2**16), round(height / 2**16)
    shape = find(file, _visual(entry), b"pasp")
    if shape or 0 in size:
        size = struct.unpack_from(">HH", file.getbuffer(), entry.body + 24)
        shape = struct.unpack_from(">II", content(file, shape)) if shape else (1, 1)
        size = stretched(*size, *shape)
    is_sideways = matrix[0] == matrix[4] == 0 and matrix[1] and matrix[3]
    return size[::-1] if is_sideways else size


def _has_samples(file, track):
    sizes = find(file, track.samples, b"stsz")
    return sizes is None or any(content(file, sizes._replace(end=sizes.body + 12))[8:])


def _refuse_incomplete(file, track, size):
    if any(end > size for _start, end in _chunks(file, track.samples)):
        raise EOFError


def _telemetry(file, tracks, size):
    remaining = size
    for track in tracks:
        if locations.is_telemetry(track.entries):
            _refuse_incomplete(file, track, size)
            for start, end in _chunks(file, track.samples):
                remaining -= end - start
                if remaining < 0:
                    raise ValueError(track)  # overlapping chunks could take forever
                yield Blank(start, end)


def _chunks(file, samples):
    """8.6, 8.7: the start and end of each chunk of samples in the file."""
    long = find(file, samples, b"co64")
    starts = table(file, long or need(file, samples, b"stco"), "Q" if long else "I", 8)
    runs = table(file, need(file, samples, b"stsc"), "I", 8)  # of chunks: first, samples in each
    sizes = table(file, need(file, samples, b"stsz"), "I", 4)
    sample, run = 2, 0  # the sizes follow one size for all, and their number
    for number, start in enumerate(starts, 1):
        if run + 3 < len(runs) and runs[run + 3] <= number:
            run += 3
        count = runs[run + 1]
        yield start, start + (count * sizes[0] or sum(sizes[sample : sample + count]))
        sample += count
