"""Decodes a picture in bounded memory, whatever its header claims.

A few hundred kilobytes can contain a hundred million pixels, and Pillow needs four bytes for each,
in every copy. So the memory is estimated from the header, before anything is decoded; JPEGs are
decoded no larger than they are shown; and everything else is reduced band by band, without a
complete copy.
"""

from contextlib import contextmanager
from math import ceil
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import locks
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageMath

from .tiff_forms import (
    BITS,
    COMPRESSION,
    NONE,
    ORIENTATION,
    ROWS_PER_STRIP,
    TILE_HEIGHT,
    TILE_WIDTH,
)
from .tiff_samples import BLOCK

# Bytes for one picture. Measured in a separate process (76 MB with only Django), no accepted
# picture takes it beyond 400 MB. That is enough for every JPEG in one scan, for a progressive one
# of 39 million pixels, for a PNG in colour of 54 million and for a WebP of 16 million.
BUDGET = 300_000_000
Image.MAX_IMAGE_PIXELS = 160_000_000  # the largest camera backs have 151 million
TILED = 225_000_000  # bytes with tiles, which are encoded meanwhile: 44 million pixels of a JPEG
# Bytes for one picture while its editor waits: less than a second, too. Every JPEG in one scan, as
# it is decoded small; a progressive one of 16 million pixels, a HEIC of 13, a WebP of 7.
SMALL = 120_000_000
COEFFICIENT = 2  # bytes: a progressive JPEG is held completely before it is made smaller
BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2, "I;16L": 2}  # a pixel; else four
COLOUR = 4  # bytes a pixel
CANVASES = 12  # bytes a pixel: libwebp has three canvases in addition to Pillow's
PLANES = {"HEIF": 4, "AVIF": 10}  # bytes a pixel: the copies of the libraries besides Pillow's
COPIES = 3  # of the samples of a strip, while they are reduced to eight bits
TURN = Lock()  # of the threads of one process, see turn()
SCALES = [8, 4, 2]  # in which libjpeg decodes
BAND = 64  # rows
HALVED = 1 / 4  # of the pixels
NATIVE = {"L", "RGB", "RGBA"}
DEEP = ("I", "F")  # modes of more than eight bits a sample begin so
CONVERTED = {"CMYK", "LAB"}  # by their profiles, and after they are reduced


@contextmanager
def turn(name):
    """One picture is decoded at a time on one machine: one in requests, and one by the worker."""
    path = Path(settings.DATA_DIR) / f"{name}.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with TURN, path.open("w") as file:
        locks.lock(file, locks.LOCK_EX)  # released with the file, even by a kill
        yield


