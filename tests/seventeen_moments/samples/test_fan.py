from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageColor

from resources import film
from seventeen_moments.samples import fan


@pytest.fixture(scope="module")
def picture():
    with Image.open(BytesIO(fan.draw())) as image:
        return image.convert("RGB")


def stripes(picture, radius):
    """The colours met on the way from the first ray to the last, soft edges left out."""
    pure = {ImageColor.getrgb(colour): colour for colour in [fan.PAPER, fan.INK, fan.RED]}
    met = [fan.PAPER]
    for tenth in range(880, 0, -1):
        point = [round(side) for side in fan._point(tenth / 10, radius)]
        if 0 <= point[0] < fan.SIZE[0] and 0 <= point[1] < fan.SIZE[1]:
            colour = pure.get(picture.getpixel(point))
            if colour and colour != met[-1]:
                met.append(colour)
    return [colour for colour in met if colour != fan.PAPER]


def test_picture_has_the_size_of_a_large_rendition(picture):
    assert picture.size == (2000, 1440)


def test_seventeen_rays_are_drawn_and_the_tenth_is_red(picture):
    assert stripes(picture, 1200) == [*[fan.INK] * 9, fan.RED, *[fan.INK] * 7]


def test_ring_is_red_around_paper(picture):
    x, y = map(round, fan._point(fan._angle(fan.OPEN), fan.RING))
    assert [picture.getpixel((x + aside, y)) for aside in (0, 130)] == [
        ImageColor.getrgb(fan.PAPER),
        ImageColor.getrgb(fan.RED),
    ]


def test_edges_are_soft(picture):
    assert len(picture.getcolors()) > 20


def test_film_shows_a_year_after_another():
    shown = film.read(ContentFile(fan.film()))
    assert (shown.seconds, shown.width, shown.height) == (18.75, 640, 461)
    assert fan.moments()[9] == (9.25, 9.75)  # 1954 to 1956


def test_red_ray_comes_into_the_film_in_its_year():
    opening = fan.Fan(fan.FILMED)
    x, y = (round(side * fan.FILMED) for side in fan._point(fan._angle(fan.OPEN), fan.RING + 130))
    colours = [opening.finished(year).getpixel((x, y)) for year in (1953, 1954)]
    assert colours == [ImageColor.getrgb(fan.PAPER), ImageColor.getrgb(fan.RED)]


def test_same_picture_is_drawn_each_time():
    assert fan.draw() == fan.draw()
