import random
import re
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from PIL import Image, ImageCms

from resources.pictures import read, validate_picture

NO_PICTURE = "This file is not a picture that browsers can show. Use JPEG, PNG, WebP, GIF or TIFF."
DAMAGED = "This picture is damaged or incomplete."
TOO_LARGE = "This picture has more than 89 million pixels. Make it smaller."
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "TIFF": "tif"}
ORIENTATION = 0x0112
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def written(image, file_format="PNG", **options):
    file = BytesIO()
    image.save(file, file_format, **options)
    return file.getvalue()


def upload(content, name="gate.png"):
    return SimpleUploadedFile(name, content)


def picture(image, file_format="PNG", **options):
    return read(upload(written(image, file_format, **options)))


def shown(picture, place=(0, 0)):
    """The colour of a pixel in the largest rendition."""
    with Image.open(picture.renditions[-1].content) as image:
        return image.getpixel(place)


def sizes(picture):
    return [(rendition.width, rendition.height) for rendition in picture.renditions]


def refusal(content, check=read):
    with pytest.raises(ValidationError) as refused:
        check(upload(content))
    return refused.value.messages


def noise(mode="RGB", size=(64, 48)):
    return Image.effect_noise(size, 90).convert(mode)


def png(width, height, rows=None, depth=1, colour=0):
    """A PNG of one bit a pixel, written by hand: Pillow would need all its pixels."""
    rows = rows if rows is not None else bytes((1 + (width + 7) // 8) * height)
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([depth, colour, 0, 0, 0])
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")
        for name, data in chunks
    )


@pytest.mark.parametrize(("file_format", "ending"), FORMATS.items())
def test_format_is_known_by_its_content(file_format, ending):
    read_picture = picture(Image.new("RGB", (40, 30), "firebrick"), file_format)
    assert read_picture[:3] == (ending, 40, 30)


def test_picture_of_a_telephone_with_another_behind_it_is_a_jpeg():
    first, second = noise(), noise(size=(20, 20))
    read_picture = picture(first, "MPO", save_all=True, append_images=[second])
    assert (read_picture.ending, sizes(read_picture)) == ("jpg", [(64, 48)])


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((1, 1), [1]),
        ((399, 10), [399]),
        ((400, 10), [400]),
        ((401, 10), [400, 401]),
        ((1000, 10), [400, 1000]),
        ((2000, 10), [400, 1000, 2000]),
        ((2500, 10), [400, 1000, 2000]),
    ],
)
def test_renditions_are_never_larger_than_the_picture(size, widths):
    assert [width for width, _height in sizes(picture(Image.new("L", size)))] == widths


@pytest.mark.parametrize(
    ("size", "renditions"),
    [
        ((1200, 900), [(400, 300), (1000, 750), (1200, 900)]),
        ((900, 1200), [(400, 533), (900, 1200)]),
        ((30000, 1), [(400, 1), (1000, 1), (2000, 1)]),
        ((1, 30000), [(1, 16383)]),
        ((1000, 20000), [(400, 8000), (819, 16380)]),
        ((100, 16383), [(100, 16383)]),
    ],
)
def test_renditions_keep_the_ratio_as_far_as_webp_reaches(size, renditions):
    assert sizes(picture(Image.new("L", size))) == renditions


def test_renditions_are_the_webp_that_they_say_they_are():
    for rendition in picture(noise(size=(1200, 900))).renditions:
        with Image.open(rendition.content) as image:
            assert (image.format, *image.size) == ("WEBP", rendition.width, rendition.height)


# As a camera held so stores what is upright: EXIF 2.3, 4.6.4, Orientation.
STORED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def upright():
    image = Image.new("RGB", (64, 32), "white")
    image.paste("red", (0, 0, 32, 16))
    image.paste("blue", (32, 16, 64, 32))
    return image


def nearest(colour):
    return tuple(255 * (value > 127) for value in colour[:3])


