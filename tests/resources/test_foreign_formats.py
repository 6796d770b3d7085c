"""Files that are not shown: the refusal says what they are, and what to do."""

import pytest

from resources.pictures import validate_picture
from tests.pictures import noise, refusal, written

SVG = "An SVG drawing may contain scripts, so it is not taken. Save it as PNG."
PDF = "A PDF is a document. Save the page that you want to show as JPEG, PNG or TIFF."
RAW = (
    "This is a raw file of a camera, which does not contain a finished picture. "
    "Develop it, and save it as TIFF or JPEG."
)
LOSSLESS = (
    "This JPEG is of a rare kind, without losses or with 12 bits a channel. "
    "Save it as a usual JPEG, as PNG or as TIFF."
)


def named(name):
    return f"This file is in the format {name}. Save it as JPEG, PNG or TIFF."


FILES = [
    (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", SVG),
    (b"<?xml version='1.0'?><!DOCTYPE svg><svg/>", SVG),
    (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- Inkscape -->\n<svg width='9'>", SVG),
    (b"%PDF-1.7\n", PDF),
    (b"\0" * 100 + b"%PDF-1.4\n", PDF),
    (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", named("PostScript")),
    (b"8BPS\0\1" + bytes(6) + b"\0\3\0\0\0\1\0\0\0\1\0\x08\0\3", named("Photoshop PSD")),
    (b"\0\0\0\x0cJXL \r\n\x87\n", named("JPEG XL")),
    (b"\xff\n" + bytes(30), named("JPEG XL")),
    (bytes(128) + b"DICM" + bytes(20), named("DICOM")),
    (b"AT&TFORM" + bytes(20), named("DjVu")),
    (b"FUJIFILMCCD-RAW 0201", RAW),
    (b"IIRO\x08\0\0\0" + bytes(30), RAW),
    (b"\0\0\0\x18ftypcrx \0\0\0\1", RAW),
    # The header of a frame: in twelve bits, and without losses.
    (b"\xff\xd8\xff\xc1\0\x0b\x0c\0\1\0\1\1\1\x11\0", LOSSLESS),
    (b"\xff\xd8\xff\xfe\0\4ab\xff\xc3\0\x0b\x0c\0\1\0\1\1\1\x11\0", LOSSLESS),
]
WRITTEN = {
    "BMP": "BMP",
    "ICO": "ICO",
    "PPM": "PNM",
    "JPEG2000": "JPEG 2000",
    "QOI": "QOI",
    "PCX": "PCX",
}


@pytest.mark.parametrize(("content", "sentence"), FILES)
def test_refusal_says_what_the_file_is(content, sentence):
    assert [refusal(content), refusal(content, validate_picture)] == [[sentence], [sentence]]


@pytest.mark.parametrize("file_format", WRITTEN)
def test_other_format_of_pictures_is_named(file_format):
    assert refusal(written(noise(), file_format)) == [named(WRITTEN[file_format])]
