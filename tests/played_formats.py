"""Which codecs in which containers are taken as a recording, and what browsers do with them."""

import struct
from typing import NamedTuple

from tests import films, sounds
from tests.sounds import id3, rf64, stored, wav

SENTENCE = (
    "This recording is {}, which many browsers do not play. "
    "Make an MP3, M4A (AAC), Opus or FLAC of it."
)


class Case(NamedTuple):
    content: bytes
    ending: str | None  # None: refused
    seconds: float = 0
    name: str = ""  # of what is refused
    plays: bool = False  # Chromium plays it, although other browsers do not


def taken(content, ending, seconds):
    return Case(content, ending, seconds)


def refused(content, name, plays=False):
    return Case(content, None, 0, name, plays)


def tone(bits, **options):
    """Half a second of sound in WAV, 8 kHz."""
    return wav(data=bytes(4000 * -(-bits // 8)), bits=bits, **options)


def with_sizes_open(content, size):
    place = content.index(b"data") + 4
    return content[:place] + struct.pack("<I", size) + content[place + 4 :]


MP3, AAC = stored("headless.mp3"), stored("aac.aac")
FLAC, TONE = stored("flac.flac"), tone(16)
AIFF = b"FORM\0\0\0\x90AIFF" + bytes(90)

FORMATS = {
    "PCM of 8 bits in WAV": taken(tone(8), "wav", 0.5),
    "PCM of 16 bits in WAV": taken(TONE, "wav", 0.5),
    "PCM of 24 bits in WAV": taken(tone(24), "wav", 0.5),
    "PCM of 32 bits in WAV": taken(tone(32), "wav", 0.5),
    "PCM of 32 bits, floating, in WAV": taken(tone(32, tag=sounds.FLOAT), "wav", 0.5),
    "PCM of 24 bits in an extensible WAV": taken(tone(24, valid_bits=24), "wav", 0.5),
    "PCM of 20 bits in an extensible WAV": taken(tone(24, valid_bits=20), "wav", 0.5),
    "PCM of six channels": taken(wav(data=bytes(48_000), channels=6, bits=16), "wav", 0.5),
    "µ-law in WAV": taken(tone(8, tag=7), "wav", 0.5),
    "A-law in WAV": taken(tone(8, tag=6), "wav", 0.5),
    "MP3 in WAV": taken(wav(data=MP3, tag=0x55, rate=16_000, bits=0), "wav", 0.4),
    "RF64": taken(rf64(), "wav", 2),
    "BW64": taken(rf64(mark=b"BW64"), "wav", 2),
    "WAV of unknown length": taken(with_sizes_open(TONE, 2**32 - 1), "wav", 0.5),
    "WAV of unknown length, as zero": taken(with_sizes_open(TONE, 0), "wav", 0.5),
    "WAV of unknown length, as of sox": taken(with_sizes_open(TONE, 0x7FFFF000), "wav", 0.5),
    "WAV with chunks around": taken(
        tone(
            16,
            before=sounds.chunk(b"bext", bytes(603)) + sounds.chunk(b"JUNK", bytes(28)),
            after=sounds.chunk(b"iXML", b"<BWFXML/>") + sounds.chunk(b"LIST", b"INFO"),
        ),
        "wav",
        0.5,
    ),
    "WAV after a tag": taken(id3() + TONE, "wav", 0.5),
    "FLAC": taken(FLAC, "flac", 0.3),
    "FLAC of unknown length": taken(stored("streamed.flac"), "flac", 0.3),
    "FLAC after a tag": taken(id3() + FLAC, "flac", 0.3),
    "FLAC in Ogg": taken(stored("flac.ogg"), "ogg", 0.3),
    "FLAC in MP4": taken(stored("flac.mp4"), "m4a", 0.3),
    "Opus in Ogg": taken(stored("opus.ogg"), "ogg", 0.3),
    "Opus in MP4": taken(stored("opus.mp4"), "m4a", 0.3),
    "Opus in WebM": taken(stored("opus.webm"), "webm", 0.31),
    "Opus in WebM of unknown length": taken(stored("live.webm"), "webm", 0.3),
    "Vorbis in Ogg": taken(stored("vorbis.ogg"), "ogg", 0.3),
    "Vorbis in WebM": taken(stored("vorbis.webm"), "webm", 0.33),
    "AAC in MP4": taken(stored("aac.m4a"), "m4a", 0.3),
    "AAC in MP4, in fragments": taken(stored("fragmented.m4a"), "m4a", 0.36),
    "AAC in MP4 with an edit list": taken(stored("edited.m4a"), "m4a", 0.2),
    "AAC in MP4 with chapters": taken(stored("chapters.m4b"), "m4a", 0.3),
    "AAC in MP4, with a film": taken(films.mp4(), "mp4", 1),
    "AAC in ADTS": taken(AAC, "aac", 0.38),
    "AAC in ADTS after a tag": taken(id3() + AAC, "aac", 0.38),
    "AAC in ADTS after zeros": taken(bytes(1000) + AAC, "aac", 0.38),
    "MP3": taken(stored("lame.mp3"), "mp3", 0.3),
    "MP3 without a header": taken(MP3, "mp3", 0.4),
    "MP3 after a tag of megabytes": taken(id3(2_500_000) + MP3, "mp3", 0.4),
    "MP3 after zeros": taken(bytes(1000) + MP3, "mp3", 0.4),
    "MP3 in MP4": taken(stored("mp3.mp4"), "m4a", 0.3),
    "ALAC in MP4": refused(stored("alac.m4a"), "ALAC in MP4"),
    "ALAC before AAC in MP4": refused(stored("alac-aac.m4a"), "ALAC in MP4"),
    "AC-3 in MP4": refused(stored("ac3.mp4"), "AC-3 in MP4"),
    "Speex in Ogg": refused(stored("speex.ogg"), "Speex in Ogg"),
    "IMA ADPCM in WAV": refused(stored("adpcm.wav"), "IMA ADPCM in WAV"),
    "Microsoft ADPCM in WAV": refused(tone(4, tag=2), "Microsoft ADPCM in WAV"),
    "GSM in WAV": refused(stored("gsm.wav"), "GSM 6.10 in WAV"),
    "G.726 in WAV": refused(tone(4, tag=0x45), "G.726 in WAV"),
    "WMA in WAV": refused(tone(8, tag=0x161), "Windows Media Audio in WAV"),
    "AC-3 in WAV": refused(tone(8, tag=0x2000), "AC-3 in WAV"),
    "DTS in WAV": refused(tone(8, tag=0x2001), "DTS in WAV"),
    "AAC in WAV": refused(wav(data=AAC, tag=0xFF, bits=16), "AAC in WAV"),
    "MPEG layer II in WAV": refused(
        wav(data=stored("mp2.mp2"), tag=0x50, rate=16_000, bits=0), "MPEG audio layer II in WAV"
    ),
    "FLAC in WAV": refused(wav(data=FLAC, tag=0xF1AC, bits=16), "FLAC in WAV"),
    "unknown codec in WAV": refused(tone(8, tag=0x1234), "0x1234 in WAV"),
    "PCM of 64 bits in WAV": refused(tone(64, tag=sounds.FLOAT), "PCM (64/64 bit) in WAV"),
    "PCM of 24 bits in 32": refused(tone(32, valid_bits=24), "PCM (24/32 bit) in WAV"),
    "PCM of 2 kHz": refused(tone(16, rate=2000), "PCM (2000 Hz) in WAV"),
    "MPEG layer II": refused(stored("mp2.mp2"), "MPEG audio layer II"),
    "Opus in Matroska": refused(stored("opus.mka"), "Matroska", plays=True),
    "AIFF": refused(AIFF, "AIFF"),
    "AMR": refused(b"#!AMR\n" + bytes(90), "AMR"),
    "a dictation machine, DSS": refused(b"\x02dss" + bytes(90), "DSS (of a dictation machine)"),
    "a dictation machine, DS2": refused(b"\x07ds2" + bytes(90), "DS2 (of a dictation machine)"),
    "Sony voice": refused(b"MSV " + bytes(90), "Sony voice (DVF, MSV)"),
    "SILK": refused(b"\x02#!SILK_V3" + bytes(90), "SILK"),
    "LATM": refused(b"\x56\xe5" + bytes(90), "LATM"),
    "AC-3": refused(b"\x0b\x77" + bytes(90), "AC-3"),
    "CAF": refused(b"caff\0\1\0\0desc" + bytes(90), "Core Audio (CAF)"),
    "WMA": refused(bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c"), "Windows Media"),
    "WavPack": refused(b"wvpk" + bytes(90), "WavPack"),
    "Monkey’s Audio": refused(b"MAC \x96\x0f" + bytes(90), "Monkey’s Audio"),
}