@pytest.mark.parametrize("orientation", STORED)
def test_picture_is_turned_as_the_camera_was_held(orientation):
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
def test_orientation_that_is_none_turns_nothing(orientation):
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
def test_colour_profile_is_kept_where_it_holds(mode, file_format, profile, kept):
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
def test_transparent_stays_transparent(mode, file_format):
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


def test_bytes_behind_the_picture_do_no_harm():
    assert read(upload(written(noise(), "JPEG") + b"behind")).ending == "jpg"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0",
        b"At the camp gate",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<?xml version='1.0'?><!DOCTYPE svg><svg/>",
        b"<html><script>alert(1)</script></html>",
        b"%PDF-1.7\n",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"BM" + bytes(60),
        b"GIF89a",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"II*\0",
    ],
)
@pytest.mark.parametrize("check", [read, validate_picture])
def test_file_that_is_no_picture_is_refused(content, check):
    assert refusal(content, check) == [NO_PICTURE]


@pytest.mark.parametrize("file_format", ["BMP", "ICO", "PPM", "TGA", "JPEG2000", "AVIF"])
def test_picture_in_another_format_is_refused(file_format):
    assert refusal(written(noise(), file_format)) == [NO_PICTURE]


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("part", [0.4, 0.8])
@pytest.mark.parametrize("check", [read, validate_picture])
def test_truncated_picture_is_refused(file_format, part, check):
    content = written(noise("P" if file_format == "GIF" else "RGB"), file_format)
    assert refusal(content[: int(len(content) * part)], check) in ([DAMAGED], [NO_PICTURE])


@pytest.mark.parametrize("file_format", ["JPEG", "PNG"])
def test_truncated_photograph_is_told_damaged(file_format):
    content = written(noise(), file_format)
    assert refusal(content[: len(content) // 2]) == [DAMAGED]


@pytest.mark.parametrize("check", [read, validate_picture])
@pytest.mark.parametrize("side", [13_000, 20_000])
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_bomb_is_refused_unopened(side, check):
    content = png(side, side)
    assert len(content) < 60_000
    assert refusal(content, check) == [TOO_LARGE]


def test_bomb_is_refused_where_warnings_are_errors():
    assert refusal(png(13_000, 13_000, rows=b"")) == [TOO_LARGE]


def test_picture_with_less_than_it_says_is_refused():
    assert refusal(png(3000, 3000, rows=bytes(1000))) == [DAMAGED]


def test_checked_upload_is_left_at_its_start():
    checked = upload(written(noise()))
    validate_picture(checked)
    assert checked.tell() == 0


def test_stored_file_is_trusted():
    class Stored:
        _committed = True

    assert validate_picture(Stored()) is None


SAMPLES = [
    ("JPEG", "RGB"),
    ("JPEG", "CMYK"),
    ("PNG", "RGBA"),
    ("PNG", "P"),
    ("WEBP", "RGB"),
    ("GIF", "P"),
    ("TIFF", "RGB"),
    ("TIFF", "1"),
]


def broken(content, dice):
    content = bytearray(content)
    if dice.random() < 0.3:
        return bytes(content[: dice.randrange(len(content))])
    for _ in range(dice.randrange(1, 9)):
        content[dice.randrange(min(len(content), dice.choice([40, 300, 9000])))] = dice.randrange(
            256
        )
    return bytes(content)


@pytest.mark.parametrize(("file_format", "mode"), SAMPLES)
@pytest.mark.filterwarnings("ignore")
def test_broken_picture_is_read_or_refused_in_a_sentence(file_format, mode):
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    options = {} if file_format == "GIF" else {"exif": exif}
    content = written(noise(mode, (24, 16)), file_format, **options)
    dice = random.Random(1954)  # noqa: S311 - not for secrets
    told = set()
    for _ in range(150):
        try:
            read(upload(broken(content, dice)))
        except ValidationError as refused:
            told |= {re.sub(r"\d+ million", "89 million", said) for said in refused.messages}
    assert {DAMAGED, NO_PICTURE} <= told <= {DAMAGED, NO_PICTURE, TOO_LARGE}
