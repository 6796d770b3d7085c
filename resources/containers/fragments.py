"""The duration of a fragmented MP4 (ISO 14496-12, 8.8), whose header was written first."""

import struct
from io import BytesIO

from .boxes import boxes, content, need, whole

# Flags: of a fragment of a track, of its run of samples.
HAS_OFFSET, HAS_DESCRIPTION, HAS_DURATION = 0x1, 0x2, 0x8
RUN_HAS_OFFSET, RUN_HAS_FIRST, SAMPLES_HAVE_DURATION, SAMPLES_HAVE = 0x1, 0x4, 0x100, 0xF00


def seconds(file, size, movie, scales):
    """The seconds of each track in `scales`, which are units per second."""
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
                    number, start, length = _track_fragment(fragment, part, defaults)
                    start = ends.get(number, 0) if start is None else start
                    starts.setdefault(number, start)
                    ends[number] = start + length
    return [(ends[n] - starts[n]) / scale for n, scale in scales.items() if n in ends]


def _track_fragment(fragment, part, defaults):
    """The number of the track, the start of this part of it (or None), and its length."""
    header = content(fragment, need(fragment, part, b"tfhd"))
    flags, number = struct.unpack_from(">II", header)
    start, length, default = None, 0, defaults.get(number, 0)
    if flags & HAS_DURATION:
        position = 8 + 8 * bool(flags & HAS_OFFSET) + 4 * bool(flags & HAS_DESCRIPTION)
        (default,) = struct.unpack_from(">I", header, position)
    for box in boxes(fragment, part):
        if box.name == b"tfdt":
            time = content(fragment, box)
            (start,) = struct.unpack_from(">Q" if time[0] else ">I", time, 4)
        elif box.name == b"trun":
            run = content(fragment, box)
            run_flags, count = struct.unpack_from(">II", run)
            if run_flags & SAMPLES_HAVE_DURATION:
                optional_fields = run_flags & (RUN_HAS_OFFSET | RUN_HAS_FIRST)
                first = 8 + 4 * optional_fields.bit_count()
                step = 4 * (run_flags & SAMPLES_HAVE).bit_count()
                positions = range(first, first + step * count, step)
                length += sum(struct.unpack_from(">I", run, position)[0] for position in positions)
            else:
                length += count * default
    return number, start, length
