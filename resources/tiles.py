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


def levels(stored_size, transposition, width):
    """Widths and heights, the smallest first, if the largest rendition is `width` pixels wide."""
    found = []
    while (size := upright_size(stored_size, transposition))[0] > width * GAIN:
        found.insert(0, {"width": size[0], "height": size[1]})
        stored_size = tuple(-(-side // 2) for side in stored_size)  # as reduce() rounds
    return found


def cut(image, transposition, width, profile):
    """The tiles of all levels.

    Each is cut from the picture as it is stored, and turned: a turned copy of the picture would
    need as much memory again.
    """
    tiles = []
    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        for level in reversed(levels(image.size, transposition, width)):

            def tile(place, image=image, size=(level["width"], level["height"])):
                return _tile(image, size, transposition, place, profile)

            tiles += pool.map(tile, places(level["width"], level["height"]))
            image = image.reduce(2)
    return tiles


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
