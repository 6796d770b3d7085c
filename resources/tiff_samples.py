"""Reads the samples of a TIFF, a strip or a tile at a time, and reduces them to eight bits."""

import struct
import sys
import zlib
from array import array
from io import BytesIO
from itertools import accumulate, product
from math import ceil
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageMath, TiffImagePlugin

from .tiff_forms import (
    ASSOCIATED,
    BITS,
    BLACK_IS_ZERO,
    COMPRESSION,
    DEFLATE,
    DIFFERENCES,
    FILL_ORDER,
    FLOAT,
    FLOAT_DIFFERENCES,
    HEIGHT,
    LAB,
    NONE,
    PHOTOMETRIC,
    ROWS_PER_STRIP,
    SAMPLES,
    STRIP_COUNTS,
    STRIP_OFFSETS,
    TILE_COUNTS,
    TILE_HEIGHT,
    TILE_OFFSETS,
    TILE_WIDTH,
    WHITE_IS_ZERO,
    WIDTH,
    refused,
)

BLOCK = 2**22  # bytes of a strip without compression that are read at once
INVERTED = bytes(range(255, -1, -1))
SIGN_FLIPPED = bytes(value ^ 128 for value in range(256))
REVERSED = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))
LAST_BIT_FIRST = 2  # of FillOrder
LOW = 0 if sys.byteorder == "little" else 7  # the least significant of eight bytes


class Segment(NamedTuple):
    """Some rows of a strip or of a tile."""

    index: int
    top: int  # the first of these rows
    size: tuple


def parts(form, file):
    """As (place, image); the image of a tile may reach beyond the picture."""
    width, height = _segment_size(form)
    places = product(range(0, form.size[1], height), range(0, form.size[0], width))
    count = ceil(form.size[1] / height) * ceil(form.size[0] / width)  # of each plane
    row = width * form.interleaved * form.bits // 8
    step = max(1, BLOCK // row) if form.compression == NONE else height
    for index, (y, x) in enumerate(places):
        rows = height if TILE_OFFSETS in form.tags else min(height, form.size[1] - y)
        for top in range(0, min(rows, form.size[1] - y), step):
            size, samples = (width, min(step, rows - top)), []
            for plane in range(form.planes):
                data = _data(form, file, Segment(plane * count + index, top, size))
                samples += _samples(form, data, size)
            yield (x, y + top), _image(form, samples)


def _segment_size(form):
    tags, (width, height) = form.tags, form.size
    if TILE_OFFSETS in tags:
        return tags[TILE_WIDTH], tags[TILE_HEIGHT]
    return width, min(height, tags.get(ROWS_PER_STRIP, height))


def _data(form, file, segment):
    """The unpacked bytes. Raises OSError if some are missing."""
    is_tiled = TILE_OFFSETS in form.tags
    offset = form.tags[TILE_OFFSETS if is_tiled else STRIP_OFFSETS][segment.index]
    row = segment.size[0] * form.interleaved * form.bits // 8
    wanted = segment.size[1] * row
    if form.compression == NONE:
        file.seek(offset + segment.top * row)
        data = _in_order(form, file.read(wanted))
    else:
        file.seek(offset)
        stored = file.read(form.tags[TILE_COUNTS if is_tiled else STRIP_COUNTS][segment.index])
        stored = _in_order(form, stored)
        if form.compression in DEFLATE:
            data = _inflated(stored, wanted)
        else:
            data = _unpacked(form, stored, row, segment.size[1])
    if len(data) < wanted:
        raise OSError("A strip or a tile is incomplete.")
    return data


def _in_order(form, stored):
    """The bytes with their first bit first; FillOrder concerns them as they are stored."""
    return stored.translate(REVERSED) if form.tags.get(FILL_ORDER) == LAST_BIT_FIRST else stored


def _inflated(stored, wanted):
    try:
        return zlib.decompressobj().decompress(stored, wanted)
    except zlib.error as error:
        raise OSError(error) from error


def _unpacked(form, stored, row, rows):
    """libtiff unpacks the bytes, as a picture with one of them a sample."""
    entries = [(WIDTH, row), (HEIGHT, rows), (BITS, 8), (COMPRESSION, form.compression)]
    entries += [(PHOTOMETRIC, BLACK_IS_ZERO), (STRIP_OFFSETS, 8), (SAMPLES, 1)]
    entries += [(ROWS_PER_STRIP, rows), (STRIP_COUNTS, len(stored))]
    start = 8 + len(stored) + len(stored) % 2
    content = b"II*\0" + struct.pack("<I", start) + stored.ljust(start - 8, b"\0")
    content += struct.pack("<H", len(entries))
    content += b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries)
    with TiffImagePlugin.TiffImageFile(BytesIO(content + bytes(4))) as image:
        return image.tobytes()


