"""Colours as a reader with colour management sees them, whatever says which they are."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageCms

from resources import colour_spaces
from resources.colour_spaces import ADOBE, SRGB, profile
from resources.pictures import read
from tests.pictures import noise, picture, refusal, shown, upload, written
from tests.tiffs import thirds

P3 = colour_spaces.PRIMARIES[12]
# A colour in a space, and the same colour in sRGB
IN_ADOBE, IN_P3, COLOUR = (150, 100, 80), (158, 102, 83), (167, 100, 78)
ADOBE_PROFILE = profile(ADOBE, gamma=563 / 256)
SWAPPED = profile([SRGB[1], SRGB[0], SRGB[2]])  # red and green


def seen(read_picture, place=(0, 0)):
    """The colour in the largest rendition, in sRGB."""
    content = read_picture.renditions[-1].content
    content.seek(0)
    with Image.open(content) as image:
        data = image.info.get("icc_profile")
        colours = image.convert("RGB")
    if data:
        srgb = ImageCms.createProfile("sRGB")
        colours = ImageCms.profileToProfile(colours, BytesIO(data), srgb, 1)
    return colours.getpixel(place)


def plain(colour, mode="RGB"):
    return Image.new(mode, (32, 32), colour)


def grey_profile(gamma):
    """As bytes: its curve under the header of a profile for RGB."""
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256)) + bytes(2)
    white = b"XYZ " + bytes(4) + colour_spaces._fixed(*colour_spaces.D50)
    return colour_spaces._file({b"wtpt": white, b"kTRC": curve}).replace(b"RGB ", b"GRAY", 1)


def ink_profile(lab):
    """As bytes: all inks together, and each of them, have this colour; paper is white."""
    nodes = bytes([255, 128, 128]) + bytes(lab) * 15
    identity = bytes(range(256))
    matrix = colour_spaces._fixed(1, 0, 0, 0, 1, 0, 0, 0, 1)
    table = b"mft1" + bytes(4) + bytes([4, 3, 2, 0]) + matrix + identity * 4 + nodes
    table += identity * 3
    data = colour_spaces._file({b"A2B0": table, b"A2B1": table})
    return data.replace(b"mntrRGB XYZ ", b"prtrCMYKLab ", 1).replace(b"\x04\x20", b"\x02\x40", 1)


def png(colour, *chunks):
    content = written(plain(colour))
    head, rest = content[:33], content[33:]
    for name, data in chunks:
        head += struct.pack(">I", len(data)) + name + data
        head += struct.pack(">I", zlib.crc32(name + data))
    return head + rest


def chromaticities(primaries, white=colour_spaces.D65):
    numbers = [round(number * 100_000) for point in [white, *primaries] for number in point]
    return b"cHRM", struct.pack(">8I", *numbers)


def uncalibrated():
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0xA001] = 65535
    exif.get_ifd(0x8769)[0xA005] = {1: "R03"}
    return exif


FILES = {
    "profile of Adobe RGB": (
        written(plain(IN_ADOBE), "JPEG", quality=95, icc_profile=ADOBE_PROFILE),
        COLOUR,
    ),
    "profile of Adobe RGB in a PNG": (
        written(plain(IN_ADOBE), icc_profile=ADOBE_PROFILE),
        COLOUR,
    ),
    "profile of Adobe RGB in a deep TIFF": (
        thirds(
            *[tuple(value * 257 for value in IN_ADOBE)] * 3,
            photometric=2,
            bits=16,
            planar=2,
            tags={34675: (7, ADOBE_PROFILE)},
        ),
        COLOUR,
    ),
    "Adobe RGB by its index in EXIF": (
        written(plain(IN_ADOBE), "JPEG", quality=95, exif=uncalibrated()),
        COLOUR,
    ),
    "profile too large to be carried": (
        written(plain(IN_ADOBE), icc_profile=ADOBE_PROFILE + bytes(600_000)),
        COLOUR,
    ),
    "damaged profile": (
        written(plain(COLOUR), icc_profile=SWAPPED.replace(b"acsp", b"zzzz")),
        COLOUR,
    ),
    "profile of another space": (
        written(plain(COLOUR), icc_profile=grey_profile(1.0)),
        COLOUR,
    ),
    "grey, linear": (
        written(plain(55, "L"), "JPEG", icc_profile=grey_profile(1.0)),
        (128, 128, 128),
    ),
    "grey under a profile of RGB": (
        written(plain(55, "L"), "JPEG", icc_profile=profile(SRGB, gamma=1.0)),
        (128, 128, 128),
    ),
    "deep grey, linear": (
        thirds(*[(55 * 257,)] * 3, photometric=1, bits=16, tags={34675: (7, grey_profile(1.0))}),
        (128, 128, 128),
    ),
    "inks": (
        written(plain((255, 0, 0, 0), "CMYK"), "JPEG", icc_profile=ink_profile([128, 178, 128])),
        (196, 79, 121),
    ),
    "inks in a TIFF": (
        thirds(
            *[(65535, 0, 0, 0)] * 3,
            photometric=5,
            bits=16,
            tags={34675: (7, ink_profile([128, 178, 128]))},
        ),
        (196, 79, 121),
    ),
    "PNG with primaries": (png(IN_P3, chromaticities(P3)), COLOUR),
    "PNG with a gamma": (png((55, 55, 55), (b"gAMA", struct.pack(">I", 100_000))), (128,) * 3),
    "PNG with the usual gamma": (png(COLOUR, (b"gAMA", struct.pack(">I", 45_455))), COLOUR),
    "shadow of a linear PNG": (png((4, 4, 4), (b"gAMA", struct.pack(">I", 100_000))), (34,) * 3),
    "PNG in sRGB": (png(COLOUR, (b"sRGB", b"\0"), chromaticities(P3)), COLOUR),
    "PNG with impossible primaries": (png(COLOUR, chromaticities([(0, 0)] * 3)), COLOUR),
    "PNG with codes": (png(IN_P3, (b"cICP", bytes([12, 13, 0, 1]))), COLOUR),
}


@pytest.mark.parametrize("name", FILES)
def test_colours(name):
    content, colour = FILES[name]
    assert seen(read(upload(content))) == pytest.approx(colour, abs=5)


def test_profile_of_grey_keeps_the_transparency():
    image = Image.merge("LA", [plain(55, "L"), Image.linear_gradient("L").resize((32, 32))])
    read_picture = picture(image, icc_profile=grey_profile(1.0))
    assert seen(read_picture, (16, 31)) == pytest.approx((128, 128, 128), abs=5)
    assert shown(read_picture, (16, 0))[3] < 20


def test_hdr_is_refused():
    content = png(COLOUR, (b"cICP", bytes([9, 16, 0, 1])))
    assert refusal(content) == [
        "This picture is in HDR (PQ). Save it without HDR, so that all can see it."
    ]


def test_hdr_of_an_avif_is_refused():
    content = written(noise(), "AVIF")
    place = content.index(b"colrnclx") + 8
    content = content[:place] + struct.pack(">HH", 9, 18) + content[place + 4 :]
    assert refusal(content)[0].startswith("This picture is in HDR (HLG).")


@pytest.mark.parametrize(
    ("depth", "colour", "sample", "key", "alpha"),
    [
        (16, 0, b"\x12\x34", b"\x12\x34", 0),
        (16, 0, b"\x12\x35", b"\x12\x34", 255),
        (16, 2, b"\x12\x34" * 3, b"\x12\x34" * 3, 0),
        (8, 2, b"\x12\x34\x56", b"\0\x12\0\x34\0\x56", 0),
        (4, 0, b"\x55", b"\0\x05", 0),
        (4, 0, b"\x66", b"\0\x05", 255),
        (2, 0, b"\x55", b"\0\1", 0),
    ],
)
def test_transparent_value_of_a_png(depth, colour, sample, key, alpha):
    header = struct.pack(">IIBBBBB", 1, 1, depth, colour, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"tRNS", key), (b"IDAT", zlib.compress(b"\0" + sample))]
    content = b"\x89PNG\r\n\x1a\n"
    for name, data in [*chunks, (b"IEND", b"")]:
        content += struct.pack(">I", len(data)) + name + data
        content += struct.pack(">I", zlib.crc32(name + data))
    with Image.open(read(upload(content)).renditions[-1].content) as image:
        assert image.convert("RGBA").getpixel((0, 0))[3] == alpha
