"""Which codecs in which containers are taken as a film, and what browsers do with them."""

from typing import NamedTuple

from tests.films import film, mp4

PICTURE = (
    "The picture of this film is {}, which many browsers do not play. "
    "Save it as MP4 with H.264 (Main or High profile)."
)
SOUND = (
    "The sound of this film is {}: in many browsers it would play without sound. "
    "Save it as MP4 with AAC sound."
)
CONTAINER = "This film is {}, which many browsers do not play. Save it as MP4 with H.264."


class Case(NamedTuple):
    content: bytes
    sentence: str = ""  # empty: taken
    is_seen: bool = True  # in Chromium
    is_heard: bool = False


FILMS = {
    "H.264 and AAC": Case(mp4(), is_heard=True),
    "H.264 in fragments": Case(mp4("fragmented.mp4"), is_heard=True),
    "H.264 in QuickTime": Case(mp4("telephone.mov")),
    "H.264 and MP3": Case(mp4("h264-mp3.mp4"), is_heard=True),
    "H.264 and Opus": Case(mp4("h264-opus.mp4"), is_heard=True),
    "H.264 and FLAC": Case(mp4("h264-flac.mp4"), is_heard=True),
    "VP9 in MP4": Case(mp4("vp9.mp4")),
    "AV1 in MP4": Case(mp4("av1.mp4")),
    "VP8": Case(film(1).read()),
    "VP9 and Opus": Case(mp4("vp9-opus.webm"), is_heard=True),
    "AV1": Case(mp4("av1.webm")),
    "ALAC": Case(mp4("h264-alac.mp4"), SOUND.format("ALAC")),
    # Chromium alone plays these.
    "10 bits": Case(mp4("h264-high10.mp4"), PICTURE.format("H.264 High 10")),
    "Matroska": Case(mp4("h264.mkv"), CONTAINER.format("Matroska (MKV)")),
    "HEVC": Case(mp4("hevc.mp4"), PICTURE.format("HEVC (H.265)"), is_seen=False),
    "MPEG-4": Case(mp4("mpeg4.mp4"), PICTURE.format("MPEG-4 Part 2"), is_seen=False),
    "MPEG-2": Case(mp4("mpeg2.mov"), PICTURE.format("MPEG-2"), is_seen=False),
    "Motion JPEG": Case(mp4("mjpeg.mp4"), PICTURE.format("Motion JPEG"), is_seen=False),
    "ProRes": Case(mp4("prores.mov"), PICTURE.format("ProRes"), is_seen=False),
}
