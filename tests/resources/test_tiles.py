"""Tiles, which the viewer shows of large pictures."""

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from PIL import Image as PillowImage

from resources import decoding, tiles
from resources.models import Image
from resources.pictures import read, read_with_tiles
from tests import factories
from tests.pictures import ORIENTATION, STORED, nearest, upload, written


def colours(size):
    """Red at the top left, blue at the bottom right, white elsewhere."""
    image = PillowImage.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    image.paste("blue", (size[0] // 2, size[1] // 2, *size))
    return image


def tiled(image, file_format="PNG", **options):
    return read_with_tiles(upload(written(image, file_format, **options)))


def opened(picture):
    images = {}
    for tile in picture.tiles:
        with PillowImage.open(tile.content) as image:
            images[tile.name] = image.copy()
    return images


@pytest.mark.parametrize(
    ("size", "levels"),
    [
        ((2200, 10), []),  # the largest rendition has 2000
        ((2480, 3508), [(2480, 3508)]),
        ((6400, 90), [(3200, 45), (6400, 90)]),
        ((9000, 30), [(2250, 8), (4500, 15), (9000, 30)]),
        ((100, 17000), []),
        ((1000, 20000), [(1000, 20000)]),
    ],
)
def test_levels_reach_from_the_largest_rendition_to_the_kept_resolution(size, levels):
    picture = tiled(PillowImage.new("L", size))
    assert [tuple(level.values()) for level in picture.tile_levels] == levels


def test_tiles_cover_the_picture():
    images = opened(tiled(PillowImage.new("L", (2480, 1100))))
    assert {name: image.size for name, image in images.items()} == {
        "2480.0.0.webp": (1024, 1024),
        "2480.1.0.webp": (1024, 1024),
        "2480.2.0.webp": (432, 1024),
        "2480.0.1.webp": (1024, 76),
        "2480.1.1.webp": (1024, 76),
        "2480.2.1.webp": (432, 76),
    }


@pytest.mark.parametrize("orientation", range(1, 9))
def test_tiles_of_a_turned_picture_are_upright(orientation):
    upright, exif = colours((2600, 1100)), PillowImage.Exif()
    exif[ORIENTATION] = orientation
    if orientation > 1:
        upright = upright.transpose(STORED[orientation])
    images = opened(tiled(upright, "JPEG", exif=exif))
    first, last = images["2600.0.0.webp"], images["2600.2.1.webp"]
    assert (first.size, last.size) == ((1024, 1024), (552, 76))
    corners = [first.getpixel((5, 5)), first.getpixel((5, 700)), last.getpixel((500, 70))]
    assert list(map(nearest, corners)) == [(255, 0, 0), (255, 255, 255), (0, 0, 255)]


def test_transparent_picture_has_transparent_tiles():
    images = opened(tiled(PillowImage.new("RGBA", (2300, 20), (255, 0, 0, 0))))
    assert images["2300.0.0.webp"].getpixel((3, 3))[3] == 0


def test_picture_too_large_for_its_tiles_has_them_in_half_the_size(monkeypatch):
    monkeypatch.setattr(decoding, "TILED", 3_000_000)
    picture = tiled(PillowImage.new("RGB", (5000, 200)), "JPEG")
    assert picture.tile_levels == [{"width": 2500, "height": 100}]


def test_poster_has_no_tiles():
    assert read(upload(written(PillowImage.new("L", (2480, 40))))).tiles == []


@pytest.fixture
def scan(db):
    return factories.image(file=factories.picture(2480, 20))


def tile_names(image):
    return [f"{image.folder}/2480.{column}.0.webp" for column in range(3)]


def test_tiles_are_stored_with_the_picture(scan, stored):
    assert scan.file_names()[-3:] == tile_names(scan)
    assert stored() == sorted(scan.file_names())


def test_tiles_are_as_public_as_their_picture(client, scan):
    address = f"/media/{tile_names(scan)[0]}"
    answers = [client.get(address).status_code]
    Image.objects.update(status="draft")
    answers.append(client.get(address).status_code)
    assert answers == [200, 404]


def test_replaced_picture_takes_its_tiles(scan, stored, committed):
    scan.file = factories.picture(40, 30)
    with committed():
        scan.save()
    assert (scan.tile_levels, stored()) == ([], sorted(scan.file_names()))


def test_earlier_picture_does_not_get_the_tiles_of_the_current_one(scan):
    earlier = {"folder": "images/earlier", "file": "images/earlier/gate.png"}
    assert scan.restorable(earlier)["tile_levels"] == []
    assert "tile_levels" not in scan.restorable({"folder": scan.folder})


def rebuild(capsys):
    call_command("rebuild_renditions")
    return capsys.readouterr().out


def test_tiles_of_a_picture_from_before_there_were_any_are_made(scan, stored, capsys):
    names, levels = stored(), scan.tile_levels
    for name in tile_names(scan):
        default_storage.delete(name)
    Image.objects.update(tile_levels=[])
    assert rebuild(capsys) == "Pictures with files made again: 1.\n"
    assert (Image.objects.get().tile_levels, stored()) == (levels, names)


@pytest.mark.parametrize("lost", ["400.webp", "2480.1.0.webp"])
def test_lost_rendition_is_made_again(scan, stored, capsys, lost):
    names, updated = stored(), scan.updated
    default_storage.delete(f"{scan.folder}/{lost}")
    assert rebuild(capsys) == "Pictures with files made again: 1.\n"
    assert (stored(), Image.objects.get().updated) == (names, updated)


def test_lost_rendition_of_a_poster_is_made_again(db, stored, capsys):
    video = factories.video(poster=factories.picture(500, 300))
    names = stored()
    default_storage.delete(video.poster_renditions[0]["name"])
    rebuild(capsys)
    assert stored() == names


def test_picture_without_the_smallest_version_gets_it(scan, stored, capsys):
    names = stored()
    default_storage.delete(scan.renditions[0]["name"])
    Image.objects.update(renditions=scan.renditions[1:])
    assert rebuild(capsys) == "Pictures with files made again: 1.\n"
    assert (Image.objects.get().renditions, stored()) == (scan.renditions, names)


def test_picture_that_lacks_nothing_is_left_alone(scan, capsys, monkeypatch):
    monkeypatch.setattr(tiles, "cut", None)
    assert rebuild(capsys) == "Pictures with files made again: 0.\n"


def test_lost_file_is_reported_and_the_others_are_rebuilt(scan, capsys):
    lost = factories.image(file=factories.picture(2500, 20))
    for image in (lost, scan):
        default_storage.delete(image.renditions[0]["name"])
    default_storage.delete(lost.file.name)
    call_command("rebuild_renditions")
    captured = capsys.readouterr()
    assert captured.out == "Pictures with files made again: 1.\n"
    assert captured.err.startswith(f"{lost.file.name}: ")


def test_page_without_tiles_offers_the_renditions_only(client, db):
    image = factories.image(file=factories.picture(40, 30))
    assert "data-tiles" not in client.get(image.get_absolute_url()).text


@pytest.mark.parametrize(("file_format", "name"), [("JPEG", "gate.jpg"), ("TIFF", "2000.webp")])
def test_large_picture_is_the_file_if_browsers_show_it(client, db, file_format, name):
    image = factories.image(file=factories.picture(2480, 20, format=file_format))
    page = client.get(image.get_absolute_url()).text
    assert page.count(f'href="/media/{image.folder}/{name}"') == (3 if file_format == "JPEG" else 2)
