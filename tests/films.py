"""Small films, as uploads."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from . import flipbook

STORED = Path(__file__).parent / "resources" / "containers"
COLOURS = ["firebrick", "gold", "seagreen", "royalblue"]


def film(seconds=2, width=64, height=48, name="film.webm"):
    """An upload: a WebM with four pictures a second in alternating colours."""
    frames = [
        Image.new("RGB", (width, height), COLOURS[number % len(COLOURS)])
        for number in range(round(seconds * 4))
    ]
    return SimpleUploadedFile(name, flipbook.webm(frames, 0.25))


def mp4(name="h264-aac.mp4"):
    """The content of a stored film: a second of a test picture with a tone."""
    return (STORED / name).read_bytes()