def _samples(form, data, size):
    """One image for each of the samples that are interleaved."""
    count, width = form.interleaved, form.bits // 8
    if form.format == FLOAT:
        return _floats(form, data, size)
    if form.predictor == DIFFERENCES:
        planes = [_accumulated(form, data, size, index) for index in range(count)]
    else:
        high = width - 1 if form.is_little_endian else 0  # the most significant byte
        planes = [data[index * width + high :: count * width] for index in range(count)]
    return [Image.frombytes("L", size, plane) for plane in planes]


def _accumulated(form, data, size, index):
    """Each value is stored as the difference from its neighbour on the left (TIFF 6.0, 14)."""
    values, count = array({8: "B", 16: "H", 32: "I"}[form.bits], data), form.interleaved
    if form.is_little_endian != (sys.byteorder == "little"):
        values.byteswap()
    row, high, plane = size[0] * count, abs(LOW - form.bits // 8 + 1), bytearray()
    for start in range(0, len(values), row):
        sums = accumulate(values[start + index : start + row : count])
        plane += array("Q", sums).tobytes()[high::8]
    return bytes(plane)


def _floats(form, data, size):
    count, is_little_endian = form.interleaved, form.is_little_endian
    if form.predictor == FLOAT_DIFFERENCES:
        data, is_little_endian = _without_differences(form, data, size[0] * count), False
    raw = f"F;{form.bits}{'' if is_little_endian else 'B'}F"
    values = Image.frombytes("F", (size[0] * count, size[1]), data, "raw", raw)
    # Only NaN differs from itself. It becomes black.
    missing = ImageMath.lambda_eval(lambda names: (names["v"] != names["v"]) * 255, v=values)
    values.paste(0, mask=missing.convert("L"))
    if form.is_tone:
        return [values]
    low, high = values.getextrema()
    if low < 0 or high > 1:
        raise refused(_("values below 0 or above 1"))
    tones = values.point(lambda value: value * 255 + 0.5).convert("L").tobytes()
    return [Image.frombytes("L", size, tones[index::count]) for index in range(count)]


def _without_differences(form, data, row_length):
    """Big-endian floats (Adobe Photoshop TIFF Technical Note 3).

    The bytes of a row are sorted by significance, and stored as differences.
    """
    width, count = form.bits // 8, form.interleaved
    row, result = row_length * width, bytearray()
    for start in range(0, len(data), row):
        sums, values = bytearray(row), bytearray(row)
        for index in range(count):
            line = array("Q", accumulate(data[start + index : start + row : count]))
            sums[index::count] = line.tobytes()[LOW::8]
        for index in range(width):
            values[index::width] = sums[index * row_length : (index + 1) * row_length]
        result += values
    return bytes(result)


def _image(form, samples):
    if form.is_tone:
        (tone,) = samples
        return tone.point(lambda value: value * -1 + 1) if not form.photometric else tone
    if form.photometric == WHITE_IS_ZERO:
        samples[0] = samples[0].point(INVERTED)
    if form.photometric == LAB:
        samples[1:3] = [sample.point(SIGN_FLIPPED) for sample in samples[1:3]]
    samples = samples[: len(form.mode)]
    if form.alpha == ASSOCIATED:
        return Image.merge(f"{form.colours}a", samples).convert(form.mode)
    return Image.merge(form.mode, samples)
