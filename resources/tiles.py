"""Tiles of a picture, for the viewer: from the kept resolution down to the largest rendition.

A reader loads only those in sight. A newspaper page takes 12 of them, a map of 44 million pixels
about 60.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import NamedTuple

from django.core.files.base import ContentFile

from .orientation import stored_box, upright_size

SIZE = 1024  # pixels; what is stored relies on it
GAIN = 1.1  # times wider than the largest rendition; less is not worth the files
# WebP. The method needs half the time of the renditions' 4, for 3 % more bytes.
OPTIONS = {"format": "WEBP", "quality": 78, "method": 2}


class Tile(NamedTuple):
    name: str
    content: ContentFile


class Tiles(NamedTuple):
    levels: list  # their widths and heights, the smallest first
    tiles: list


def cut(image, transposition, width, profile):
    """The tiles of a picture whose largest rendition is `width` pixels wide.

    Each is cut from the picture as it is stored, and turned: a turned copy of the picture would
    need as much memory again.
    """
    levels, tiles = [], []
    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        while (size := upright_size(image.size, transposition))[0] > width * GAIN:
            levels.insert(0, {"width": size[0], "height": size[1]})

            def tile(place, image=image, size=size):
                return _tile(image, size, transposition, place, profile)

            tiles += pool.map(tile, places(*size))
            image = image.reduce(2)
    return Tiles(levels, tiles)


def places(width, height):
    """The columns and rows of the tiles of a level."""
    return [(x, y) for y in range(-(-height // SIZE)) for x in range(-(-width // SIZE))]


def names(folder, levels):
    return [
        f"{folder}/{name(level['width'], *place)}"
        for level in levels
        for place in places(level["width"], level["height"])
    ]


def name(width, column, row):
    """With full stops, which no uploaded file has before its ending."""
    return f"{width}.{column}.{row}.webp"


def _tile(image, size, transposition, place, profile):
    left, top = place[0] * SIZE, place[1] * SIZE
    box = left, top, min(left + SIZE, size[0]), min(top + SIZE, size[1])
    part, content = image.crop(stored_box(box, size, transposition)), BytesIO()
    if transposition is not None:
        part = part.transpose(transposition)
    part.save(content, icc_profile=profile, **OPTIONS)
    return Tile(name(size[0], *place), ContentFile(content.getvalue()))
