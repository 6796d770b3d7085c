"""Reads a WebM (Matroska, RFC 9559).

Raises EOFError if the file ends too early; ValueError, LookupError or struct.error if it is
damaged.
"""

import struct
from collections import deque
from typing import NamedTuple

from . import ebml, locations
from .codecs import ENCRYPTED, MATROSKA, Contents, plain_name, stretched

INFO, TRACKS, TRACK = 0x1549A966, 0x1654AE6B, 0xAE
SCALE, DURATION = 0x2AD7B1, 0x4489
NUMBER, KIND, CODEC, DEFAULT_DURATION, VIDEO = 0xD7, 0x83, 0x86, 0x23E383, 0xE0
PICTURE, SOUND = 1, 2  # kinds of track
WIDTH, HEIGHT, SHOWN_WIDTH, SHOWN_HEIGHT = 0xB0, 0xBA, 0x54B0, 0x54BA
ENCODINGS, ENCODING, ENCRYPTION = 0x6D80, 0x6240, 0x5035
TIME, SIMPLE_BLOCK, GROUP, BLOCK, BLOCK_DURATION = 0xE7, 0xA3, 0xA0, 0xA1, 0x9B


class Track(NamedTuple):
    kind: int
    codec: str
    size: tuple  # as shown
    block_duration: float  # seconds; 0 if unknown


class Clock:
    """When the blocks of each track end, in a film without a duration."""

    def __init__(self):
        self.cluster, self.latest, self.steps, self.ends = 0, {}, {}, {}

    def add(self, file, element):
        if element.id == TIME:
            self.cluster = ebml.number(file, element)
        elif element.id == SIMPLE_BLOCK:
            self._add_block(file, element)
        elif element.id == GROUP:
            parts = {part.id: part for part in ebml.elements(file, element)}
            self._add_block(file, parts[BLOCK], parts.get(BLOCK_DURATION))

    def _add_block(self, file, block, duration=None):
        """10.1: the number of the track, and the time since the start of the cluster."""
        file.seek(block.body)
        head = file.read(10)
        track, length = ebml.variable(head)
        time = self.cluster + struct.unpack_from(">h", head, length)[0]
        if time > self.latest.get(track, time):
            self.steps[track] = time - self.latest[track]
        self.latest[track] = time
        self.ends[track] = time + ebml.number(file, duration) if duration else None

    def seconds(self, scale, track, block_duration):
        """Without a duration the last block is as long as the one before."""
        if track not in self.latest:
            return 0
        if self.ends[track] is None and track not in self.steps:
            return self.latest[track] * scale + block_duration
        return (self.ends[track] or self.latest[track] + self.steps[track]) * scale


def read(file, size):
    parts, clusters, clock = {}, deque(maxlen=2), Clock()
    blanks = []
    for element in ebml.elements(file, ebml.segment(file, size)):
        if element.id == ebml.CLUSTER:
            clusters.append(element)
        elif element.id == locations.TAGS:
            blanks += locations.in_tags(file, element)
        elif element.id in {INFO, TRACKS}:
            parts.setdefault(element.id, element)
        else:
            clock.add(file, element)
    if not clusters:
        raise EOFError
    tracks = _read_tracks(file, parts[TRACKS])
    shown = [
        next(((number, track) for number, track in tracks.items() if track.kind == kind), None)
        for kind in (PICTURE, SOUND)
    ]
    scale, seconds = _times(file, parts[INFO])
    if not seconds:
        for cluster in clusters:
            for element in ebml.elements(file, cluster) if cluster.end else ():
                clock.add(file, element)
        ends = [
            clock.seconds(scale, number, track.block_duration)
            for number, track in filter(None, shown)
        ]
        seconds = max(ends, default=0)
    picture, sound = (pair and pair[1] for pair in shown)
    return Contents(
        seconds,
        picture and picture.codec,
        sound and sound.codec,
        *(picture.size if picture else (0, 0)),
        blanks,
    )


def _times(file, info):
    """Seconds per unit of time, and seconds of the film; 0 if unknown."""
    scale, length = 10**6, 0  # nanoseconds
    for element in ebml.elements(file, info, SCALE, DURATION):
        if element.id == SCALE:
            scale = ebml.number(file, element)
        elif element.end > element.body:
            duration = ebml.content(file, element)
            (length,) = struct.unpack(">f" if len(duration) == 4 else ">d", duration)
    return scale / 10**9, length * scale / 10**9


def _read_tracks(file, element):
    tracks = {}
    for track in ebml.elements(file, element, TRACK):
        parts = {part.id: part for part in ebml.elements(file, track)}
        codec = ebml.content(file, parts[CODEC]).rstrip(b"\0")
        is_encrypted = ENCODINGS in parts and any(
            any(ebml.elements(file, encoding, ENCRYPTION))
            for encoding in ebml.elements(file, parts[ENCODINGS], ENCODING)
        )
        video = parts.get(VIDEO)
        tracks[ebml.number(file, parts[NUMBER])] = Track(
            ebml.number(file, parts[KIND]),
            ENCRYPTED if is_encrypted else MATROSKA.get(codec) or plain_name(codec),
            _shown_size(file, video) if video else (0, 0),
            ebml.number(file, parts[DEFAULT_DURATION]) / 10**9 if DEFAULT_DURATION in parts else 0,
        )
    return tracks


def _shown_size(file, video):
    """In square pixels; the display size gives their aspect ratio."""
    sizes = {
        part.id: ebml.number(file, part)
        for part in ebml.elements(file, video, WIDTH, HEIGHT, SHOWN_WIDTH, SHOWN_HEIGHT)
    }
    width, height = sizes[WIDTH], sizes[HEIGHT]
    across = sizes.get(SHOWN_WIDTH, width) * height
    down = sizes.get(SHOWN_HEIGHT, height) * width
    return stretched(width, height, across, down)
