import random
import struct

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile

from resources.audio import read, validate_sound
from resources.containers import flac, mp4, mpeg
from resources.containers import ogg as ogg_reader
from resources.containers import wav as wav_reader
from tests import factories, films, sounds
from tests.resources.test_film import COMPANION, WEB_PAGE, Sparse
from tests.sounds import FRAME, box, id3, m4a, mp3, mp3_with_header, ogg, rf64, stored, wav

NO_SOUND = "This file is not audio that browsers can play. Use MP3, M4A, Ogg, Opus, FLAC or WAV."
DAMAGED = "This recording is damaged or empty."
INCOMPLETE = "This recording is incomplete: it is shorter than it says."
ONLY_A_PICTURE = "This file is a picture, not a recording: add it as an image."
NO_TRACK = "This file is a film, not a recording: add it as a video."
ENCRYPTED = "This recording is encrypted: browsers cannot play it without its key."
LONG_TAG = (
    "A tag (ID3) of {} kB precedes the sound of this file, and browsers do not find the sound. "
    "Remove the tag, or make an MP3 of it."
)
FLAC, OGG, FRAGMENTS = stored("flac.flac"), stored("opus.ogg"), stored("fragmented.m4a")
APE = b"APETAGEX" + struct.pack("<IIII", 2000, 200, 1, 0) + bytes(200)


def in_long_box(content):
    """The same MP4, but the size of its sound has 64 bits."""
    return content[:-408] + struct.pack(">I4sQ", 1, b"mdat", 416) + bytes(400)


SOUNDS = {
    "wav": (wav(), "wav", 2.0),
    "wav with an odd number of bytes": (wav(data=bytes(8001)) + b"\0", "wav", 1.0),
    "wav without the last byte of padding": (wav(data=bytes(8001)), "wav", 1.0),
    "wav with bytes behind": (wav() + b"TAG" + bytes(125), "wav", 2.0),
    "wav whose size includes its header": (wav(announced=16_036), "wav", 2.0),
    "wav in 64 bits, of unknown length": (rf64(length=0), "wav", 2.0),
    "mp3": (mp3(), "mp3", 2.09),
    "mp3 with two tags": (id3() + id3(300) + mp3(), "mp3", 2.09),
    "mp3 with an old tag": (mp3() + b"TAG" + bytes(125), "mp3", 2.09),
    "mp3 with a tag of APE": (mp3() + APE, "mp3", 2.09),
    "mp3 with its length": (mp3_with_header(), "mp3", 2.09),
    "mp3 with the length of VBRI": (
        (FRAME[:36] + b"VBRI" + bytes(6) + struct.pack(">II", 33_777, 80)).ljust(417, b"\0")
        + mp3(),
        "mp3",
        2.09,
    ),
    "mp3 of two parts with a length each": (mp3_with_header() * 2, "mp3", 4.2),
    "mp3 of one frame": (mp3(1), "mp3", 0.03),
    "mp3 of three frames, the last one cut": (mp3(3)[:-100], "mp3", 0.08),
    "mp3 from the middle": (mp3()[100:], "mp3", 2.06),
    "mp3 with garbage inside": (mp3(40) + b"?" * 5000 + mp3(40), "mp3", 2.09),
    "aac": (sounds.AAC_FRAME * 80, "aac", 1.86),
    "ogg": (ogg(), "ogg", 2.0),
    "ogg with bytes behind": (ogg() + bytes(200_000), "ogg", 2.0),
    "ogg of a radio": (ogg() + ogg(44_100, serial=7) + ogg(44_100, serial=9), "ogg", 4.0),
    "ogg whose last page is cut": (ogg() + ogg(samples=99_999)[-88:-20], "ogg", 2.0),
    "m4a": (m4a(), "m4a", 2.0),
    "m4a in fragments": (FRAGMENTS, "m4a", 0.36),
    "m4a with long times": (m4a(version=1), "m4a", 2.0),
    "m4a with a long box": (in_long_box(m4a()), "m4a", 2.0),
    "m4a with an endless box": (m4a() + struct.pack(">I4s", 0, b"mdat"), "m4a", 2.0),
    "m4a with bytes behind": (m4a(behind=b"TAG" + bytes(125)), "m4a", 2.0),
}

