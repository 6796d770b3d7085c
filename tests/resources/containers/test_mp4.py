import struct

import pytest

from resources.film import read
from tests import films
from tests.resources.test_film import DAMAGED, ENCRYPTED, INCOMPLETE, NO_PICTURE, refusal, upload

MP4 = films.mp4()
TELEPHONE = films.mp4("telephone.mov")
PICTURE = (
    "The picture of this film is {}, which many browsers do not play. "
    "Save it as MP4 with H.264 (Main or High profile)."
)
SOUND = (
    "The sound of this film is {}: in many browsers it would play without sound. "
    "Save it as MP4 with AAC sound."
)
PROFILES = {88: "Extended", 110: "High 10", 122: "High 4:2:2", 244: "High 4:4:4", 7: "(7)"}
PICTURES = {
    b"hvc1": "HEVC (H.265)",
    b"hev1": "HEVC (H.265)",
    b"dvc ": "DV",
    b"apcn": "ProRes",
    b"jpeg": "Motion JPEG",
    b"s263": "H.263",
    b"Zz 1": "Zz 1",
}
SOUNDS = {b"ac-3": "AC-3", b"ec-3": "E-AC-3", b"alac": "ALAC", b"sowt": "PCM", b"dtsc": "DTS"}
OBJECTS = {0xDD: "Vorbis", 0xA5: "AC-3", 0xE1: "MPEG-4 (225)"}


def put(content, name, new, skip=0):
    """Overwrites the bytes after the last of these names."""
    place = content.rindex(name) + len(name) + skip
    return content[:place] + new + content[place + len(new) :]


def renamed(content, name, new):
    return put(content, name, new, -4)


def with_duration(units, content=MP4):
    """In all headers."""
    content = put(content, b"mvhd", struct.pack(">I", units), 16)
    for _track in range(content.count(b"mdhd")):
        content = renamed(put(content, b"mdhd", struct.pack(">I", units), 16), b"mdhd", b"MDHD")
    return content.replace(b"MDHD", b"mdhd").replace(b"edts", b"free")


@pytest.mark.parametrize("profile", [66, 77, 100])
def test_profiles_that_browsers_play_are_taken(profile):
    assert read(upload(put(MP4, b"avcC", bytes([profile]), 1))).seconds == 1


@pytest.mark.parametrize(("profile", "name"), PROFILES.items())
def test_other_profile_of_h264_is_named(profile, name):
    film = put(MP4, b"avcC", bytes([profile]), 1)
    assert refusal(film) == [PICTURE.format(f"H.264 {name}")]


@pytest.mark.parametrize(("entry", "name"), PICTURES.items())
def test_other_picture_is_named(entry, name):
    assert refusal(renamed(MP4, b"avc1", entry)) == [PICTURE.format(name)]


@pytest.mark.parametrize(("entry", "name"), SOUNDS.items())
def test_other_sound_is_named(entry, name):
    assert refusal(renamed(MP4, b"mp4a", entry)) == [SOUND.format(name)]


@pytest.mark.parametrize(("kind", "name"), OBJECTS.items())
def test_other_sound_of_mpeg_is_named(kind, name):
    place = MP4.index(b"\x40\x15", MP4.index(b"esds"))
    film = MP4[:place] + bytes([kind]) + MP4[place + 1 :]
    assert refusal(film) == [SOUND.format(name)]


@pytest.mark.parametrize(
    ("bits", "name"), [(0b11111_001_010_00000, "xHE-AAC"), (0b00011_000_0000_0000, "MPEG-4 (3)")]
)
def test_other_kind_of_aac_is_named(bits, name):
    place = MP4.index(b"\x40\x15", MP4.index(b"esds"))
    place = MP4.index(b"\x05\x80\x80\x80", place) + 5
    film = MP4[:place] + bits.to_bytes(2, "big") + MP4[place + 2 :]
    assert refusal(film) == [SOUND.format(name)]


