import re

import pytest
from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from PIL import Image, ImageCms

from resources import decoding
from resources.pictures import read, validate_picture
from tests.pictures import (
    FORMATS,
    ORIENTATION,
    STORED,
    nearest,
    noise,
    picture,
    shown,
    sizes,
    upload,
    written,
)

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize(("file_format", "ending"), FORMATS.items())
def test_format_is_recognized_by_its_content(file_format, ending):
    read_picture = picture(Image.new("RGB", (40, 30), "firebrick"), file_format)
    assert read_picture[:3] == (ending, 40, 30)


def test_picture_of_a_phone_followed_by_another_is_a_jpeg():
    first, second = noise(), noise(size=(20, 20))
    read_picture = picture(first, "MPO", save_all=True, append_images=[second])
    assert (read_picture.ending, sizes(read_picture)) == ("jpg", [(64, 48)])


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((1, 1), [1]),
        ((199, 10), [199]),
        ((200, 10), [200]),
        ((401, 10), [200, 400, 401]),
        ((1000, 10), [200, 400, 1000]),
        ((2000, 10), [200, 400, 1000, 2000]),
        ((2500, 10), [200, 400, 1000, 2000]),
    ],
)
def test_renditions_are_never_larger_than_the_picture(size, widths):
    assert [width for width, _height in sizes(picture(Image.new("L", size)))] == widths


@pytest.mark.parametrize(
    ("size", "renditions"),
    [
        ((1200, 900), [(200, 150), (400, 300), (1000, 750), (1200, 900)]),
        ((900, 1200), [(200, 267), (400, 533), (900, 1200)]),
        ((30000, 1), [(200, 1), (400, 1), (1000, 1), (2000, 1)]),
        ((1, 30000), [(1, 16383)]),
        ((1000, 20000), [(200, 4000), (400, 8000), (819, 16380)]),
        ((100, 16383), [(100, 16383)]),
    ],
)
def test_renditions_keep_the_ratio_as_far_as_webp_reaches(size, renditions):
    assert sizes(picture(Image.new("L", size))) == renditions


def test_renditions_are_webp_of_their_size():
    for rendition in picture(noise(size=(1200, 900))).renditions:
        with Image.open(rendition.content) as image:
            assert (image.format, *image.size) == ("WEBP", rendition.width, rendition.height)


def upright():
    image = Image.new("RGB", (64, 32), "white")
    image.paste("red", (0, 0, 32, 16))
    image.paste("blue", (32, 16, 64, 32))
    return image


@pytest.mark.parametrize("orientation", STORED)
def test_picture_is_turned_upright(orientation):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    turned = picture(upright().transpose(STORED[orientation]), "JPEG", exif=exif, quality=95)
    corners = [nearest(shown(turned, place)) for place in [(5, 5), (58, 5), (5, 26), (58, 26)]]
    assert (turned.width, turned.height) == (64, 32)
    assert corners == [(255, 0, 0), (255, 255, 255), (255, 255, 255), (0, 0, 255)]


@pytest.mark.parametrize("file_format", ["PNG", "WEBP", "TIFF"])
def test_other_formats_are_turned_too(file_format):
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    turned = picture(noise(), file_format, exif=exif)
    assert (turned.width, turned.height, sizes(turned)) == (48, 64, [(48, 64)])


@pytest.mark.parametrize("orientation", [0, 1, 9, 65535])
def test_invalid_orientation_is_ignored(orientation):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    assert sizes(picture(noise(), "JPEG", exif=exif)) == [(64, 48)]


def test_renditions_carry_no_exif_data():
    exif = Image.Exif()
    exif[ORIENTATION], exif[0x010E] = 6, "At the camp gate"
    content = picture(noise(), "JPEG", exif=exif).renditions[0].content
    with Image.open(content) as image:
        assert dict(image.getexif()) == {}


@pytest.mark.parametrize(
    ("mode", "file_format", "profile", "kept"),
    [
        ("RGB", "JPEG", SRGB, SRGB),
        ("RGBA", "PNG", SRGB, SRGB),
        ("P", "PNG", SRGB, SRGB),
        ("L", "JPEG", SRGB.replace(b"RGB ", b"GRAY", 1), None),
        ("CMYK", "JPEG", SRGB.replace(b"RGB ", b"CMYK", 1), None),
        ("RGB", "JPEG", b"", None),
        ("RGB", "JPEG", b"short", None),
    ],
)
def test_rgb_colour_profile_is_kept(mode, file_format, profile, kept):
    content = picture(noise(mode), file_format, icc_profile=profile).renditions[0].content
    with Image.open(content) as image:
        assert image.info.get("icc_profile") == kept


