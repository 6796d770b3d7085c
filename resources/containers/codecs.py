"""The names of codecs, and which of them browsers play in which container.

tests/resources/test_played_formats.py compares them with a browser.
"""

from typing import NamedTuple

ENCRYPTED = "encrypted"
PICTURES = {"MP4": {"H.264", "VP9", "AV1"}, "WebM": {"VP8", "VP9", "AV1"}}
SOUNDS = {
    "FLAC": {"FLAC"},
    "MP4": {"AAC", "MP3", "Opus", "FLAC"},
    "MPEG": {"MP3", "AAC"},  # frames without a container
    "Ogg": {"Vorbis", "Opus", "FLAC"},
    "WAV": {"PCM", "A-law", "µ-law", "MP3"},
    "WebM": {"Vorbis", "Opus"},
}

# Sample entries of MP4 and QuickTime (mp4ra.org); avc1, mp4a and mp4v are inspected further.
SAMPLE_ENTRIES = {
    b"aavd": ENCRYPTED,
    b"ac-3": "AC-3",
    b"agsm": "GSM",
    b"alac": "ALAC",
    b"alaw": "A-law",
    b"ap4h": "ProRes",
    b"ap4x": "ProRes",
    b"apac": "APAC",
    b"apch": "ProRes",
    b"apcn": "ProRes",
    b"apco": "ProRes",
    b"apcs": "ProRes",
    b"av01": "AV1",
    b"AVdn": "DNxHD",
    b"cvid": "Cinepak",
    b"drmi": ENCRYPTED,
    b"drms": ENCRYPTED,
    b"dtsc": "DTS",
    b"dtse": "DTS",
    b"dtsh": "DTS",
    b"dtsl": "DTS",
    b"dvc ": "DV",
    b"dvcp": "DV",
    b"dvh1": "HEVC (H.265, Dolby Vision)",
    b"dvhe": "HEVC (H.265, Dolby Vision)",
    b"ec-3": "E-AC-3",
    b"enca": ENCRYPTED,
    b"encv": ENCRYPTED,
    b"fLaC": "FLAC",
    b"fl32": "PCM",
    b"fl64": "PCM",
    b"fpcm": "PCM",
    b"h263": "H.263",
    b"hev1": "HEVC (H.265)",
    b"hvc1": "HEVC (H.265)",
    b"ima4": "IMA ADPCM",
    b"in24": "PCM",
    b"in32": "PCM",
    b"ipcm": "PCM",
    b"jpeg": "Motion JPEG",
    b"lpcm": "PCM",
    b"m1v ": "MPEG-1",
    b"m2v1": "MPEG-2",
    b"mjpa": "Motion JPEG",
    b"mjpb": "Motion JPEG",
    b"mlpa": "TrueHD",
    b"msVo": "Vorbis",
    b"NONE": "PCM",
    b"Opus": "Opus",
    b"png ": "PNG",
    b"QDM2": "QDesign Music",
    b"raw ": "PCM",
    b"s263": "H.263",
    b"samr": "AMR",
    b"sawb": "AMR-WB",
    b"sowt": "PCM",
    b"SVQ3": "Sorenson Video",
    b"theo": "Theora",
    b"twos": "PCM",
    b"ulaw": "µ-law",
    b"vp08": "VP8",
    b"vp09": "VP9",
    b"vvc1": "VVC (H.266)",
    b".mp2": "MPEG audio layer II",
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
# For mp4a and mp4v: the object type (ISO 14496-1), and if that is MPEG-4 audio, the audio object
# type (ISO 14496-3): 2 is AAC-LC; 5 and 29 are HE-AAC.
OBJECTS = {0x66: "AAC", 0x67: "AAC", 0x68: "AAC", 0x69: "MP3", 0x6B: "MP3", 0xA5: "AC-3"}
OBJECTS |= {0xA6: "E-AC-3", 0xA9: "DTS", 0xAD: "Opus", 0xDD: "Vorbis"}
OBJECTS |= {0x20: "MPEG-4 Part 2", 0x6A: "MPEG-1", 0x6C: "Motion JPEG", 0x6D: "PNG"}
OBJECTS |= dict.fromkeys(range(0x60, 0x66), "MPEG-2")
MPEG4_SOUNDS = {1: "AAC", 2: "AAC", 4: "AAC", 5: "AAC", 29: "AAC", 42: "xHE-AAC"}

# The format tags of WAV.
WAVE_FORMATS = {
    0x01: "PCM",
    0x02: "Microsoft ADPCM",
    0x03: "PCM",
    0x06: "A-law",
    0x07: "µ-law",
    0x11: "IMA ADPCM",
    0x14: "G.723",
    0x20: "Yamaha ADPCM",
    0x22: "TrueSpeech",
    0x31: "GSM 6.10",
    0x40: "G.721",
    0x42: "G.723.1",
    0x45: "G.726",
    0x50: "MPEG audio layer II",
    0x55: "MP3",
    0x64: "G.726",
    0x65: "G.722",
    0x83: "G.729",
    0x92: "AC-3",
    0xFF: "AAC",
    0x160: "Windows Media Audio",
    0x161: "Windows Media Audio",
    0x162: "Windows Media Audio",
    0x163: "Windows Media Audio",
    0x270: "ATRAC3",
    0x28F: "G.722",
    0x1600: "AAC",
    0x1602: "AAC",
    0x1610: "AAC",
    0x2000: "AC-3",
    0x2001: "DTS",
    0x566F: "Vorbis",
    0x704F: "Opus",
    0xA106: "AAC",
    0xA109: "Speex",
    0xF1AC: "FLAC",
}

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
    width: int = 0  # as shown
    height: int = 0
    locations: list | tuple = ()  # the Blanks that hide where it was recorded


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