@pytest.mark.parametrize(("name", "entry"), [(b"avc1", b"encv"), (b"mp4a", b"enca")])
def test_encrypted_film_is_refused(name, entry):
    assert refusal(renamed(MP4, name, entry)) == [ENCRYPTED]


def test_sound_is_not_a_film():
    assert refusal(MP4.replace(b"vide", b"meta")) == [NO_PICTURE]


def test_file_without_picture_and_sound_is_not_a_film():
    assert refusal(MP4.replace(b"vide", b"meta").replace(b"soun", b"meta")) == [DAMAGED]


def test_film_without_a_sound_is_taken():
    assert read(upload(MP4.replace(b"soun", b"meta"))).seconds == 1


def test_other_data_do_not_matter():
    """As a telephone writes them: with codecs of their own, disabled."""


def test_duration_of_the_tracks_is_believed():
    film = upload(put(MP4, b"mvhd", struct.pack(">I", 99_999), 16))
    assert read(film).seconds == pytest.approx(1, abs=0.1)


def test_film_without_pictures_is_refused():
    film = put(TELEPHONE, b"stsz", bytes(4), 8)
    assert refusal(film) == [INCOMPLETE]


@pytest.mark.parametrize("units", [0, 2**32 - 1])
def test_missing_duration_is_that_of_the_tracks(units):
    film = upload(put(MP4, b"mvhd", struct.pack(">I", units), 16))
    assert read(film).seconds == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize("units", [0, 2**32 - 1])
def test_film_of_no_or_endless_duration_is_refused(units):
    assert refusal(with_duration(units)) == [DAMAGED]


def test_film_without_a_scale_is_refused():
    film = put(with_duration(0), b"mvhd", bytes(4), 12)
    assert refusal(film) == [DAMAGED]


@pytest.mark.parametrize("size", [(0, 48), (64, 0), (20_000, 48), (64, 65_535)])
def test_film_of_absurd_size_is_refused(size):
    assert refusal(put(MP4, b"avc1", struct.pack(">HH", *size), 24)) == [DAMAGED]


@pytest.mark.parametrize("name", [b"mvhd", b"tkhd", b"mdhd", b"hdlr", b"stsd", b"stco", b"avcC"])
def test_film_without_a_header_is_refused(name):
    assert refusal(MP4.replace(name, b"free")) == [DAMAGED]


def test_film_whose_pictures_are_elsewhere_is_refused():
    film = put(MP4, b"stco", struct.pack(">I", len(MP4)), 8)
    assert refusal(film) == [INCOMPLETE]


def test_film_without_its_index_is_refused():
    assert refusal(renamed(MP4, b"moov", b"free")) == [INCOMPLETE]


def test_bytes_behind_the_film_do_not_matter():
    assert read(upload(MP4 + b"TAG" + bytes(125))).seconds == 1


def test_last_box_may_be_endless():
    place = MP4.index(b"mdat") - 4
    assert read(upload(MP4[:place] + bytes(4) + MP4[place + 4 :])).seconds == 1


@pytest.mark.parametrize(
    ("matrix", "size"), [((0, 1, -1, 0), (48, 64)), ((-1, 0, 0, -1), (64, 48))]
)
def test_film_is_turned_as_the_camera_was(matrix, size):
    a, b, c, d = (value * 2**16 for value in matrix)
    place = MP4.index(b"tkhd") + 4 + 40
    film = MP4[:place] + struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 2**30) + MP4[place + 36 :]
    assert read(upload(film))[2:4] == size


def with_disabled_track(content, name, new):
    """With one more, like the last, but of another name."""
    track = content[content.rindex(b"trak") - 4 :]
    track = track[: int.from_bytes(track[:4], "big")].replace(name, new)
    track = track.replace(b"tkhd\0\0\0\x03", b"tkhd\0\0\0\0")
    movie = content.index(b"moov") - 4
    length = int.from_bytes(content[movie : movie + 4], "big")
    head, end = (length + len(track)).to_bytes(4, "big"), movie + length
    return content[:movie] + head + content[movie + 4 : end] + track + content[end:]


