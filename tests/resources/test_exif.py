import struct
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files import File
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


# Pictures behind the first, and data that Pillow does not read


def two_pictures():
    file = BytesIO()
    frames = [Image.effect_noise((24, 16), 90).convert("RGB") for _ in range(2)]
    frames[0].save(file, "MPO", save_all=True, append_images=frames[1:])
    return file.getvalue()


def with_second_page(located):
    """A TIFF whose first page is its page, without the location."""
    (directory,) = struct.unpack_from("<I", located, 4)
    (count,) = struct.unpack_from("<H", located, directory)
    entries = located[directory + 2 : directory + 2 + 12 * count]
    rest = [entries[at : at + 12] for at in range(0, len(entries), 12)]
    rest = [entry for entry in rest if entry[:2] != struct.pack("<H", GPS)]
    first = struct.pack("<H", len(rest)) + b"".join(rest) + struct.pack("<I", directory)
    return located[:4] + struct.pack("<I", len(located)) + located[8:] + first


def big_tiff(latitude):
    directory = 16 + len(latitude)
    entries = [(256, 3, 1, 1), (257, 3, 1, 1), (258, 3, 1, 8), (262, 3, 1, 1)]
    entries += [(273, 4, 1, 8), (277, 3, 1, 1), (278, 3, 1, 1), (279, 4, 1, 1)]
    entries += [(GPS, 16, 1, directory + 8 + 9 * 20 + 8)]
    data = struct.pack("<Q", len(entries))
    data += b"".join(struct.pack("<HHQQ", *entry) for entry in entries) + bytes(8)
    data += struct.pack("<QHHQQQ", 1, 2, 5, len(latitude) // 8, 16, 0)
    return struct.pack("<2sHHHQ", b"II", 43, 8, 0, directory) + latitude + data


def in_chunk(kind, data, before):
    """A PNG with a chunk before another."""
    image = content(photograph("PNG"))
    position = image.index(before) - 4
    chunk = struct.pack(">I", len(data)) + kind + data
    chunk += zlib.crc32(kind + data).to_bytes(4, "big")
    return image[:position] + chunk + image[position:]


def jpeg_with(marker, data):
    image = content(photograph("JPEG"))
    return image[:2] + struct.pack(">HH", marker, len(data) + 2) + data + image[2:]


BARE = exif().tobytes().removeprefix(b"Exif\0\0")
PLACE = b"+67.5021+064.0456/"
FILM = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x1e\xa9xyz\0\x12\x15\xc7" + PLACE
DRONE = b'<x:xmpmeta><rdf:Description drone-dji:GpsLongitude="+64.0456"/></x:xmpmeta>'


@pytest.mark.parametrize(
    ("upload", "secret"),
    [
        (two_pictures() + content(photograph("JPEG", exif=exif())), LATITUDES[0]),
        (with_second_page(content(photograph("TIFF", exif=exif()))), LATITUDES[1]),
        (big_tiff(LATITUDES[1]), LATITUDES[1]),
        (in_chunk(b"eXIf", BARE, before=b"IEND"), LATITUDES[0]),
        (jpeg_with(0xFFED, b"Photoshop 3.0\x008BIM\x04\x22\0\0abcd" + BARE), LATITUDES[0]),
        (content(photograph("JPEG")) + FILM, PLACE),
        (jpeg_with(0xFFE1, b"http://ns.adobe.com/xap/1.0/\0" + DRONE), b"64.0456"),
        (content(photograph("WEBP")) + DRONE, b"64.0456"),
    ],
    ids=["MPO", "page", "BigTIFF", "late", "Photoshop", "motion", "drone", "WebP"],
)
def test_location_is_removed_wherever_it_is(upload, secret):
    stripped = content(read(SimpleUploadedFile("gate", upload)).original)
    assert (secret in upload, secret in stripped) == (True, False)
    assert len(stripped) == len(upload)
    read(SimpleUploadedFile("gate", stripped))


def test_maker_notes_beside_a_location_are_removed():
    kept, plain = [], Image.Exif()
    plain[ORIENTATION] = 6
    for data in [exif(), plain]:
        data.get_ifd(0x8769)[0x927C] = b"Panasonic: Vorkuta"
        kept.append(b"Vorkuta" in content(read(photograph("JPEG", exif=data)).original))
    assert kept == [False, True]


def test_upload_on_disk_is_overwritten_in_a_copy(tmp_path):
    (tmp_path / "gate.png").write_bytes(in_chunk(b"eXIf", BARE, before=b"IDAT"))
    with (tmp_path / "gate.png").open("rb") as file:
        upload = File(file, "gate.png")
        assert (tells_latitude(upload), tells_latitude(read(upload).original)) == (True, False)


def test_png_is_decoded_once(monkeypatch):
    decoded, load_end = [], PngImagePlugin.PngImageFile.load_end
    monkeypatch.setattr(
        PngImagePlugin.PngImageFile, "load_end", lambda self: [decoded.append(self), load_end(self)]
    )
    read(photograph("PNG", exif=exif()))
    assert len(decoded) == 1


@pytest.mark.parametrize("file_format", [*FORMATS, "GIF"])
def test_picture_without_a_location_is_unchanged(file_format):
    upload = photograph(file_format)
    assert read(upload).original is upload


def profile(name, data):
    digits = data.hex().encode()
    return b"Raw profile type %s\0\0" % name + zlib.compress(
        b"\n%s\n%8d\n" % (name, len(data)) + digits
    )


@pytest.mark.parametrize(
    "upload",
    [
        content(with_xmp(XMP.format(ATTRIBUTES, ""), compressed=True)),
        in_chunk(b"zTXt", profile(b"exif", b"Exif\0\0" + BARE), before=b"IDAT"),
        in_chunk(b"zTXt", profile(b"xmp", DRONE), before=b"IEND"),
        content(photograph("JPEG", xmp=DRONE.decode().encode("utf-16-le"))),
        content(photograph("JPEG", exif=exif())).replace(
            struct.pack(">HHI", 2, 5, 3), struct.pack(">HHI", 2, 5, 2**31)
        ),
    ],
    ids=["compressed", "digits", "digits of XMP", "UTF-16", "damaged"],
)
@pytest.mark.parametrize("check", [read, validate_picture])
def test_location_that_cannot_be_removed_is_refused(check, upload):
    with pytest.raises(ValidationError) as refused:
        check(SimpleUploadedFile("gate", upload))
    assert refused.value.messages == [
        "This picture contains GPS data about where it was taken. Save it without the GPS data."
    ]


def test_checked_photograph_still_holds_all():
    upload = photograph("JPEG", exif=exif())
    before = content(upload)
    validate_picture(upload)
    assert content(upload) == before
