"""Writes films for tests: Pillow saves each picture as lossy WebP, whose data is a VP8 frame."""

import struct
from io import BytesIO

MILLISECOND = 10**6  # nanoseconds
HEADER, DOCUMENT_TYPE, SEGMENT, CLUSTER = 0x1A45DFA3, 0x4282, 0x18538067, 0x1F43B675
VERSION, READ_VERSION, DOCUMENT_VERSION, DOCUMENT_READ_VERSION = 0x4286, 0x42F7, 0x4287, 0x4285
INFO, SCALE, DURATION, WRITING_APP, MUXING_APP = 0x1549A966, 0x2AD7B1, 0x4489, 0x5741, 0x4D80
TRACKS, TRACK, TRACK_NUMBER, UID, KIND, LACING = 0x1654AE6B, 0xAE, 0xD7, 0x73C5, 0x83, 0x9C
DEFAULT_DURATION, CODEC, VIDEO, WIDTH, HEIGHT = 0x23E383, 0x86, 0xE0, 0xB0, 0xBA
TIME, SIMPLE_BLOCK = 0xE7, 0xA3
CUES, CUE, CUE_TIME, CUE_POSITIONS = 0x1C53BB6B, 0xBB, 0xB3, 0xB7
CUE_TRACK, CUE_POSITION = 0xF7, 0xF1
KEY_FRAME = b"\x80"
QUALITY = 80


def webm(frames, seconds_each):
    """A WebM without sound; the pictures are of one size."""
    each = round(seconds_each * 1000)
    clusters = [_cluster(index * each, frame) for index, frame in enumerate(frames)]
    head = _info(each * len(clusters)) + _tracks(*frames[0].size, each)
    return header() + element(SEGMENT, head, _cues(clusters, each, len(head)), *clusters)


def header():
    return element(
        HEADER,
        number(VERSION, 1),
        number(READ_VERSION, 1),
        element(DOCUMENT_TYPE, b"webm"),
        number(DOCUMENT_VERSION, 2),
        number(DOCUMENT_READ_VERSION, 2),
    )


def _info(milliseconds):
    return element(
        INFO,
        number(SCALE, MILLISECOND),
        element(DURATION, struct.pack(">d", milliseconds)),
        element(MUXING_APP, b"flipbook"),
        element(WRITING_APP, b"flipbook"),
    )


def _tracks(width, height, each):
    track = element(
        TRACK,
        number(TRACK_NUMBER, 1),
        number(UID, 1),
        number(KIND, 1),
        number(LACING, 0),
        number(DEFAULT_DURATION, each * MILLISECOND),
        element(CODEC, b"V_VP8"),
        element(VIDEO, number(WIDTH, width), number(HEIGHT, height)),
    )
    return element(TRACKS, track)


def _cluster(time, frame):
    """A cluster of one block: its track, its offset from the cluster's time, a flag, the frame."""
    written = BytesIO()
    frame.convert("RGB").save(written, "WEBP", quality=QUALITY)
    content = written.getvalue()
    # A chunk of RIFF: name, length, data.
    start = content.index(b"VP8 ") + 8
    (length,) = struct.unpack_from("<I", content, start - 4)
    block = element(SIMPLE_BLOCK, b"\x81\0\0", KEY_FRAME, content[start : start + length])
    return element(CLUSTER, number(TIME, time), block)


def _cues(clusters, each, before):
    """The position of each frame, for seeking; all numbers have the same length."""
    position = before + len(_cues_at([0] * len(clusters), each))
    positions = []
    for cluster in clusters:
        positions.append(position)
        position += len(cluster)
    return _cues_at(positions, each)


def _cues_at(positions, each):
    return element(
        CUES,
        *(
            element(
                CUE,
                number(CUE_TIME, index * each),
                element(CUE_POSITIONS, number(CUE_TRACK, 1), number(CUE_POSITION, position)),
            )
            for index, position in enumerate(positions)
        ),
    )


def element(identity, *content):
    """The id, the size in eight bytes, the content."""
    body = b"".join(content)
    name = identity.to_bytes((identity.bit_length() + 7) // 8, "big")
    return name + (2**56 | len(body)).to_bytes(8, "big") + body


def number(identity, value):
    return element(identity, value.to_bytes(8, "big"))
