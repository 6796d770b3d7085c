"""Lists of pages show the pictures of images, of videos and of essays."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db

LISTS = [
    "/",
    "/essays/",
    "/search/?q=gate",
    "/themes/law/",
    "/years/1953/",
    "/on-this-day/03-27/",
]


def add_image(**fields):
    essay = factories.essay(title="Behind the Gate", year=1953)
    about = {"title": "At the Camp Gate", "date": "1953-03-27"} | fields
    essay.lead_image = factories.image(essay=essay, **about)
    essay.save()
    for page in [essay, essay.lead_image]:
        page.themes.add("Law")
    return essay.lead_image


@pytest.mark.parametrize("address", LISTS)
def test_pictures_are_shown(client, address):
    image = add_image()
    assert image.smallest["url"] in client.get(address).text


@pytest.mark.parametrize("address", LISTS)
def test_picture_with_a_content_warning_is_not_shown(client, address):
    image = add_image(content_warning="It shows the dead.")
    page = client.get(address).text
    assert (image.title in page or image.essay.title in page, image.folder in page) == (True, False)


def test_poster_of_a_video_is_shown(client):
    video = factories.video(title="Gate")
    assert video.smallest["url"] in client.get("/search/?q=gate").text


def test_source_without_a_picture_has_none(client):
    factories.text(title="Gate")
    factories.video(title="Gate", poster="")
    assert 'class="thumb"' not in client.get("/search/?q=gate").text
