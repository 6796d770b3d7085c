import struct

import pytest

from resources.film import read
from tests import films, flipbook
from tests.flipbook import element, number
from tests.resources.test_film import DAMAGED, ENCRYPTED, INCOMPLETE, NO_PICTURE, refusal, upload

WEBM = films.film().read()
HEADER = flipbook.header()
INFO, TRACKS, TRACK, CLUSTER, SEGMENT = 0x1549A966, 0x1654AE6B, 0xAE, 0x1F43B675, 0x18538067
SIZE = element(0xE0, number(0xB0, 64), number(0xBA, 48))
UNKNOWN = b"\x01" + b"\xff" * 7


def track(codec, kind=1, index=1, more=SIZE):
    return element(TRACK, number(0xD7, index), number(0x83, kind), element(0x86, codec), more)


def cluster(time, *blocks):
    """Blocks of (track, milliseconds since the cluster begins)."""
    content = [element(0xA3, struct.pack(">BhB", 0x80 | block, at, 0)) for block, at in blocks]
    return element(CLUSTER, number(0xE7, time), *content)


BLOCKS = cluster(0, (1, 0), (1, 40))


def webm(*tracks, duration=2000.0, clusters=(BLOCKS,), before=b""):
    duration_element = b"" if duration is None else element(0x4489, struct.pack(">d", duration))
    info = element(INFO, number(0x2AD7B1, 10**6), duration_element)
    tracks = element(TRACKS, *(tracks or [track(b"V_VP9")]))
    return HEADER + element(SEGMENT, before, info, tracks, *clusters)


def endless(content, identity):
    """As while recording: elements with this id have no known length."""
    name = identity.to_bytes(4, "big")
    parts = content.split(name)
    return parts[0] + b"".join(name + UNKNOWN + part[8:] for part in parts[1:])


def seconds(content):
    return read(upload(content)).seconds


@pytest.mark.parametrize("picture", [b"V_VP8", b"V_VP9", b"V_AV1"])
@pytest.mark.parametrize("sound", [b"A_VORBIS", b"A_OPUS"])
def test_codecs_that_browsers_play_are_taken(picture, sound):
    film = webm(track(picture), track(sound, 2, 2, b""))
    assert read(upload(film))[:4] == ("webm", 2, 64, 48)


@pytest.mark.parametrize(
    ("codec", "name"),
    [(b"V_MPEGH/ISO/HEVC", "HEVC (H.265)"), (b"V_MPEG4/ISO/AVC", "H.264"), (b"V_THEO", "V_THEO")],
)
def test_other_picture_is_named(codec, name):
    assert refusal(webm(track(codec))) == [
        f"The picture of this film is {name}, which many browsers do not play. "
        "Save it as MP4 with H.264 (Main or High profile)."
    ]


def test_other_sound_is_named():
    assert refusal(webm(track(b"V_VP9"), track(b"A_AC3", 2, 2, b""))) == [
        "The sound of this film is AC-3: in many browsers it would play without sound. "
        "Save it as MP4 with AAC sound."
    ]


def test_encrypted_film_is_refused():
    encryption = element(0x6D80, element(0x6240, element(0x5035, number(0x47E1, 5))))
    assert refusal(webm(track(b"V_VP9", more=SIZE + encryption))) == [ENCRYPTED]


def test_compressed_headers_are_no_encryption():
    compression = element(0x6D80, element(0x6240, element(0x5034, number(0x4254, 3))))
    assert seconds(webm(track(b"V_VP9", more=SIZE + compression))) == 2


def test_sound_is_not_a_film():
    assert refusal(webm(track(b"A_OPUS", 2, more=b""))) == [NO_PICTURE]


def test_subtitles_are_not_a_film():
    assert refusal(webm(track(b"D_WEBVTT/SUBTITLES", 17, more=b""))) == [DAMAGED]


@pytest.mark.parametrize(
    ("shown", "size"), [((96, 48), (96, 48)), ((64, 64), (64, 64)), ((3, 2), (72, 48))]
)
def test_size_is_that_of_square_pixels(shown, size):
    more = element(0xE0, number(0xB0, 64), number(0xBA, 48), *map(number, [0x54B0, 0x54BA], shown))
    assert read(upload(webm(track(b"V_VP9", more=more))))[2:4] == size


@pytest.mark.parametrize("size", [(0, 48), (64, 0), (20_000, 48), (64, 2**40)])
def test_film_of_absurd_size_is_refused(size):
    more = element(0xE0, *map(number, [0xB0, 0xBA], size))
    assert refusal(webm(track(b"V_VP9", more=more))) == [DAMAGED]


@pytest.mark.parametrize("duration", [1e18, -1.0, float("inf"), float("nan")])
def test_film_of_absurd_duration_is_refused(duration):
    assert refusal(webm(duration=duration)) == [DAMAGED]


@pytest.mark.parametrize("duration", [None, 0.0])
def test_missing_duration_is_that_of_the_blocks(duration):
    clusters = [cluster(0, (1, 0)), cluster(1000, (1, 0), (1, 500))]
    assert seconds(webm(duration=duration, clusters=clusters)) == 2


def test_blocks_may_each_be_in_a_cluster():
    clusters = [cluster(time, (1, 0)) for time in (0, 1000, 2000)]
    assert seconds(webm(duration=None, clusters=clusters)) == 3


@pytest.mark.parametrize("identities", [[SEGMENT], [CLUSTER], [SEGMENT, CLUSTER]])
def test_recorded_film_has_its_real_duration(identities):
    film = webm(duration=None, clusters=[cluster(0, (1, 0)), cluster(1500, (1, 0), (1, 250))])
    for identity in identities:
        film = endless(film, identity)
    assert seconds(film) == 2


def test_last_block_may_tell_its_length():
    block = element(0xA1, struct.pack(">BhB", 0x81, 1000, 0))
    group = element(0xA0, block, number(0x9B, 800))
    film = webm(duration=None, clusters=[element(CLUSTER, number(0xE7, 0), group)])
    assert seconds(film) == 1.8


def test_single_picture_has_the_duration_of_its_track():
    slow = track(b"V_VP9", more=SIZE + number(0x23E383, 5 * 10**9))
    assert seconds(webm(slow, duration=None, clusters=[cluster(0, (1, 0))])) == 5


def test_longest_track_counts():
    tracks = [track(b"V_VP9"), track(b"A_OPUS", 2, 2, b"")]
    film = webm(
        *tracks,
        duration=None,
        clusters=[cluster(0, (1, 0), (2, 0), (1, 900), (2, 2980), (2, 3000))],
    )
    assert seconds(film) == 3.02


@pytest.mark.parametrize("identities", [[SEGMENT], [CLUSTER], [SEGMENT, CLUSTER]])
def test_recorded_film_whose_end_is_missing_is_refused(identities):
    film = WEBM
    for identity in identities:
        film = endless(film, identity)
    assert refusal(film[:-5]) == [INCOMPLETE]


def test_film_without_pictures_is_refused():
    assert refusal(webm(clusters=[])) == [INCOMPLETE]


@pytest.mark.parametrize("identity", [INFO, TRACKS, TRACK, 0xD7, 0x83, 0x86, 0xE0, 0xB0])
def test_film_without_a_header_is_refused(identity):
    name = identity.to_bytes((identity.bit_length() + 7) // 8, "big") + b"\x01"
    other = (b"\xec" if len(name) == 2 else b"\x12\x34\x56\x78") + b"\x01"
    assert refusal(WEBM.replace(name, other)) == [DAMAGED]
