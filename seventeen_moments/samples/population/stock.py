"""The essay that explains the invented archive, with the few files that its sources share.

An upload belongs to the row that it was stored with: the rows of this essay store these files in
the usual way, and all other rows name the same files. Deleting this essay deletes the pictures and
sounds of all others.
"""

import wave
from io import BytesIO
from typing import NamedTuple

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from essays.models import Essay
from seventeen_moments.core.publication import Status
from seventeen_moments.core.stored_files import atomic_with_files

TITLE, SLUG = "Invented for Measuring", "invented-for-measuring"
MAKER = "The program of this archive"
BODY = (
    "<p>Everything called “invented” in this archive was written by a program to measure the "
    "speed of the archive. None of it is a historical document, and most of its words do not "
    "belong to any language. An archive of real sources should not contain it.</p>"
)
COLOURS = ["#cb1d14", "#1b1713", "#2f5d62", "#b8860b", "#5b4b8a", "#6b7a3a"]
PAPER = "#e6dac2"
SIZE = 800, 600
SECONDS = [2, 3, 5]
RATE = 8000  # samples a second


class Stock(NamedTuple):
    images: list
    recordings: list


def get_or_add():
    essay = Essay.objects.filter(slug=SLUG).first() or add()
    return Stock(list(essay.images.in_order()), list(essay.recordings.in_order()))


def lock():
    """Makes other processes that add essays wait for the end of the transaction."""
    list(Essay.objects.filter(slug=SLUG).select_for_update().values_list("pk"))


def add():
    with atomic_with_files():
        essay = Essay.objects.create(
            title=TITLE, slug=SLUG, authors=MAKER, body=BODY, status=Status.PUBLISHED
        )
        for number, colour in enumerate(COLOURS, start=1):
            essay.images.create(
                title=f"Invented Picture {number}",
                creators=MAKER,
                file=ContentFile(picture(number, colour), name="invented.png"),
                alternative_text=f"A disc with {number} bars across it.",
                status=Status.PUBLISHED,
            )
        for seconds in SECONDS:
            essay.recordings.create(
                title=f"Invented Sound of {seconds} Seconds",
                creators=MAKER,
                file=ContentFile(sound(seconds), name="invented.wav"),
                status=Status.PUBLISHED,
            )
    return essay


def picture(bars, colour):
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    pen.circle([side / 2 for side in SIZE], 220, fill=colour)
    for bar in range(bars):
        pen.rectangle([0, 90 + 75 * bar, SIZE[0], 110 + 75 * bar], fill=PAPER)
    buffer = BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def sound(seconds):
    """A triangle wave of 200 Hz, as WAV."""
    period = [*range(118, 138), *range(138, 118, -1)]
    buffer = BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE)
        file.writeframes(bytes(period) * (RATE // len(period) * seconds))
    return buffer.getvalue()
