"""The guide's picture: each moment of the line of years a ray, its angle the year; and its film,
in which the picture comes about."""

from io import BytesIO
from itertools import pairwise
from math import cos, radians, sin

from PIL import Image, ImageDraw

from . import flipbook
from .line_of_years import OPEN, YEARS

SIZE = 2000, 1440
LINE = range(YEARS[0], YEARS[-1] + 1)
OVERSAMPLED = 3  # drawn so many times larger: Pillow's own edges are jagged
FILMED = 0.64  # twice as large as the film
SECONDS = 0.25  # of the film, for each year

PAPER = "#e6dac2"
INK = "#1b1713"
RED = "#cb1d14"

CORNER = -20, 1460
# Distances from the corner: the disc's edge, where rays start, where ticks end, where the ring
# stands; and one beyond the opposite corner.
HUB, START, TICKS_END, RING, FAR = 500, 526, 552, 1560, 2900
STEEPEST, FLATTEST = 84.5, 3.5  # degrees of the first and the last year


def draw():
    """The picture as PNG, the same bytes each time."""
    fan = Fan(OVERSAMPLED)
    for year in LINE:
        fan.add(year)
    written = BytesIO()
    fan.finished(YEARS[-1]).reduce(OVERSAMPLED).save(written, "PNG", optimize=True)
    return written.getvalue()


def film():
    """How it comes about, year by year, as WebM; without sound."""
    fan = Fan(FILMED)
    frames = []
    for year in LINE:
        fan.add(year)
        frames.append(fan.finished(year).reduce(2))
    return flipbook.webm(frames, SECONDS)


def moments():
    """When the film reaches each moment, as (start, end) in seconds."""
    starts = [(year - YEARS[0]) * SECONDS for year in YEARS]
    return list(pairwise([*starts, len(LINE) * SECONDS]))


class Fan:
    """Drawn `scale` times as large as the numbers above say."""

    def __init__(self, scale):
        self.scale = scale
        self.image = Image.new("RGB", [round(side * scale) for side in SIZE], PAPER)

    def add(self, year):
        if year in YEARS:
            self._ray(self.image, year, 0.44, INK)
        else:
            self._ray(self.image, year, 0.13, INK, end=TICKS_END)

    def finished(self, year):
        """A copy with what lies above the rays, in the year."""
        image = self.image.copy()
        if year >= OPEN:
            self._ray(image, OPEN, 0.8, RED)
        self._disc(image, CORNER, HUB, INK)
        if year >= OPEN:
            ring = _point(_angle(OPEN), RING)
            self._disc(image, ring, 186, RED)
            self._disc(image, ring, 78, PAPER)
        return image

    def _ray(self, image, year, half, colour, end=FAR):
        """A wedge, `half` so many degrees to each side."""
        left, right = _angle(year) + half, _angle(year) - half
        corners = [(left, START), (left, end), (right, end), (right, START)]
        points = [[side * self.scale for side in _point(*corner)] for corner in corners]
        ImageDraw.Draw(image).polygon([tuple(point) for point in points], fill=colour)

    def _disc(self, image, centre, radius, colour):
        at = [side * self.scale for side in centre]
        ImageDraw.Draw(image).circle(at, radius * self.scale, fill=colour)


def _angle(year):
    passed = (year - YEARS[0]) / (YEARS[-1] - YEARS[0])
    return STEEPEST + (FLATTEST - STEEPEST) * passed


def _point(degrees, distance):
    x, y = CORNER
    return x + distance * cos(radians(degrees)), y - distance * sin(radians(degrees))
