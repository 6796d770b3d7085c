"""A film of drawn pictures: Pillow writes each as lossy WebP, whose data are a frame of VP8."""

import struct
from io import BytesIO

from resources.films import ebml
from resources.films import webm as matroska

MILLISECOND = 10**6  # nanoseconds
VERSION, READ_VERSION, DOCUMENT_VERSION, DOCUMENT_READ_VERSION = 0x4286, 0x42F7, 0x4287, 0x4285
WRITING_APP, MUXING_APP, LACING, UID = 0x5741, 0x4D80, 0x9C, 0x73C5
CUES, CUE, CUE_TIME, CUE_PLACES, CUE_TRACK, CUE_PLACE = 0x1C53BB6B, 0xBB, 0xB3, 0xB7, 0xF7, 0xF1
KEY_FRAME = b"\x80"
QUALITY = 80


def webm(frames, seconds_each):
    """A WebM without sound; the pictures are of one size."""
    each = round(seconds_each * 1000)
    clusters = [_cluster(index * each, frame) for index, frame in enumerate(frames)]
    head = _info(each * len(clusters)) + _tracks(*frames[0].size, each)
    return _header() + element(ebml.SEGMENT, head, _cues(clusters, each, len(head)), *clusters)


def _header():
    return element(
        ebml.HEADER,
        number(VERSION, 1),
        number(READ_VERSION, 1),
        element(ebml.DOCUMENT_TYPE, b"webm"),
        number(DOCUMENT_VERSION, 2),
        number(DOCUMENT_READ_VERSION, 2),
    )


def _info(milliseconds):
    return element(
        matroska.INFO,
        number(matroska.SCALE, MILLISECOND),
        element(matroska.DURATION, struct.pack(">d", milliseconds)),
        element(MUXING_APP, b"flipbook"),
        element(WRITING_APP, b"flipbook"),
    )


def _tracks(width, height, each):
    video = element(matroska.VIDEO, number(matroska.WIDTH, width), number(matroska.HEIGHT, height))
    track = element(
        matroska.TRACK,
        number(matroska.NUMBER, 1),
        number(UID, 1),
        number(matroska.KIND, matroska.PICTURE),
        number(LACING, 0),
        number(matroska.EACH, each * MILLISECOND),
        element(matroska.CODEC, b"V_VP8"),
        video,
    )
    return element(matroska.TRACKS, track)


def _cluster(time, frame):
    """Of one block: its track, no time after that of the cluster, a flag, the frame."""
    block = element(matroska.SIMPLE_BLOCK, b"\x81\0\0", KEY_FRAME, _vp8(frame))
    return element(ebml.CLUSTER, number(matroska.TIME, time), block)


def _vp8(frame):
    """A chunk of RIFF: name, length, data."""
    written = BytesIO()
    frame.convert("RGB").save(written, "WEBP", quality=QUALITY)
    content = written.getvalue()
    start = content.index(b"VP8 ") + 4
    (length,) = struct.unpack_from("<I", content, start)
    return content[start + 4 : start + 4 + length]


def _cues(clusters, each, before):
    """Where each frame stands, so that readers can go to any; all numbers are of one length."""
    place = before + len(_places([0] * len(clusters), each))
    places = []
    for cluster in clusters:
        places.append(place)
        place += len(cluster)
    return _places(places, each)


def _places(places, each):
    return element(
        CUES,
        *(
            element(
                CUE,
                number(CUE_TIME, index * each),
                element(CUE_PLACES, number(CUE_TRACK, 1), number(CUE_PLACE, place)),
            )
            for index, place in enumerate(places)
        ),
    )


def element(identity, *content):
    """The id, the size in eight bytes, the content."""
    body = b"".join(content)
    name = identity.to_bytes((identity.bit_length() + 7) // 8, "big")
    return name + (2**56 | len(body)).to_bytes(8, "big") + body


def number(identity, value):
    return element(identity, value.to_bytes(8, "big"))
