import random
import struct

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile

from resources.audio import read, validate_sound
from tests import factories

NO_SOUND = "This file is not audio that browsers can play. Use MP3, Ogg, M4A or WAV."
DAMAGED = "This recording is damaged or empty."
INCOMPLETE = "This recording is incomplete: it is shorter than it says."


def wav(seconds=2, data=None, announced=None, rate=8000):
    data = bytes(8000 * seconds) if data is None else data
    announced = len(data) if announced is None else announced
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, rate, rate, 1, 8)
    chunks = form + struct.pack("<4sI", b"data", announced) + data
    return struct.pack("<4sI4s", b"RIFF", 4 + len(chunks), b"WAVE") + chunks


FRAME = b"\xff\xfb\x90\x64" + bytes(413)  # layer III, 128 kbit/s, 44.1 kHz: 1152 samples


def mp3(frames=80):
    return FRAME * frames


def mp3_with_header(frames=80, counted=None):
    """As of a variable bit rate: the first frame counts the others."""
    counted = frames if counted is None else counted
    size = min(417 * (counted + 1), 2**31 - 1)
    header = struct.pack(">4sIII", b"Xing", 3, counted, size)
    first = FRAME[:4] + bytes(32) + header
    return first.ljust(417, b"\0") + FRAME * frames


ID3 = b"ID3\x04\0\0\0\0\0\x0a" + bytes(10)


def ogg(samples=88_200, rate=44_100, codec=b"\x01vorbis"):
    identification = codec + struct.pack("<IBIiiiBB", 0, 1, rate, 0, 96_000, 0, 0xB8, 1)
    pages = [(2, 0, identification), (0, 0, b"\x03vorbis"), (4, samples, bytes(60))]
    return b"".join(
        struct.pack("<4sBBqIIIBB", b"OggS", 0, kind, granule, 7, number, 0, 1, len(packet)) + packet
        for number, (kind, granule, packet) in enumerate(pages)
    )


def box(name, *content):
    body = b"".join(content)
    return struct.pack(">I4s", 8 + len(body), name) + body


def m4a(duration=2000, scale=1000, sound=b"mp4a", behind=b"", version=0):
    times = struct.pack(">IIII" if version == 0 else ">QQIQ", 0, 0, scale, duration)
    decoder = bytes([3, 25, 0, 1, 0, 4, 17, 0x40, 0x15, *bytes(11), 5, 2, 0x12, 0x10])
    entry = bytes(16) + struct.pack(">HHIH", 1, 16, 0, 44_100) + bytes(2)
    entry += struct.pack(">I4sI", 12 + len(decoder), b"esds", 0) + decoder
    samples = box(b"stsd", bytes(4), struct.pack(">I", 1), box(sound, entry))
    track = box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", samples))))
    header = box(b"mvhd", bytes([version, 0, 0, 0]), times)
    movie = box(b"moov", header, track)
    return box(b"ftyp", b"M4A \0\0\0\0") + movie + box(b"mdat", bytes(400)) + behind


SOUNDS = {
    "wav": (wav(), "wav", 2.0),
    "wav with an odd number of bytes": (wav(data=bytes(8001)) + b"\0", "wav", 1.0),
    "wav with bytes behind": (wav() + b"TAG" + bytes(125), "wav", 2.0),
    "mp3": (mp3(), "mp3", 2.09),
    "mp3 with a tag": (ID3 + mp3(), "mp3", 2.09),
    "mp3 with an old tag": (mp3() + b"TAG" + bytes(125), "mp3", 2.09),
    "mp3 with its length": (mp3_with_header(), "mp3", 2.09),
    "mp3 of one frame": (mp3(1), "mp3", 0.03),
    "ogg": (ogg(), "ogg", 2.0),
    "opus": (ogg(96_000, codec=b"OpusHead"), "ogg", 2.0),
    "m4a": (m4a(), "m4a", 2.0),
    "m4a with long times": (m4a(version=1), "m4a", 2.0),
    "m4a with a long box": (
        m4a()[:-408] + struct.pack(">I4sQ", 1, b"mdat", 416) + bytes(400),
        "m4a",
        2.0,
    ),
    "m4a with an endless box": (m4a() + struct.pack(">I4s", 0, b"mdat"), "m4a", 2.0),
    "m4a with bytes behind": (m4a(behind=b"TAG" + bytes(125)), "m4a", 2.0),
}