def test_sound_that_waits_to_be_chosen_does_not_matter():
    """As phones write spatial audio in addition to the usual track."""
    film = with_disabled_track(films.mp4("fragmented.mp4"), b"mp4a", b"apac")
    assert read(upload(film)).seconds == 1.4


PARENTS = [b"moov", b"trak", b"mdia", b"minf", b"stbl"]


def with_box(content, name, new, parents):
    """With other content of a box, in a film that has one track; `parents` so many boxes."""
    place = content.index(name) - 4
    length = int.from_bytes(content[place : place + 4], "big")
    old, new = content[place : place + length], new(content[place + 8 : place + length])
    content = content.replace(old, struct.pack(">I", 8 + len(new)) + name + new)
    for parent in PARENTS[:parents]:
        place = content.index(parent) - 4
        longer = int.from_bytes(content[place : place + 4], "big") + 8 + len(new) - length
        content = content[:place] + longer.to_bytes(4, "big") + content[place + 4 :]
    return content


def in_64_bits(old):
    """Version 1: longer times and duration; in a track header the number precedes it."""
    created, changed, *other = struct.unpack_from(">4I", old, 4)
    return struct.pack(">IQQIQ", 1 << 24, created, changed, *other) + old[20:]


def test_headers_may_be_in_64_bits():
    film = with_box(TELEPHONE, b"mvhd", in_64_bits, 1)
    film = with_box(film, b"mdhd", in_64_bits, 3)
    assert read(upload(film)).seconds == 1


def test_header_of_a_track_may_be_in_64_bits():
    def longer(old):
        flags, created, changed, number, none, length = struct.unpack_from(">6I", old)
        start = (1 << 24) | flags
        return struct.pack(">IQQIIQ", start, created, changed, number, none, length) + old[24:]

    assert read(upload(with_box(TELEPHONE, b"tkhd", longer, 2)))[2:4] == (48, 64)


def with_chunk_at(place):
    """In 64 bits."""

    def longer(old):
        return old[:8] + struct.pack(">Q", place)

    return with_box(TELEPHONE, b"stco", longer, 5).replace(b"stco", b"co64")


def test_positions_of_chunks_may_have_64_bits():
    assert read(upload(with_chunk_at(36))).seconds == 1
    assert refusal(with_chunk_at(2**40)) == [INCOMPLETE]


def test_pictures_may_be_longer_than_32_bits_tell():
    """QuickTime leaves a box empty before them, to put a longer length there."""
    place = TELEPHONE.index(b"wide") - 4
    length = int.from_bytes(TELEPHONE[place + 8 : place + 12], "big")
    long = struct.pack(">I4sQ", 1, b"mdat", length + 8)
    assert read(upload(TELEPHONE[:place] + long + TELEPHONE[place + 16 :])).seconds == 1


def test_missing_end_is_noticed_without_a_box():
    place = MP4.index(b"mdat") - 4
    endless = MP4[:place] + bytes(4) + MP4[place + 4 :]
    assert {refusal(endless[:-missing])[0] for missing in (1, 5, 200)} == {INCOMPLETE}


def test_cover_before_the_picture_does_not_matter():
    film = with_disabled_track(TELEPHONE, b"avc1", b"avc1")
    film = film.replace(b"avc1", b"jpeg", 1)
    first, second = b"tkhd\0\0\0\x03", b"tkhd\0\0\0\0"
    film = film.replace(first, b"----").replace(second, first).replace(b"----", second)
    assert read(upload(film)).seconds == 1


def test_box_that_is_longer_than_the_one_around_it_is_refused():
    """Without a check, zeros would be written far beyond the end of the film."""
    film = films.mp4("located.mp4")
    place = film.index(b"loci") - 4
    assert refusal(film[:place] + b"\x7f" + film[place + 1 :]) == [DAMAGED]


def test_absurdly_long_header_is_refused():
    assert refusal(with_box(TELEPHONE, b"tkhd", lambda old: old + bytes(2**20), 2)) == [DAMAGED]