CD_TRACK = (
    "This file only points to a track of a CD. Copy the track from the CD as MP3 or FLAC first."
)
AUDACITY = "This file is a project of Audacity, not its sound. Export it as MP3 or FLAC."
AUDACITY_XML = b"""<?xml version="1.0" standalone="no" ?>
<!DOCTYPE project PUBLIC "-//audacityproject-1.3.0//DTD//EN" "x" >"""
PLAYLIST = (
    "This file only says where a recording or a film is. Choose the recording or the film itself."
)

REFUSED = {
    "nothing": (b"", NO_SOUND),
    "text": (b"Song of Vorkuta", NO_SOUND),
    "text in UTF-16": ("Song of Vorkuta".encode("utf-16"), NO_SOUND),
    "zeros": (bytes(200_000), NO_SOUND),
    "one byte": (b"\xff", NO_SOUND),
    "a picture": (factories.picture().read(), ONLY_A_PICTURE),
    "a picture after a tag": (id3() + factories.picture(format="JPEG").read(), ONLY_A_PICTURE),
    "a picture in an m4a's clothes": (box(b"ftyp", b"heic\0\0\0\0"), ONLY_A_PICTURE),
    "a web page": (b"\n<!DOCTYPE html><title>404</title>", WEB_PAGE),
    "a companion of macOS": (bytes.fromhex("0005160700020000") + bytes(90), COMPANION),
    "a track of a CD": (b"RIFF$\0\0\0CDDAfmt " + bytes(28), CD_TRACK),
    "a project of Audacity 3": (b"SQLite format 3\0" + bytes(52) + b"AUDY", AUDACITY),
    "a project of Audacity": (AUDACITY_XML, AUDACITY),
    "a playlist": (b"#EXTM3U\nsong.mp3\n", PLAYLIST),
    "a link": (b"[InternetShortcut]\r\nURL=https://a.example/b.mp3", PLAYLIST),
    "a film without sound": (films.mp4("telephone.mov"), NO_TRACK),
    "a WebM without sound": (films.film(1).read(), NO_TRACK),
    "an encrypted m4a": (m4a(sound=b"enca"), ENCRYPTED),
    "FLAC after a picture of megabytes": (id3(1_100_000) + FLAC, LONG_TAG.format(1100)),
    "Ogg after a picture": (id3(100_000) + OGG, LONG_TAG.format(100)),
    "m4a after a tag": (id3() + m4a(), DAMAGED),
    "wav without a sound": (wav(0), DAMAGED),
    "wav without a rate": (wav(rate=0), DAMAGED),
    "wav of one sample": (wav(data=b"\0"), DAMAGED),
    "wav of unknown length without a sound": (wav(0, announced=2**32 - 1), DAMAGED),
    "wav cut in its head": (wav()[:30], INCOMPLETE),
    "wav without its chunks": (b"RIFF\0\0\0\0WAVE", INCOMPLETE),
    "wav without a format": (wav().replace(b"fmt ", b"junk"), DAMAGED),
    "truncated wav": (wav()[:-1000], INCOMPLETE),
    "truncated wav in 64 bits": (rf64(length=17_000)[:-1000], INCOMPLETE),
    "mp3 of a tag alone": (id3(), DAMAGED),
    "mp3 of a tag and text": (id3() + b"Song of Vorkuta" * 50, DAMAGED),
    "mp3 of a tag longer than the file": (id3(2**20)[:10] + mp3(), DAMAGED),
    "mp3 of half a head": (FRAME[:3], NO_SOUND),
    "mp3 without a bit rate": (b"\xff\xfb\x00\x64" + bytes(900), NO_SOUND),
    "truncated mp3 with its length": (mp3_with_header()[:16_000], INCOMPLETE),
    "flac of a head alone": (FLAC[:42], INCOMPLETE),
    "flac without a header": (FLAC[:4] + b"\x84" + FLAC[5:], DAMAGED),
    "flac without frames": (FLAC[: FLAC.index(b"\xff\xf8")] + bytes(2000), DAMAGED),
    "truncated flac": (FLAC[:-600], INCOMPLETE),
    "ogg of a head alone": (b"OggS", DAMAGED),
    "ogg without a sound": (ogg(samples=0), DAMAGED),
    "ogg of another film": (ogg(codec=b"OVP80"), NO_TRACK),
    "ogg of other data": (ogg(codec=b"fishead"), DAMAGED),
    "ogg without a rate": (ogg(rate=0), DAMAGED),
    "ogg of a million years": (ogg(samples=2**62), DAMAGED),
    "ogg of less than nothing": (ogg(samples=-1), DAMAGED),
    "truncated ogg": (ogg()[:70], DAMAGED),
    "m4a of a head alone": (box(b"ftyp", b"M4A \0\0\0\0"), INCOMPLETE),
    "m4a without a duration": (m4a(duration=0), DAMAGED),
    "m4a without a scale": (m4a(scale=0), DAMAGED),
    "m4a of a million years": (m4a(duration=2**62, version=1), DAMAGED),
    "m4a of twelve days": (m4a(duration=1_000_000, scale=1), DAMAGED),
    "m4a without its sound": (m4a()[:-408], INCOMPLETE),
    "m4a whose sound is elsewhere": (m4a(chunk_at=10_000), INCOMPLETE),
    "m4a of fragments without fragments": (FRAGMENTS[: FRAGMENTS.index(b"moof") - 4], INCOMPLETE),
    "truncated m4a": (m4a()[:-100], INCOMPLETE),
}