REFUSED = {
    "nothing": (b"", NO_SOUND),
    "text": (b"Song of Vorkuta", NO_SOUND),
    "text in UTF-16": ("Song of Vorkuta".encode("utf-16"), NO_SOUND),
    "a picture": (factories.picture().read(), NO_SOUND),
    "AIFF": (b"FORM\0\0\0\0AIFF" + bytes(90), NO_SOUND),
    "FLAC": (b"fLaC" + bytes(90), NO_SOUND),
    "AVI": (b"RIFF\0\0\0\0AVI " + bytes(90), NO_SOUND),
    "AAC without a box": (b"\xff\xf1\x50\x80" + bytes(90), NO_SOUND),
    "MPEG audio of layer II": (b"\xff\xfd\x90\x64" + bytes(900), NO_SOUND),
    "one byte": (b"\xff", NO_SOUND),
    "wav without a sound": (wav(0), DAMAGED),
    "wav without a rate": (wav(rate=0), DAMAGED),
    "wav of one sample": (wav(data=b"\0"), DAMAGED),
    "wav cut in its head": (wav()[:30], DAMAGED),
    "wav without its chunks": (b"RIFF\0\0\0\0WAVE", DAMAGED),
    "truncated wav": (wav()[:-1000], INCOMPLETE),
    "wav of unknown length": (wav(announced=0xFFFFFFFF), INCOMPLETE),
    "mp3 of a tag alone": (ID3, DAMAGED),
    "mp3 of a tag and text": (ID3 + b"Song of Vorkuta" * 50, DAMAGED),
    "mp3 of a tag and FLAC": (ID3 + b"fLaC" + bytes(50), DAMAGED),
    "mp3 of a tag longer than the file": (b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + mp3(), DAMAGED),
    "mp3 of half a head": (FRAME[:3], DAMAGED),
    "mp3 without a bit rate": (b"\xff\xfb\x00\x64" + bytes(900), DAMAGED),
    "truncated mp3 with its length": (mp3_with_header()[:16_000], INCOMPLETE),
    "mp3 of a year": (mp3_with_header(counted=1_200_000_000), DAMAGED),
    "ogg of a head alone": (b"OggS", DAMAGED),
    "ogg without a sound": (ogg(samples=0), DAMAGED),
    "ogg of a film": (ogg(codec=b"\x80theora"), DAMAGED),
    "ogg without a rate": (ogg(rate=0), DAMAGED),
    "ogg of a million years": (ogg(samples=2**62), DAMAGED),
    "ogg of less than nothing": (ogg(samples=-1), DAMAGED),
    "truncated ogg": (ogg()[:70], DAMAGED),
    "m4a of a head alone": (box(b"ftyp", b"M4A \0\0\0\0"), DAMAGED),
    "m4a without a duration": (m4a(duration=0), DAMAGED),
    "m4a without a scale": (m4a(scale=0), DAMAGED),
    "m4a of a film without a sound": (m4a(sound=b"avc1"), DAMAGED),
    "m4a of a million years": (m4a(duration=2**62, version=1), DAMAGED),
    "m4a of twelve days": (m4a(duration=1_000_000, scale=1), DAMAGED),
    "truncated m4a": (m4a()[:-100], INCOMPLETE),
    "picture in an m4a's clothes": (box(b"ftyp", b"heic\0\0\0\0"), DAMAGED),
    "m4a with a box of no length": (m4a()[:-408] + b"\0\0\0\x03mdat" + bytes(400), INCOMPLETE),
}


def upload(content, name="song.bin"):
    return SimpleUploadedFile(name, content)


def refusal(content, check=read):
    with pytest.raises(ValidationError) as refused:
        check(upload(content))
    return refused.value.messages


@pytest.mark.parametrize(("content", "ending", "seconds"), SOUNDS.values(), ids=SOUNDS)
def test_sound_is_recognized_by_its_content(content, ending, seconds):
    assert read(upload(content, "song.txt")) == (ending, pytest.approx(seconds, abs=0.011))


@pytest.mark.parametrize("check", [read, validate_sound])
@pytest.mark.parametrize(("content", "message"), REFUSED.values(), ids=REFUSED)
def test_file_that_is_no_whole_sound_is_refused(content, message, check):
    assert refusal(content, check) == [message]


def test_longest_duration_fits_the_column(db):
    source = factories.recording(file=upload(m4a(duration=999_999, scale=1)))
    source.refresh_from_db()
    assert (source.duration, source.length) == (999_999, "277:46:39")


def test_sound_that_waits_on_disk_is_read():
    content = wav()
    with TemporaryUploadedFile("song.wav", "audio/wav", len(content), None) as file:
        file.write(content)
        assert read(file) == ("wav", 2.0)


def test_checked_upload_is_left_at_its_start():
    checked = upload(wav())
    validate_sound(checked)
    assert checked.tell() == 0


def test_stored_file_is_trusted():
    class Stored:
        _committed = True

    assert validate_sound(Stored()) is None


def broken(content, dice):
    content = bytearray(content)
    if dice.random() < 0.3:
        return bytes(content[: dice.randrange(len(content))])
    for _ in range(dice.randrange(1, 6)):
        place = dice.randrange(min(len(content), dice.choice([30, 120, 400])))
        content[place : place + 4] = dice.choice(
            [
                dice.randbytes(1),
                dice.randbytes(4),
                b"\xff\xff\xff\xff",
                b"\x7f\xff\xff\xff",
                bytes(4),
            ]
        )
    return bytes(content)


@pytest.mark.parametrize("name", ["wav", "mp3", "mp3 with its length", "ogg", "opus", "m4a"])
def test_broken_sound_is_read_or_refused_in_a_sentence(name):
    dice = random.Random(1954)  # noqa: S311 - not for secrets
    messages = set()
    for _ in range(400):
        try:
            assert 0 < read(upload(broken(SOUNDS[name][0], dice))).seconds < 1_000_000
        except ValidationError as refused:
            messages |= set(refused.messages)
    assert {NO_SOUND} <= messages <= {DAMAGED, NO_SOUND, INCOMPLETE}
