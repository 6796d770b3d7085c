"""The guide's picture: each moment of the line of years a ray, its angle the year."""

from io import BytesIO
from math import cos, radians, sin

from PIL import Image, ImageDraw

from .line_of_years import OPEN, YEARS

SIZE = 2000, 1440
OVERSAMPLED = 3  # drawn so many times larger: Pillow's own edges are jagged

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
    image = Image.new("RGB", [side * OVERSAMPLED for side in SIZE], PAPER)
    pen = ImageDraw.Draw(image)
    for year in range(YEARS[0], YEARS[-1] + 1):
        if year in YEARS:
            _ray(pen, year, 0.44, INK)
        else:
            _ray(pen, year, 0.13, INK, end=TICKS_END)
    _ray(pen, OPEN, 0.8, RED)
    _disc(pen, CORNER, HUB, INK)
    ring = _point(_angle(OPEN), RING)
    _disc(pen, ring, 186, RED)
    _disc(pen, ring, 78, PAPER)
    written = BytesIO()
    image.reduce(OVERSAMPLED).save(written, "PNG", optimize=True)
    return written.getvalue()


def _angle(year):
    passed = (year - YEARS[0]) / (YEARS[-1] - YEARS[0])
    return STEEPEST + (FLATTEST - STEEPEST) * passed


def _ray(pen, year, half, colour, end=FAR):
    """A wedge, `half` so many degrees to each side."""
    left, right = _angle(year) + half, _angle(year) - half
    corners = [_point(left, START), _point(left, end), _point(right, end), _point(right, START)]
    pen.polygon([(x * OVERSAMPLED, y * OVERSAMPLED) for x, y in corners], fill=colour)


def _disc(pen, centre, radius, colour):
    pen.circle([side * OVERSAMPLED for side in centre], radius * OVERSAMPLED, fill=colour)


def _point(degrees, distance):
    x, y = CORNER
    return x + distance * cos(radians(degrees)), y - distance * sin(radians(degrees))
