"""Small pictures, as bytes and as uploads."""

import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from resources.pictures import read

NO_PICTURE = (
    "This file is not a picture that can be shown. Use JPEG, PNG, WebP, GIF, TIFF, HEIC or AVIF."
)
DAMAGED = "This picture is damaged or incomplete."
TOO_LARGE = "This picture has more than 160 million pixels. Make it smaller."
FORMATS = {
    "JPEG": "jpg",
    "PNG": "png",
    "WEBP": "webp",
    "GIF": "gif",
    "TIFF": "tif",
    "HEIF": "heic",
    "AVIF": "avif",
}
ORIENTATION = 0x0112
# How a camera in each orientation stores an upright picture: EXIF 2.3, 4.6.4.
STORED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


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


def nearest(colour):
    return tuple(255 * (value > 127) for value in colour[:3])


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
