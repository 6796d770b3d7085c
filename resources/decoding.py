"""Decoding a picture in bounded memory, whatever its header claims.

A few hundred kilobytes can hold a hundred million pixels, and Pillow takes four bytes for each,
once for every copy. So the need is reckoned from the header, before anything is decoded; JPEGs
are decoded no larger than they are shown; and all else is reduced band by band, without a copy
of the whole.
"""

from math import ceil

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image

# Bytes for one picture. Measured in a process of its own (53 MB with Django alone), no picture
# that is accepted takes it beyond 350 MB. That is enough for each JPEG in one scan that Pillow
# reads at all (89 million pixels, 180 MB), for a progressive one of 39 million pixels, for a PNG
# in colour of 54 million and for a WebP of 16 million.
BUDGET = 300_000_000
COEFFICIENT = 2  # bytes: a progressive JPEG is held whole, before it is made smaller
BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2, "I;16L": 2}  # a pixel; else four
WHOLE = 4  # bytes a pixel, in colour
CANVASES = 12  # bytes a pixel: libwebp holds three canvases besides Pillow's
BITS, ORIENTATION, ROWS_PER_STRIP, TILE_WIDTH, TILE_LENGTH = 258, 274, 278, 322, 323  # TIFF 6.0
SCALES = [8, 4, 2]  # in which libjpeg decodes
BAND = 64  # rows
NATIVE = {"L", "RGB", "RGBA"}


def refuse_too_large(image, width):
    """Raises ValidationError before anything is decoded; it is to be shown `width` pixels wide."""
    pixels = image.width * image.height
    need = _need(image, pixels, width)
    if need > BUDGET or pixels > Image.MAX_IMAGE_PIXELS:
        most = min(pixels * BUDGET // need, Image.MAX_IMAGE_PIXELS)
        raise too_large(most)


def too_large(most):
    return ValidationError(
        _("This picture has more than %(limit)d million pixels. Make it smaller."),
        params={"limit": most // 1_000_000},
    )


def load(image, width):
    """In colour or grey, at least `width` pixels wide if it was; decoded to its last byte."""
    if scale := _scale(image, width):
        # Never smaller than what was asked for.
        image.draft(None, (image.width // scale, image.height // scale))
    image.load()
    factor, mode = _factor(image.width, width), _mode(image)
    if factor == 1 and image.mode == mode:
        return image
    tone = _tone(image)
    made = Image.new(mode, (ceil(image.width / factor), ceil(image.height / factor)))
    for top in range(0, image.height, BAND * factor):
        bottom = min(top + BAND * factor, image.height)
        band = tone(image.crop((0, top, image.width, bottom)))
        made.paste(band.convert(mode).reduce(factor), (0, top // factor))
    return made


def _need(image, pixels, width):
    """Bytes, at the worst."""
    if image.format in {"JPEG", "MPO"}:
        scale = _scale(image, width) or 1
        held = pixels * COEFFICIENT * image.layers if _is_held_whole(image) else 0
        return held + _prepared(image, pixels / scale**2, image.width / scale / width)
    need = _prepared(image, pixels, image.width / width)
    if image.format == "WEBP":
        need += pixels * CANVASES
    if image.format == "TIFF":
        turned = image.tag_v2.get(ORIENTATION, 1) != 1
        need += _strip(image) + turned * pixels * BYTES.get(image.mode, WHOLE)
    return need


def _prepared(image, pixels, ratio):
    """Bytes for so many decoded pixels and for what is made of them, `ratio` times narrower."""
    factor = _factor(ratio, 1)
    smaller = pixels * WHOLE / factor**2
    copies = (factor > 1 or image.mode not in NATIVE) + ("A" in _mode(image)) + factor / ratio
    return pixels * BYTES.get(image.mode, WHOLE) + copies * smaller


def _is_held_whole(image):
    """Whether a JPEG comes in several scans: progressive, or colour by colour."""
    header = bytes([0xFF, 0xDA, 0, 6 + 2 * image.layers])  # of a scan with all of its colours
    position = image.fp.tell()  # behind the first such header
    image.fp.seek(max(0, position - header[3] - 2))
    one_scan = image.fp.read(4) == header
    image.fp.seek(position)
    return image.info.get("progressive") or not one_scan


def _strip(image):
    """Bytes of the largest piece that libtiff decodes at once."""
    tags = image.tag_v2
    width = tags.get(TILE_WIDTH, image.width)
    height = tags.get(TILE_LENGTH, min(tags.get(ROWS_PER_STRIP, image.height), image.height))
    return width * height * sum(tags.get(BITS, (1,))) // 8


def _factor(have, want):
    """How many pixels become one; half as many again are left for a good filter."""
    return max(1, int(have / (1.5 * want)))


def _scale(image, width):
    """How many times smaller a JPEG is decoded."""
    if image.format not in {"JPEG", "MPO"}:
        return None
    return next((scale for scale in SCALES if image.width // scale >= width), None)


def _mode(image):
    if image.mode.startswith(("I", "F")):
        return "L"
    return "RGBA" if image.has_transparency_data else "L" if image.mode == "L" else "RGB"


def _tone(image):
    """What turns a band of the picture into eight bits.

    Deep grey, as of a scanned negative: where its range is not known, it is what is there.
    """
    if not image.mode.startswith(("I", "F")):
        return lambda band: band
    low, high = (0, 65535) if image.mode.startswith("I;16") else image.getextrema()
    scale = 255 / ((high - low) or 1)
    return lambda band: band.convert("F").point(lambda value: value * scale - low * scale)
