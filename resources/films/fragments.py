"""How long a fragmented MP4 is (ISO 14496-12, 8.8): its header was written before its pictures."""

import struct
from io import BytesIO

from .boxes import boxes, content, need, whole

# Flags: of a fragment of a track, of its run of samples.
HAS_OFFSET, HAS_DESCRIPTION, HAS_DURATION = 0x1, 0x2, 0x8
RUN_HAS_OFFSET, RUN_HAS_FIRST, SAMPLES_HAVE_DURATION, SAMPLES_HAVE = 0x1, 0x4, 0x100, 0xF00


def seconds(file, size, movie, scales):
    """Of each track in the scales, which are units a second."""
    defaults = {}
    for box in boxes(file, need(file, movie, b"mvex")):
        if box.name == b"trex":
            number, _description, default = struct.unpack_from(">III", content(file, box), 4)
            defaults[number] = default
    starts, ends = {}, {}
    for box in boxes(file, whole(size)):
        if box.name == b"moof":
            fragment = BytesIO(content(file, box))
            for part in boxes(fragment, whole(len(fragment.getbuffer()))):
                if part.name == b"traf":
                    number, start, length = _part(fragment, part, defaults)
                    start = ends.get(number, 0) if start is None else start
                    starts.setdefault(number, start)
                    ends[number] = start + length
    return [(ends[n] - starts[n]) / scale for n, scale in scales.items() if n in ends]


def _part(fragment, part, defaults):
    """The number of the track, where this part of it starts, if it says so, and its length."""
    header = content(fragment, need(fragment, part, b"tfhd"))
    flags, number = struct.unpack_from(">II", header)
    start, length, default = None, 0, defaults.get(number, 0)
    if flags & HAS_DURATION:
        place = 8 + 8 * bool(flags & HAS_OFFSET) + 4 * bool(flags & HAS_DESCRIPTION)
        (default,) = struct.unpack_from(">I", header, place)
    for box in boxes(fragment, part):
        if box.name == b"tfdt":
            told = content(fragment, box)
            (start,) = struct.unpack_from(">Q" if told[0] else ">I", told, 4)
        elif box.name == b"trun":
            length += _run(content(fragment, box), default)
    return number, start, length


def _run(run, default):
    flags, count = struct.unpack_from(">II", run)
    if not flags & SAMPLES_HAVE_DURATION:
        return count * default
    first = 8 + 4 * bool(flags & RUN_HAS_OFFSET) + 4 * bool(flags & RUN_HAS_FIRST)
    step = 4 * (flags & SAMPLES_HAVE).bit_count()
    return sum(struct.unpack_from(">I", run, first + step * index)[0] for index in range(count))
