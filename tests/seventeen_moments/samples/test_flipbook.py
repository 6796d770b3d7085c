from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from resources.film import read
from resources.films import ebml, webm
from seventeen_moments.samples import flipbook

FRAMES = [Image.new("RGB", (64, 48), colour) for colour in ("firebrick", "gold", "seagreen")]
FILM = flipbook.webm(FRAMES, 0.5)


def parts(*ids):
    file = BytesIO(FILM)
    found = [ebml.segment(file, len(FILM))]
    for identity in ids:
        found = [part for parent in found for part in ebml.elements(file, parent, identity)]
    return file, found


def picture(vp8):
    """A frame in a WebP of its own."""
    chunk = b"WEBPVP8 " + len(vp8).to_bytes(4, "little") + vp8 + bytes(len(vp8) % 2)
    return Image.open(BytesIO(b"RIFF" + len(chunk).to_bytes(4, "little") + chunk))


def test_film_is_as_long_and_as_large_as_its_pictures():
    assert read(SimpleUploadedFile("film", FILM))[:4] == ("webm", 1.5, 64, 48)


def test_each_frame_is_one_of_the_pictures():
    file, blocks = parts(ebml.CLUSTER, webm.SIMPLE_BLOCK)
    shown = [
        picture(ebml.content(file, block)[4:]).convert("RGB").getpixel((9, 9)) for block in blocks
    ]
    assert [
        pytest.approx(colour, abs=8) for colour in [(178, 34, 34), (255, 215, 0), (46, 139, 87)]
    ] == shown


def test_cues_lead_to_the_frames():
    file, cues = parts(flipbook.CUES, flipbook.CUE, flipbook.CUE_PLACES, flipbook.CUE_PLACE)
    _file, clusters = parts(ebml.CLUSTER)
    start = ebml.segment(file, len(FILM)).body
    assert [start + ebml.number(file, cue) for cue in cues] == [part.start for part in clusters]


def test_same_pictures_make_the_same_film():
    assert flipbook.webm(FRAMES, 0.5) == FILM