def test_cmyk_is_shown_in_its_colours():
    red = Image.new("CMYK", (8, 8), (0, 255, 255, 0))
    assert nearest(shown(picture(red, "JPEG"))) == (255, 0, 0)


def transparent(mode):
    image = Image.new("RGBA", (8, 8), (0, 0, 255, 255))
    image.paste((255, 0, 0, 0), (0, 0, 4, 8))
    return image.convert(mode)


@pytest.mark.parametrize(
    ("mode", "file_format"),
    [("RGBA", "PNG"), ("LA", "PNG"), ("P", "PNG"), ("RGBA", "TIFF"), ("LA", "TIFF")],
)
def test_transparent_picture_stays_transparent(mode, file_format):
    seen = picture(transparent(mode), file_format)
    assert (shown(seen, (0, 0))[3], shown(seen, (7, 0))[3]) == (0, 255)


@pytest.mark.parametrize(("mode", "key"), [("RGB", (255, 255, 255)), ("L", 255), ("P", 0)])
def test_transparent_colour_stays_transparent(mode, key):
    image = Image.new(mode, (8, 8), key)
    image.paste(1 if mode == "P" else 0, (4, 0, 8, 8))
    seen = picture(image, transparency=key)
    assert (shown(seen, (0, 0))[3], shown(seen, (7, 0))[3]) == (0, 255)


@pytest.mark.parametrize(
    ("mode", "file_format", "black", "grey", "white"),
    [
        ("I;16", "PNG", 0, 32768, 65535),
        ("I;16", "TIFF", 0, 32768, 65535),
        ("I;16B", "TIFF", 0, 32768, 65535),
        ("I", "TIFF", -1000, 0, 1000),
        ("F", "TIFF", 0.0, 0.5, 1.0),
    ],
)
def test_deep_grey_is_shown_in_eight_bits(mode, file_format, black, grey, white):
    image = Image.new(mode, (48, 16), grey)
    image.paste(black, (0, 0, 16, 16))
    image.paste(white, (32, 0, 48, 16))
    seen = picture(image, file_format)
    tones = [shown(seen, place)[0] for place in [(4, 8), (24, 8), (44, 8)]]
    assert tones == pytest.approx([0, 128, 255], abs=3)


@pytest.mark.parametrize("mode", ["1", "L", "YCbCr", "I", "F"])
def test_one_tone_in_any_mode_is_a_picture(mode):
    assert sizes(picture(Image.new(mode, (9, 5)), "TIFF")) == [(9, 5)]


@pytest.mark.parametrize("file_format", ["GIF", "WEBP", "PNG", "TIFF"])
def test_first_of_several_pictures_is_shown(file_format):
    frames = [Image.new("RGB", (9, 5), colour) for colour in ["red", "blue", "white"]]
    seen = picture(frames[0], file_format, save_all=True, append_images=frames[1:])
    assert (nearest(shown(seen)), sizes(seen)) == ((255, 0, 0), [(9, 5)])


@pytest.mark.parametrize("compression", [None, "tiff_lzw", "jpeg", "tiff_adobe_deflate"])
def test_tiff_that_waits_on_disk_is_read(compression):
    content = written(noise(), "TIFF", compression=compression)
    with TemporaryUploadedFile("gate.tif", "image/tiff", len(content), None) as file:
        file.write(content)
        assert read(file)[:3] == ("tif", 64, 48)


@pytest.mark.parametrize("check", [read, validate_picture])
def test_threads_decode_one_picture_at_a_time(monkeypatch, check):
    turns, load = [], decoding.load

    def loaded(*args):
        turns.append(decoding.TURN.locked())
        return load(*args)

    monkeypatch.setattr(decoding, "load", loaded)
    check(upload(written(noise())))
    assert (turns, decoding.TURN.locked()) == ([True], False)


def test_pillow_opens_only_the_formats_of_the_archive():
    """It knows dozens, some of which start programs."""
    calls = []
    for folder in ["essays", "resources", "seventeen_moments"]:
        for file in (settings.BASE_DIR / folder).rglob("*.py"):
            calls += re.findall(r"Image\.open\(.*", file.read_text())
    assert len(calls) == 3
    assert [call for call in calls if "formats=FORMATS" not in call] == []
