import pytest
from django.core.files.base import ContentFile

from resources.film import read, validate_film
from tests import films
from tests.flipbook import element
from tests.resources.containers.test_mp4 import MP4, put, with_box, with_disabled_track
from tests.resources.containers.test_webm import webm
from tests.resources.test_film import DAMAGED, INCOMPLETE, refusal, upload

PLACE = b"+67.5000+064.0500/"
XMP = b'<x:xmpmeta><rdf:Description xmp:Rating="5" exif:GPSLatitude="67,30.0N"/></x:xmpmeta>'
XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")


def box(name, *content):
    body = b"".join(content)
    return (8 + len(body)).to_bytes(4, "big") + name + body


def tagged(name, place=PLACE):
    tag = element(0x67C8, element(0x45A3, name), element(0x4487, place))
    title_tag = element(0x67C8, element(0x45A3, b"TITLE"), element(0x4487, b"The Gate"))
    return webm(before=element(0x1254C367, element(0x7373, tag, title_tag)))


LOCATED = {
    "mp4 of a telephone": (films.mp4("located.mp4"), b"loci"),
    "mp4 of another": (films.mp4("located.mp4").replace(b"loci", b"\xa9xyz"), b"\xa9xyz"),
    "film of an iPhone": (films.mp4("telephone.mov"), PLACE),
    "webm": (tagged(b"LOCATION"), PLACE),
    "webm made of an iPhone's": (tagged(b"COM.APPLE.QUICKTIME.LOCATION.ISO6709"), PLACE),
    "webm with the place of recording": (tagged(b"RECORDING_LOCATION"), PLACE),
}
FILMS = {name: content for name, (content, _place) in LOCATED.items()}


def kept(content):
    return read(upload(content)).original.read()


@pytest.mark.parametrize(("content", "place"), LOCATED.values(), ids=LOCATED)
def test_location_is_removed(content, place):
    assert (place in content, place in kept(content)) == (True, False)


@pytest.mark.parametrize("content", FILMS.values(), ids=FILMS)
def test_nothing_else_moves(content):
    copy = kept(content)
    changed = [place for place, byte in enumerate(content) if copy[place] != byte]
    assert len(copy) == len(content)
    assert changed[-1] - changed[0] < 150


@pytest.mark.parametrize("content", FILMS.values(), ids=FILMS)
def test_film_without_its_location_is_otherwise_unchanged(content):
    film = read(upload(content))
    again = read(film.original)
    assert (again[:4], again.original) == (film[:4], film.original)


@pytest.mark.parametrize("content", FILMS.values(), ids=FILMS)
def test_upload_itself_does_not_change(content):
    film = upload(content)
    read(film)
    validate_film(film)
    assert film.read() == content


def test_telemetry_of_a_camera_is_taken_out():
    film = films.mp4("telephone.mov")
    copy = kept(with_disabled_track(film, b"avc1", b"gpmd"))
    samples = film.index(b"mdat") + 4
    end = samples + int.from_bytes(film[samples - 8 : samples - 4], "big") - 8
    assert copy[samples:end] == bytes(end - samples)
    assert copy[:samples] == film[:samples]


def test_upload_without_a_name_is_copied_too():
    assert PLACE not in read(ContentFile(FILMS["webm"])).original.read()


def test_other_data_of_an_iphone_stay():
    assert b"Apple" in kept(films.mp4("telephone.mov"))


def test_other_tags_of_a_webm_stay():
    assert b"The Gate" in kept(FILMS["webm"])


def test_location_is_removed_from_metadata_outside_the_movie():
    items = box(b"ilst", box(b"\xa9xyz", PLACE))
    film = MP4 + box(b"meta", bytes(4), box(b"hdlr", bytes(24)), items)
    assert PLACE not in kept(film)


def test_location_of_a_track_is_removed():
    film = films.mp4("located.mp4")
    film = with_box(film, b"edts", lambda _old: box(b"\xa9xyz", PLACE), 2)
    assert PLACE not in kept(film.replace(b"edts", b"udta"))


@pytest.mark.parametrize(
    "film",
    [
        MP4 + box(b"uuid", XMP_UUID, XMP),
        with_box(films.mp4("located.mp4"), b"udta", lambda _old: box(b"XMP_", XMP), 1),
    ],
)
def test_location_is_removed_from_xmp(film):
    blanked = b" " * len(b'exif:GPSLatitude="67,30.0N"')
    assert kept(film) == film.replace(b'exif:GPSLatitude="67,30.0N"', blanked)


def test_film_with_xmp_without_a_location_is_unchanged():
    film = upload(MP4 + box(b"uuid", XMP_UUID, XMP.replace(b"GPS", b"")))
    assert read(film).original is film


def test_telemetry_beyond_the_film_is_refused():
    film = with_disabled_track(films.mp4("telephone.mov"), b"avc1", b"gpmd")
    assert refusal(put(film, b"stco", (2**31).to_bytes(4, "big"), 8)) == [INCOMPLETE]


def test_telemetry_larger_than_the_film_is_refused():
    """Left unchecked, a few kilobytes would have us write zeros without end."""
    film = with_disabled_track(films.mp4("telephone.mov"), b"avc1", b"gpmd")
    film = put(film, b"stco", (20).to_bytes(4, "big"), 8)
    film = put(film, b"stsz", ((len(film) - 20) // 5).to_bytes(4, "big"), 4)
    assert read(upload(film)).seconds == 1
    assert refusal(with_disabled_track(film, b"avc1", b"gpmd")) == [DAMAGED]