def refuse_too_large(image, width):
    """Raises ValidationError before anything is decoded. It is shown `width` pixels wide."""
    pixels = image.width * image.height
    need = _bytes_needed(image, pixels, width, width)
    if need > BUDGET or pixels > Image.MAX_IMAGE_PIXELS:
        most = min(pixels * BUDGET // need, Image.MAX_IMAGE_PIXELS)
        raise too_large(most)


def widest(image, width):
    """How wide the picture can be decoded for tiles; `width` at least, for the renditions."""
    pixels, wanted = image.width * image.height, image.width
    while wanted > width and _bytes_needed(image, pixels, wanted, width) > TILED:
        wanted //= 2
    return max(wanted, width)


def is_quick(image, width):
    """Whether the picture can be decoded `width` pixels wide while its editor waits.

    A PNG is decoded anyway: its EXIF data may be at its end.
    """
    pixels = image.width * image.height
    return image.format == "PNG" or _bytes_needed(image, pixels, width, width) <= SMALL


def decoded_size(image, width):
    """The size of what load() returns, without decoding anything."""
    scale = _scale(image, width) or 1
    size = [ceil(side / scale) for side in image.size]
    factor = _factor(size[0], width)
    return tuple(ceil(side / factor) for side in size)


def too_large(most):
    return ValidationError(
        _("This picture has more than %(limit)d million pixels. Make it smaller."),
        params={"limit": most // 1_000_000},
    )


def load(image, width, convert=None):
    """The picture in colour or grey, at least `width` pixels wide if it was, completely decoded.

    `convert` gets its colours right, once they have eight bits a sample.
    """
    if scale := _scale(image, width):
        # Never smaller than requested.
        image.draft(None, (image.width // scale, image.height // scale))
    image.load()
    factor, mode = _factor(image.width, width), _mode(image)
    if factor == 1 and image.mode == mode and not convert:
        return image
    span = _range(image) if image.mode.startswith(DEEP) else None
    reduced = Image.new(mode, (ceil(image.width / factor), ceil(image.height / factor)))
    for top in range(0, image.height, BAND * factor):
        bottom = min(top + BAND * factor, image.height)
        band = image.crop((0, top, image.width, bottom))
        if span:
            band = _in_eight_bits(band, *span)
        if band.mode not in CONVERTED:
            band = band.convert("LA" if band.mode == "La" else mode)
        band = band.reduce(factor)
        if convert:
            band = convert(band)
        reduced.paste(band.convert(mode), (0, top // factor))
    return reduced


def _in_eight_bits(band, low, high):
    """Grey from deep grey, as of a scanned negative; transparent where it has the key's value."""
    scale = 255 / ((high - low) or 1)
    deep = band.convert("F")
    tones = deep.point(lambda value: value * scale + 0.5 - low * scale).convert("L")
    key = band.info.get("transparency")
    if key is None:
        return tones
    opaque = ImageMath.lambda_eval(lambda names: (names["deep"] != key) * 255, deep=deep)
    return Image.merge("LA", [tones, opaque.convert("L")])


def _range(image):
    """The values that stand for black and white; no tone is changed to use the whole range.

    Only where the file does not say: signed numbers, and floats beyond 0 to 1, are measurements,
    and are shown from the least to the greatest.
    """
    if image.mode.startswith("I;16"):
        return 0, image.info.get("white", 65535)
    low, high = image.getextrema()
    return (0, 1) if image.mode == "F" and low >= 0 and high <= 1 else (low, high)


def _bytes_needed(image, pixels, width, shown):
    """In the worst case, to decode it `width` pixels wide and to make renditions up to `shown`."""
    if image.format in {"JPEG", "MPO"}:
        scale = _scale(image, width) or 1
        coefficients = pixels * COEFFICIENT * image.layers if _has_several_scans(image) else 0
        decoded = image.width / scale
        return coefficients + _bytes_decoded(
            image, pixels / scale**2, decoded / width, decoded / shown
        )
    need = _bytes_decoded(image, pixels, image.width / width, image.width / shown)
    if image.format == "WEBP":
        need += pixels * CANVASES
    if image.format in {"HEIF", "AVIF"}:
        need += pixels * PLANES[image.format]
    if image.format == "TIFF":
        tags = image.tag_v2
        # A strip or a tile is unpacked at once; if it is not compressed, it is read in blocks.
        strip_width = tags.get(TILE_WIDTH, image.width)
        rows_per_strip = min(tags.get(ROWS_PER_STRIP, image.height), image.height)
        strip_height = tags.get(TILE_HEIGHT, rows_per_strip)
        strip = strip_width * strip_height * sum(tags.get(BITS, (1,))) // 8
        if tags.get(COMPRESSION, NONE) == NONE:
            strip = min(strip, BLOCK)
        need += strip * (COPIES if image.form else 1)
        if tags.get(ORIENTATION, 1) != 1:
            need += pixels * BYTES.get(image.mode, COLOUR)
    return need


def _bytes_decoded(image, pixels, ratio, shown_ratio):
    """For so many decoded pixels, of which `ratio` become one in each direction.

    The renditions are `shown_ratio` times narrower. The tiles need a copy of half the width.
    """
    factor = _factor(ratio, 1)
    smaller = pixels * COLOUR / factor**2
    copies = (factor > 1 or image.mode not in NATIVE) + ("A" in _mode(image))
    copies += max(factor / shown_ratio, HALVED)
    return pixels * BYTES.get(image.mode, COLOUR) + copies * smaller


def _has_several_scans(image):
    """Whether a JPEG is progressive, or stored colour by colour; libjpeg then holds it whole."""
    header = bytes([0xFF, 0xDA, 0, 6 + 2 * image.layers])  # of a scan with all of its colours
    position = image.fp.tell()  # after the first such header
    image.fp.seek(max(0, position - header[3] - 2))
    one_scan = image.fp.read(4) == header
    image.fp.seek(position)
    return image.info.get("progressive") or not one_scan


def _factor(available, wanted):
    """How many pixels become one; half as many again are left for a good filter."""
    return max(1, int(available / (1.5 * wanted)))


def _scale(image, width):
    """How many times smaller a JPEG is decoded."""
    if image.format not in {"JPEG", "MPO"}:
        return None
    return next((scale for scale in SCALES if image.width // scale >= width), None)


def _mode(image):
    if image.mode.startswith(DEEP) and not image.has_transparency_data:
        return "L"
    return "RGBA" if image.has_transparency_data else "L" if image.mode == "L" else "RGB"
