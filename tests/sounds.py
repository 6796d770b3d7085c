"""Small sounds: written here, or stored (a third of a second of a tone)."""

import struct
from pathlib import Path

STORED = Path(__file__).parent / "resources" / "sounds"
PCM, FLOAT, ADPCM, EXTENSIBLE = 1, 3, 2, 0xFFFE
FRAME = b"\xff\xfb\x90\x64" + bytes(413)  # layer III, 128 kbit/s, 44.1 kHz: 1152 samples
AAC_FRAME = b"\xff\xf1\x50\x80\x02\x1f\xfc" + bytes(9)  # 44.1 kHz: 1024 samples


def stored(name):
    return (STORED / name).read_bytes()


def chunk(name, content):
    return struct.pack("<4sI", name, len(content)) + content + bytes(len(content) % 2)


def wav_format(tag=PCM, channels=1, rate=8000, bits=8, valid_bits=None):
    """The chunk that describes the sound; extensible, if the valid bits are given."""
    width = -(-bits // 8) * channels
    kind = tag if valid_bits is None else EXTENSIBLE
    content = struct.pack("<HHIIHH", kind, channels, rate, rate * width, width, bits)
    if valid_bits is not None:
        guid_end = bytes.fromhex("000000001000800000aa00389b71")
        content += struct.pack("<HHIH", 22, valid_bits, 0, tag) + guid_end
    return chunk(b"fmt ", content)


def wav(seconds=2, data=None, announced=None, before=b"", after=b"", **described):
    """The options are those of wav_format()."""
    form = wav_format(**described)
    (rate,) = struct.unpack_from("<I", form, 16)
    data = bytes(round(rate * seconds)) if data is None else data
    announced = len(data) if announced is None else announced
    chunks = before + form + struct.pack("<4sI", b"data", announced) + data + after
    return struct.pack("<4sI4s", b"RIFF", 4 + len(chunks), b"WAVE") + chunks


def rf64(data=bytes(16_000), length=None, mark=b"RF64"):
    """A WAV with its sizes in 64 bits."""
    length = len(data) if length is None else length
    sizes = chunk(b"ds64", struct.pack("<QQQI", 72 + length, length, length, 0))
    return mark + b"\xff" * 4 + wav(data=data, announced=2**32 - 1, before=sizes)[8:]


def mp3(frames=80):
    return FRAME * frames


def mp3_with_header(frames=80, counted=None):
    """As of a variable bit rate: the first frame counts the others."""
    counted = frames if counted is None else counted
    size = min(417 * (counted + 1), 2**31 - 1)
    header = struct.pack(">4sIII", b"Xing", 3, counted, size)
    first = FRAME[:4] + bytes(32) + header
    return first.ljust(417, b"\0") + FRAME * frames


def id3(length=10):
    size = bytes(length >> shift & 127 for shift in (21, 14, 7, 0))
    return b"ID3\x04\0\0" + size + bytes(length)


def ogg(samples=88_200, rate=44_100, codec=b"\x01vorbis", serial=7):
    identification = codec + struct.pack("<IBIiiiBB", 0, 1, rate, 0, 96_000, 0, 0xB8, 1)
    pages = [(2, 0, identification), (0, 0, b"\x03vorbis"), (4, samples, bytes(60))]
    return b"".join(
        struct.pack("<4sBBqIIIBB", b"OggS", 0, kind, granule, serial, number, 0, 1, len(packet))
        + packet
        for number, (kind, granule, packet) in enumerate(pages)
    )


def box(name, *content):
    body = b"".join(content)
    return struct.pack(">I4s", 8 + len(body), name) + body


def m4a(*, duration=2000, scale=1000, sound=b"mp4a", version=0, chunk_at=None, behind=b""):
    """An MP4 whose header precedes the sound, which is one chunk of 400 bytes."""
    times = struct.pack(">IIII" if version == 0 else ">QQIQ", 0, 0, scale, duration)
    times = bytes([version, 0, 0, 0]) + times
    decoder = bytes([3, 25, 0, 1, 0, 4, 17, 0x40, 0x15, *bytes(11), 5, 2, 0x12, 0x10])
    entry = bytes(16) + struct.pack(">HHIH", 1, 16, 0, 44_100) + bytes(2)
    entry += struct.pack(">I4sI", 12 + len(decoder), b"esds", 0) + decoder

    def header(place):
        tables = [
            box(b"stsd", bytes(4), struct.pack(">I", 1), box(sound, entry)),
            box(b"stsc", struct.pack(">5I", 0, 1, 1, 1, 1)),
            box(b"stsz", struct.pack(">3I", 0, 400, 1)),
            box(b"stco", struct.pack(">3I", 0, 1, place)),
        ]
        media = [
            box(b"mdhd", times),
            box(b"hdlr", bytes(8), b"soun", bytes(12)),
            box(b"minf", box(b"stbl", *tables)),
        ]
        track = box(b"trak", box(b"tkhd", b"\0\0\0\3", bytes(80)), box(b"mdia", *media))
        return box(b"ftyp", b"M4A \0\0\0\0") + box(b"moov", box(b"mvhd", times), track)

    place = len(header(0)) + 8 if chunk_at is None else chunk_at
    return header(place) + box(b"mdat", bytes(400)) + behind
