"""Files with several pages or pictures: the first is shown, and editors and readers are told."""

import pytest
from django.urls import reverse
from PIL import Image

from resources.pictures import read, remark
from resources.several_frames import in_words
from tests import factories
from tests.forms import filled
from tests.pictures import nearest, noise, refusal, shown, upload, written
from tests.tiffs import HEIGHT, WIDTH, with_directories

RED, BLUE, GREEN = (255, 0, 0), (0, 0, 255), (0, 255, 0)
REDUCED, MASK = {254: (4, [1])}, {254: (4, [4])}
TOLD = {
    "GIF": "The file is an animation of 3 pictures. The first is shown.",
    "WEBP": "The file is an animation of 3 pictures. The first is shown.",
    "PNG": "The file is an animation of 3 pictures. The first is shown.",
    "AVIF": "The file is an animation of 3 pictures. The first is shown.",
    "TIFF": "The file has 3 pages. The first is shown.",
    "HEIF": "The file contains 3 pictures. The first is shown.",
}


def several(file_format):
    frames = [Image.new("RGB", (64, 48), colour) for colour in ["red", "blue", "white"]]
    return written(frames[0], file_format, save_all=True, append_images=frames[1:])


def told(response):
    return [str(message) for message in response.context["messages"]]


def page(content, colour, **more):
    """The tags of a page of one colour, whose strip is added to the content."""
    start = len(content)
    content += bytes(colour) * WIDTH * HEIGHT
    return {
        256: (4, [WIDTH]),
        257: (4, [HEIGHT]),
        258: (3, [8, 8, 8]),
        259: (3, [1]),
        262: (3, [2]),
        273: (4, [start]),
        277: (3, [3]),
        278: (4, [HEIGHT]),
        279: (4, [len(content) - start]),
    } | more.get("tags", {})


def tiff(*pages):
    """Pages are pairs of a colour and further tags."""
    content = bytearray(16)
    return with_directories("II", content, [page(content, c, tags=tags) for c, tags in pages])


@pytest.mark.parametrize("file_format", TOLD)
def test_several_pictures_are_told(file_format):
    content = several(file_format)
    seen = read(upload(content))
    assert (seen.frames, nearest(shown(seen))) == (3, RED)
    assert (remark(upload(content)), in_words(seen.ending, 3)) == (TOLD[file_format],) * 2


@pytest.mark.parametrize("file_format", [*TOLD, "JPEG"])
def test_one_picture_is_not_told(file_format):
    assert remark(upload(written(noise(), file_format))) == ""


def test_preview_in_the_file_of_a_camera_is_not_told():
    content = written(noise(), "MPO", save_all=True, append_images=[noise(size=(20, 20))])
    assert remark(upload(content)) == ""


PAGES = {
    "thumbnail first": ([(RED, REDUCED), (BLUE, {})], BLUE, 1),
    "thumbnail of an earlier standard": ([(RED, {255: (3, [2])}), (BLUE, {})], BLUE, 1),
    "mask first": ([(RED, MASK), (BLUE, {})], BLUE, 1),
    "thumbnail behind": ([(BLUE, {}), (RED, REDUCED)], BLUE, 1),
    "two pages with thumbnails": (
        [(RED, REDUCED), (BLUE, {}), (RED, REDUCED), (GREEN, {})],
        BLUE,
        2,
    ),
    "only a thumbnail": ([(RED, REDUCED)], RED, 1),
    "page that cannot be read, behind": ([(BLUE, {}), (RED, {262: (3, [32845])})], BLUE, 2),
}


@pytest.mark.parametrize("name", PAGES)
def test_first_page_of_a_tiff_is_shown(name):
    pages, colour, count = PAGES[name]
    seen = read(upload(tiff(*pages)))
    assert (nearest(shown(seen)), seen.frames) == (colour, count)


def test_directories_in_a_circle_end():
    content = bytearray(tiff((RED, {})))
    start = int.from_bytes(content[4:8], "little")
    content[-4:] = start.to_bytes(4, "little")
    assert read(upload(bytes(content))).frames == 1


RAW = {
    "DNG": [(RED, REDUCED | {50706: (1, [1, 4, 0, 0])}), (BLUE, {})],
    "colour filters in a later page": [(RED, REDUCED), (BLUE, {262: (3, [32803])})],
}


@pytest.mark.parametrize("name", RAW)
def test_raw_data_of_a_camera_are_refused(name):
    assert refusal(tiff(*RAW[name]))[0].startswith("This is a raw file of a camera")


def test_raw_data_below_the_preview_are_refused():
    content = bytearray(16)
    raw = page(content, BLUE, tags={262: (3, [32803])})
    inner = with_directories("II", content, [raw])
    content = bytearray(inner)
    start = int.from_bytes(inner[4:8], "little")
    preview = page(content, RED, tags=REDUCED | {330: (4, [start])})
    assert refusal(with_directories("II", content, [preview]))[0].startswith("This is a raw file")


@pytest.mark.django_db
def test_reader_is_told(client, media_root):
    image = factories.image(file=upload(several("TIFF"), "report.tif"))
    assert image.frames == 3
    page = client.get(image.get_absolute_url()).content.decode()
    assert '<p class="small">The file has 3 pages. The first is shown.</p>' in page


@pytest.mark.django_db
def test_editor_who_saves_a_row_of_an_essay_is_told(editor_client, media_root):
    essay = factories.essay()
    address = reverse("admin:essays_essay_change", args=[essay.pk])
    data = filled(editor_client.get(address)) | {
        "images-TOTAL_FORMS": "1",
        "images-0-title": "The march",
        "images-0-file": upload(several("GIF"), "march.gif"),
        "images-0-decorative": "on",
    }
    assert f"“The march”: {TOLD['GIF']}" in told(editor_client.post(address, data, follow=True))


@pytest.mark.django_db
def test_editor_who_replaces_a_file_is_told(editor_client, media_root):
    address = reverse("admin:resources_image_change", args=[factories.image().pk])
    data = filled(editor_client.get(address), file=upload(several("TIFF"), "report.tif"))
    assert TOLD["TIFF"] in told(editor_client.post(address, data, follow=True))


@pytest.mark.django_db
def test_editor_who_adds_several_is_told(editor_client, media_root):
    essay = factories.essay()
    address = f"{reverse('admin:resources_image_pictures')}?essay={essay.pk}"
    files = [upload(several("GIF"), "march.gif"), upload(written(noise()), "gate.png")]
    response = editor_client.post(address, {"send": "1", "files": files}, follow=True)
    sentences = [sentence for sentence in told(response) if "The first is shown" in sentence]
    assert sentences == [f"“march.gif”: {TOLD['GIF']}"]
