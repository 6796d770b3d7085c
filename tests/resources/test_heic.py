"""HEIC, the format of phones’ pictures. The test files are written by pillow-heif itself."""

import struct
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pillow_heif import from_bytes

from resources.pictures import ACCEPT, read
from tests import factories
from tests.pictures import (
    DAMAGED,
    NO_PICTURE,
    ORIENTATION,
    noise,
    picture,
    refusal,
    shown,
    sizes,
    written,
)

GPS = 0x8825


def heic(image, orientation=1, **options):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    image.info["exif"] = exif.tobytes()  # from here the plugin takes the orientation
    return written(image, "HEIF", quality=90, **options)


def upload(content, name="IMG_0001.HEIC"):
    return SimpleUploadedFile(name, content)


def corners(seen):
    right, low = seen.width - 5, seen.height - 5
    places = [(5, 5), (right, 5), (5, low), (right, low)]
    return [shown(seen, place)[:3] for place in places]


def is_red(colour):
    return colour[0] > 200 and colour[1] < 80 and colour[2] < 80


@pytest.mark.parametrize(
    ("orientation", "size", "red"),
    [(1, (64, 48), 0), (2, (64, 48), 1), (3, (64, 48), 3), (6, (48, 64), 1), (8, (48, 64), 2)],
)
def test_heic_is_turned_once(orientation, size, red):
    image = Image.new("RGB", (64, 48), "white")
    image.paste("red", (0, 0, 32, 24))
    seen = read(upload(heic(image, orientation)))
    assert (seen.ending, (seen.width, seen.height), sizes(seen)) == ("heic", size, [size])
    assert [is_red(colour) for colour in corners(seen)] == [place == red for place in range(4)]


def test_ten_bits_a_colour_are_shown_in_eight():
    sample = struct.pack("<3H", 1023 << 6, 0, 0)
    file = BytesIO()
    from_bytes("RGB;16", (64, 48), sample * 64 * 48).save(file, quality=90)
    seen = read(upload(file.getvalue()))
    assert is_red(shown(seen, (30, 20)))


def test_main_picture_of_a_sequence_is_shown():
    frames = [Image.new("RGB", (64, 48), "red"), Image.new("RGB", (20, 16), "blue")]
    content = written(frames[0], "HEIF", save_all=True, append_images=frames[1:], primary_index=0)
    seen = read(upload(content))
    assert (sizes(seen), is_red(shown(seen, (30, 20)))) == ([(64, 48)], True)


@pytest.mark.parametrize("mode", ["L", "RGBA"])
def test_grey_and_transparent_pictures_are_read(mode):
    assert sizes(picture(noise(mode), "HEIF")) == [(64, 48)]


@pytest.mark.parametrize(
    ("file_format", "name", "ending"),
    [("HEIF", "gate.jpg", "heic"), ("JPEG", "gate.heic", "jpg"), ("HEIF", "gate", "heic")],
)
@pytest.mark.django_db
def test_content_decides_the_ending(file_format, name, ending, media_root):
    content = written(noise(), file_format)
    image = factories.image(file=upload(content, name))
    assert image.file.name.endswith(f"/gate.{ending}")


@pytest.mark.django_db
def test_original_is_offered_and_webp_is_shown(client, media_root):
    content = heic(noise(size=(600, 400)))
    image = factories.image(file=upload(content))
    page = client.get(image.get_absolute_url()).content.decode()
    assert f'href="{image.file.url}" download>' in page
    assert "Download original (HEIC, " in page
    assert f'src="{image.file.url}"' not in page
    response = client.get(image.file.url)
    assert (response["Content-Type"], b"".join(response)) == ("image/heic", content)


@pytest.mark.parametrize("place", [100, 400, -10])
def test_cut_heic_is_refused(place):
    assert refusal(heic(noise())[:place])[0] in {DAMAGED, NO_PICTURE}


def with_size(content, size, claimed):
    stored = struct.pack(">II", *size)
    assert content.count(stored) == 1
    return content.replace(stored, struct.pack(">II", *claimed))


def test_heic_of_too_many_pixels_is_refused_before_it_is_decoded():
    content = with_size(heic(noise(size=(128, 128))), (128, 128), (8000, 8000))
    assert refusal(content) == ["This picture has more than 31 million pixels. Make it smaller."]


def test_picture_larger_than_its_header_says_is_refused():
    content = heic(Image.new("RGB", (1200, 1200), "firebrick"))
    assert refusal(with_size(content, (1200, 1200), (10, 10))) == [DAMAGED]


def test_place_is_removed_from_a_heic():
    exif = Image.Exif()
    exif[0x010E] = "At the camp gate"
    place = exif.get_ifd(GPS)
    place[1], place[2] = "N", (67.0, 30.0, 7.5)
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/' exif:GPSLatitude='67,30.0N' exif:Rating='5'/>"
    content = written(noise(), "HEIF", exif=exif, xmp=xmp)
    original = read(upload(content)).original
    stripped = original.read()
    assert struct.pack(">6I", 67, 1, 30, 1, 15, 2) in content
    assert struct.pack(">6I", 67, 1, 30, 1, 15, 2) not in stripped
    assert (b"67,30.0N" in stripped, b"Rating='5'" in stripped) == (False, True)
    with Image.open(BytesIO(stripped)) as image:
        assert image.getexif()[0x010E] == "At the camp gate"
        assert dict(image.getexif().get_ifd(GPS)) == {}
        image.load()


def test_place_without_an_exif_header_is_removed_too():
    """As phones other than Apple’s write it: the TIFF follows the offset at once."""
    exif = Image.Exif()
    place = exif.get_ifd(GPS)
    place[1], place[2] = "N", (67.0, 30.0, 7.5)
    content = written(noise(), "HEIF", exif=exif)
    bare = content.replace(b"Exif\0\0MM\0*", b"\0\0\0\0\0\0MM\0*")
    stripped = read(upload(bare)).original.read()
    assert struct.pack(">6I", 67, 1, 30, 1, 15, 2) not in stripped


def test_file_dialog_offers_heic(editor_client):
    page = editor_client.get("/admin/resources/image/add/").content.decode()
    assert f'accept="{ACCEPT}"' in page
    assert ".heic" in ACCEPT