def upload(content, name="song.bin"):
    return SimpleUploadedFile(name, content)


def refusal(content, check=read):
    with pytest.raises(ValidationError) as refused:
        check(upload(content))
    return refused.value.messages


@pytest.mark.parametrize(("content", "ending", "seconds"), SOUNDS.values(), ids=SOUNDS)
def test_sound_is_recognized_by_its_content(content, ending, seconds):
    assert read(upload(content, "song.txt"))[:2] == (ending, pytest.approx(seconds, abs=0.011))


@pytest.mark.parametrize("check", [read, validate_sound])
@pytest.mark.parametrize(("content", "message"), REFUSED.values(), ids=REFUSED)
def test_file_that_is_no_whole_sound_is_refused(content, message, check):
    assert refusal(content, check) == [message]


LARGE = 2**31
WITHOUT_SOUND = m4a()[:-408]
LONG_SOUNDS = {
    "wav": (wav_reader, rf64(length=LARGE + 16_000), (LARGE + 16_000) / 8000),
    "flac": (flac, FLAC, 0.3),
    "ogg": (ogg_reader, ogg(), 2),
    "m4a": (mp4, WITHOUT_SOUND + struct.pack(">I4s", LARGE + 408, b"mdat") + bytes(400), 2),
    "mp3": (mpeg, mp3_with_header(counted=5_000_000), 130_612),
}


@pytest.mark.parametrize(("reader", "content", "seconds"), LONG_SOUNDS.values(), ids=LONG_SOUNDS)
def test_long_sound_is_not_read_whole(reader, content, seconds):
    file = Sparse(content, len(content) - 100, LARGE)
    assert reader.read(file, file.size).seconds == pytest.approx(seconds, abs=1)
    assert file.read_bytes < 2**21


def test_location_is_not_stored():
    located = m4a(behind=box(b"udta", box(b"\xa9xyz", b"+67.5000+064.0500/")))
    assert read(upload(located)).original.read() == located.replace(
        b"\xa9xyz+67.5000+064.0500/", b"free" + bytes(18)
    )


def test_longest_duration_fits_the_column(db):
    source = factories.recording(file=upload(m4a(duration=999_999, scale=1)))
    source.refresh_from_db()
    assert (source.duration, source.length) == (999_999, "277:46:39")


def test_sound_that_waits_on_disk_is_read():
    content = wav()
    with TemporaryUploadedFile("song.wav", "audio/wav", len(content), None) as file:
        file.write(content)
        assert read(file)[:2] == ("wav", 2.0)


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


@pytest.mark.parametrize(
    "content",
    [
        wav(),
        rf64(),
        mp3(),
        mp3_with_header(),
        ogg(),
        m4a(),
        FLAC,
        OGG,
        FRAGMENTS,
        stored("aac.aac"),
    ],
)
def test_broken_sound_is_read_or_refused_in_a_sentence(content):
    dice = random.Random(1954)  # noqa: S311 - not for secrets
    messages = set()
    for _ in range(400):
        try:
            assert 0 < read(upload(broken(content, dice))).seconds < 1_000_000
        except ValidationError as refused:
            messages |= set(refused.messages)
    assert {message for message in messages if not message.startswith("This recording is ")} <= {
        NO_SOUND,
        NO_TRACK,
        ONLY_A_PICTURE,
    }
