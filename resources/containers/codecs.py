"""The names of the codecs of a film, and which of them every browser plays."""

from typing import NamedTuple

ENCRYPTED = "encrypted"
PICTURES = {"mp4": {"H.264"}, "webm": {"VP8", "VP9", "AV1"}}
SOUNDS = {"mp4": {"AAC"}, "webm": {"Vorbis", "Opus"}}

# Sample entries of MP4 and QuickTime (mp4ra.org); avc1 and mp4a are inspected further.
SAMPLE_ENTRIES = {
    b"ac-3": "AC-3",
    b"alac": "ALAC",
    b"ap4h": "ProRes",
    b"ap4x": "ProRes",
    b"apac": "APAC",
    b"apch": "ProRes",
    b"apcn": "ProRes",
    b"apco": "ProRes",
    b"apcs": "ProRes",
    b"av01": "AV1",
    b"cvid": "Cinepak",
    b"drmi": ENCRYPTED,
    b"drms": ENCRYPTED,
    b"dvh1": "HEVC (H.265, Dolby Vision)",
    b"dvhe": "HEVC (H.265, Dolby Vision)",
    b"ec-3": "E-AC-3",
    b"enca": ENCRYPTED,
    b"encv": ENCRYPTED,
    b"fLaC": "FLAC",
    b"fl32": "PCM",
    b"h263": "H.263",
    b"hev1": "HEVC (H.265)",
    b"hvc1": "HEVC (H.265)",
    b"in24": "PCM",
    b"ipcm": "PCM",
    b"jpeg": "Motion JPEG",
    b"lpcm": "PCM",
    b"mjpa": "Motion JPEG",
    b"mp4v": "MPEG-4 Part 2",
    b"raw ": "PCM",
    b"s263": "H.263",
    b"samr": "AMR",
    b"sawb": "AMR-WB",
    b"sowt": "PCM",
    b"SVQ3": "Sorenson Video",
    b"twos": "PCM",
    b"vp08": "VP8",
    b"vp09": "VP9",
    b"vvc1": "VVC (H.266)",
    b".mp3": "MP3",
}
# The profile in the configuration of H.264 (ISO 14496-10, annex A).
H264_PROFILES = {
    66: "H.264",
    77: "H.264",
    88: "H.264 Extended",
    100: "H.264",
    110: "H.264 High 10",
    122: "H.264 High 4:2:2",
    244: "H.264 High 4:4:4",
}
# For mp4a: the object type (ISO 14496-1), and if that is MPEG-4 audio, the audio object type
# (ISO 14496-3): 2 is AAC-LC; 5 and 29 are HE-AAC.
OBJECTS = {0x66: "AAC", 0x67: "AAC", 0x68: "AAC", 0x69: "MP3", 0x6B: "MP3", 0xA5: "AC-3"}
OBJECTS |= {0xA6: "E-AC-3", 0xA9: "DTS", 0xAD: "Opus", 0xDD: "Vorbis"}
MPEG4_SOUNDS = {1: "AAC", 2: "AAC", 4: "AAC", 5: "AAC", 29: "AAC", 42: "xHE-AAC"}

# The codecs of Matroska (RFC 9559).
MATROSKA = {
    b"A_AAC": "AAC",
    b"A_AC3": "AC-3",
    b"A_MPEG/L3": "MP3",
    b"A_OPUS": "Opus",
    b"A_VORBIS": "Vorbis",
    b"V_AV1": "AV1",
    b"V_MPEG4/ISO/AVC": "H.264",
    b"V_MPEGH/ISO/HEVC": "HEVC (H.265)",
    b"V_VP8": "VP8",
    b"V_VP9": "VP9",
}


class Contents(NamedTuple):
    """The contents of a file according to its headers."""

    seconds: float
    picture: str | None  # the codec; None without such a track
    sound: str | None
    width: int  # as shown
    height: int
    locations: list  # the Blanks that hide where it was recorded


def plain_name(name):
    """The name of a codec that has no better one."""
    if not name.isascii() or not name.decode().isprintable() or not name.strip():
        raise ValueError(name)
    return name.decode().strip()[:40]


def stretched(width, height, across, down):
    """The size in square pixels. As in browsers, no side becomes shorter."""
    if not across or not down:
        return width, height
    if across > down:
        return round(width * across / down), height
    return width, round(height * down / across)
