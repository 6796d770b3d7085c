"""A source and the picture that pages show of it."""

import pytest

from tests import factories
from tests.films import Film

RENDITIONS = [
    {"width": width, "height": width, "name": f"films/a/{width}.webp"} for width in (400, 1000)
]


def test_source_has_the_widths_of_its_picture():
    film = Film(poster_renditions=RENDITIONS)
    assert (film.smallest["url"], film.largest["url"]) == (
        "/media/films/a/400.webp",
        "/media/films/a/1000.webp",
    )
    assert film.srcset == "/media/films/a/400.webp 400w, /media/films/a/1000.webp 1000w"


def test_source_without_a_picture_has_none():
    film = Film()
    assert (film.smallest, film.largest, film.srcset) == (None, None, "")


@pytest.mark.django_db
def test_image_shows_its_file():
    image = factories.image(file=factories.picture(600, 300))
    assert [shown["width"] for shown in (image.smallest, image.largest)] == [400, 600]
