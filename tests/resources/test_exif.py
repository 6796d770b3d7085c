import struct
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageChops, PngImagePlugin, TiffImagePlugin

from resources.pictures import read, validate_picture

GPS = 0x8825
ORIENTATION, DESCRIPTION = 0x0112, 0x010E
FORMATS = ["JPEG", "PNG", "WEBP", "TIFF"]
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description xmp:Rating="5" {0}>'
    "<dc:title>Gate</dc:title>{1}</rdf:Description></x:xmpmeta>"
)
ATTRIBUTES = "exif:GPSLatitude=\"67,30.0N\" exif:GPSLongitude = '64,2.5E'"
ELEMENTS = "<exif:GPSLatitude>67,30.0N</exif:GPSLatitude><exif:GPSMapDatum>WGS</exif:GPSMapDatum>"


def exif():
    data = Image.Exif()
    data[ORIENTATION], data[DESCRIPTION] = 6, "At the camp gate"
    place = data.get_ifd(GPS)
    place[1], place[2], place[3], place[4] = "N", (67.0, 30.0, 7.5), "E", (64.0, 2.0, 44.0)
    return data


def photograph(file_format, *, exif=None, xmp=None, **options):
    if file_format == "TIFF":
        options["tiffinfo"] = tiff_tags(exif, xmp)
    else:
        options |= {name: data for name, data in {"exif": exif, "xmp": xmp}.items() if data}
    if file_format == "WEBP":
        options["lossless"] = True  # so that the pixels can be compared
    file = BytesIO()
    Image.effect_noise((24, 16), 90).convert("RGB").save(file, file_format, **options)
    return SimpleUploadedFile("gate", file.getvalue())


def tiff_tags(exif, xmp):
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    if exif:
        tags[ORIENTATION], tags[DESCRIPTION] = exif[ORIENTATION], exif[DESCRIPTION]
        tags[GPS] = dict(exif.get_ifd(GPS))
    if xmp:
        tags[700], tags.tagtype[700] = xmp, 7
    return tags


def same_pixels(one, other):
    one.seek(0)
    other.seek(0)
    with Image.open(one) as first, Image.open(other) as second:
        return ImageChops.difference(first, second).getbbox() is None


def metadata(file):
    file.seek(0)
    with Image.open(file) as image:
        return image.getexif(), image.info.get("xmp", b"")


def content(file):
    file.seek(0)
    return file.read()


@pytest.mark.parametrize("file_format", FORMATS)
def test_location_is_removed_from_exif_data(file_format):
    stripped = read(photograph(file_format, exif=exif())).original
    assert dict(metadata(stripped)[0].get_ifd(GPS)) == {}


LATITUDES = [
    struct.pack(">6I", 67, 1, 30, 1, 15, 2),
    struct.pack("<6I", 67, 1, 30, 1, 15, 2),
    struct.pack("<3d", 67, 30, 7.5),
]


def tells_latitude(file):
    return any(latitude in content(file) for latitude in LATITUDES)


@pytest.mark.parametrize("file_format", FORMATS)
def test_coordinates_are_nowhere_in_the_file(file_format):
    upload = photograph(file_format, exif=exif())
    assert (tells_latitude(upload), tells_latitude(read(upload).original)) == (True, False)


def test_gps_directory_is_emptied():
    stripped = content(read(photograph("TIFF", exif=exif())).original)
    pointer = struct.pack("<HHI", GPS, 4, 1)
    (directory,) = struct.unpack_from("<I", stripped, stripped.index(pointer) + len(pointer))
    assert stripped[directory : directory + 2 + 4 * 12] == bytes(2 + 4 * 12)


@pytest.mark.parametrize("file_format", FORMATS)
def test_other_exif_data_stay(file_format):
    stripped = metadata(read(photograph(file_format, exif=exif())).original)[0]
    assert (stripped[ORIENTATION], stripped[DESCRIPTION]) == (6, "At the camp gate")


@pytest.mark.parametrize("file_format", FORMATS)
def test_no_pixel_changes(file_format):
    upload = photograph(file_format, exif=exif(), xmp=XMP.format(ATTRIBUTES, "").encode())
    stripped = read(upload).original
    assert content(stripped) != content(upload)
    assert same_pixels(stripped, upload)


@pytest.mark.parametrize("file_format", ["JPEG", "WEBP", "TIFF"])
@pytest.mark.parametrize("places", [(ATTRIBUTES, ""), ("", ELEMENTS)])
def test_location_is_removed_from_xmp_data(file_format, places):
    upload = photograph(file_format, xmp=XMP.format(*places).encode())
    stripped = metadata(read(upload).original)[1]
    assert b"GPS" not in stripped
    assert b"<dc:title>Gate</dc:title>" in stripped


def with_xmp(text, compressed=False):
    chunks = PngImagePlugin.PngInfo()
    chunks.add_itxt("XML:com.adobe.xmp", text, zip=compressed)
    return photograph("PNG", pnginfo=chunks)


def test_location_is_removed_from_xmp_data_of_a_png():
    stripped = read(with_xmp(XMP.format(ATTRIBUTES, ELEMENTS))).original
    blanked = XMP.format(*(" " * len(places) for places in [ATTRIBUTES, ELEMENTS]))
    assert metadata(stripped)[1].decode().split() == blanked.split()


def test_checksums_of_a_png_hold_again():
    stripped = content(read(photograph("PNG", exif=exif())).original)
    start = stripped.index(b"eXIf")
    length = int.from_bytes(stripped[start - 4 : start], "big")
    checksum = stripped[start + 4 + length : start + 8 + length]
    assert checksum == zlib.crc32(stripped[start : start + 4 + length]).to_bytes(4, "big")


def test_location_in_the_second_picture_of_a_phone_is_removed():
    file = BytesIO()
    frames = [Image.effect_noise((24, 16), 90).convert("RGB") for _ in range(2)]
    frames[0].save(file, "MPO", save_all=True, append_images=frames[1:], exif=exif())
    behind = photograph("JPEG", exif=exif())
    upload = SimpleUploadedFile("gate", file.getvalue() + content(behind))
    assert (tells_latitude(behind), tells_latitude(read(upload).original)) == (True, False)


@pytest.mark.parametrize("file_format", [*FORMATS, "GIF"])
def test_picture_without_a_location_is_unchanged(file_format):
    upload = photograph(file_format)
    assert read(upload).original is upload


@pytest.mark.parametrize("check", [read, validate_picture])
def test_location_that_cannot_be_removed_is_refused(check):
    with pytest.raises(ValidationError) as refused:
        check(with_xmp(XMP.format(ATTRIBUTES, ""), compressed=True))
    assert refused.value.messages == [
        "This picture contains GPS data about where it was taken. Save it without the GPS data."
    ]


def test_checked_photograph_still_holds_all():
    upload = photograph("JPEG", exif=exif())
    before = content(upload)
    validate_picture(upload)
    assert content(upload) == before
