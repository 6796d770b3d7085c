"""A source and the picture that pages show of it."""

import pytest

from resources.video import Video
from tests import factories

RENDITIONS = [
    {"width": width, "height": width, "name": f"videos/a/{width}.webp"} for width in (400, 1000)
]


def test_source_has_the_widths_of_its_picture():
    video = Video(poster_renditions=RENDITIONS)
    assert (video.smallest["url"], video.largest["url"]) == (
        "/media/videos/a/400.webp",
        "/media/videos/a/1000.webp",
    )
    assert video.srcset == "/media/videos/a/400.webp 400w, /media/videos/a/1000.webp 1000w"


def test_source_without_a_picture_has_none():
    video = Video()
    assert (video.smallest, video.largest, video.srcset) == (None, None, "")


@pytest.mark.django_db
def test_image_shows_its_file():
    image = factories.image(file=factories.picture(600, 300))
    assert [shown["width"] for shown in (image.smallest, image.largest)] == [200, 600]
