"""The guide essay, and one source of each kind, so that every page can be seen at once."""

from pathlib import Path

from django.core.files.base import ContentFile

from essays.models import Essay
from resources.models import Recording, Reference, Video
from seventeen_moments.core.publication import Status
from seventeen_moments.core.stored_files import atomic_with_files
from seventeen_moments.versions.register import record

from .guide_words import SONG, THREE_COLUMNS, columns

TITLE, SLUG = "How to Read This Archive", "how-to-read-this-archive"
THEME = "Method"
MAKERS = "The makers of this archive"
PROGRAM = "A computer program"
FOLDER = Path(__file__).with_suffix("")
CAPTIONS = ["fan.ru.vtt", "fan.ru-Latn.vtt", "fan.en.vtt"]
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"

ESSAY = {
    "title": TITLE,
    "slug": SLUG,
    "authors": MAKERS,
    "summary": (
        "A guide, not a historical document: what an essay is and what a source is, "
        "how to read, look, watch, listen and cite, and what comments are for."
    ),
    "status": Status.PUBLISHED,
}
TEXT = {
    "title": "How to Read a Text in Three Columns",
    "slug": "how-to-read-a-text-in-three-columns",
    "creators": MAKERS,
    "language": "ru",
    "translator": MAKERS,
    "description": (
        "Written for this guide; not a historical document. "
        "The transliteration is that of the Library of Congress, without its ties."
    ),
    "rights": CC0,
    "status": Status.PUBLISHED,
}
IMAGE = {
    "title": "The Line of Years, Seen as a Fan",
    "slug": "the-line-of-years-seen-as-a-fan",
    "creators": PROGRAM,
    "alternative_text": (
        "Seventeen rays spread from a black disc in the lower left corner of warm paper, the "
        "first almost upright, the last almost level. They stand closer together where the "
        "years do. The tenth ray is red and carries a red ring; all others are black. Fine "
        "ticks along the edge of the disc count the years between them."
    ),
    "medium": "Diagram",
    "description": (
        "Each ray is a moment, from 1917 to 1991, and its angle is the year. The red one "
        "is 1954, the moment with which this archive begins.\n\n"
        "A computer program drew the picture for this guide; it is not a historical document."
    ),
    "rights": CC0,
    "status": Status.PUBLISHED,
}
VIDEO = {
    "kind": Video.Kind.ANIMATION,
    "title": "The Fan Opens, Year by Year",
    "slug": "the-fan-opens-year-by-year",
    "creators": PROGRAM,
    "language": "ru",
    "alternative_text": (
        "A black disc in the lower left corner of warm paper, and nothing else. Ticks appear "
        "along its edge, one for each year, and with each moment a black ray shoots out, the "
        "first almost upright. In 1954 a red ray appears with a red ring. The fan opens on "
        "until the last ray, in 1991, lies almost level."
    ),
    "description": (
        "The picture of this guide, drawn from 1917 to 1991: four years a second, without "
        "sound. The captions say what the song says.\n\n"
        "A computer program drew the film for this guide; it is not a historical document."
    ),
    "rights": CC0,
    "status": Status.PUBLISHED,
}
RECORDING = {
    "kind": Recording.Kind.SONG,
    "title": "Song of the Line of Years, Composed and Synthesised by the Program",
    "slug": "song-of-the-line-of-years",
    "creators": PROGRAM,
    "composer": PROGRAM,
    "lyricist": MAKERS,
    "performers": PROGRAM,
    "language": "ru",
    "description": (
        "A computer program composed and synthesised this melody: seventeen notes, "
        "one for each moment from 1917 to 1991, each held until the next moment comes. The "
        "string below them counts the years. Nobody sings; each line of the words belongs "
        "to a note.\n\n"
        "It was made for this guide; it is not a historical document."
    ),
    "rights": CC0,
    "status": Status.PUBLISHED,
}
REFERENCE = {
    "kind": Reference.Kind.SITE,
    "title": "Seventeen Moments in Soviet History",
    "slug": "seventeen-moments-in-soviet-history",
    "creators": "von Geldern, James\nSiegelbaum, Lewis",
    "language": "en",
    "url": "https://soviethistory.msu.edu/",
    "annotation": (
        "The teaching site after which this archive is modelled: subject essays by year and "
        "by theme, each with its texts, images, video, music and other resources."
    ),
    "status": Status.PUBLISHED,
}


def body():
    # The file has one block a line, which is easier to edit; the editor stores a single line.
    return _read("essay.html").replace("\n", "")


def add():
    original, transliteration, translation = columns(THREE_COLUMNS, "\n\n")
    transcript, transcript_transliteration, transcript_translation = columns(SONG, "\n")
    with atomic_with_files():
        essay = Essay.objects.create(**ESSAY, body=body())
        image = essay.images.create(**IMAGE, file=_file("fan.png"))
        text = essay.texts.create(
            **TEXT, original=original, transliteration=transliteration, translation=translation
        )
        video = essay.videos.create(
            **VIDEO,
            file=_file("fan.webm"),
            poster=_file("fan.png"),
            captions="\n".join(map(_read, CAPTIONS)),
        )
        recording = essay.recordings.create(
            **RECORDING,
            file=_file("song.mp3"),
            timing=_read("song.vtt"),
            transcript=transcript,
            transcript_transliteration=transcript_transliteration,
            transcript_translation=transcript_translation,
        )
        reference = essay.references.create(**REFERENCE)
        for page in [essay, image, text, video, recording, reference]:
            page.themes.add(THEME)
        essay.lead_image = image
        essay.save(update_fields=["lead_image"])
        record(Essay, essay.pk)
    return essay


def _read(name):
    return (FOLDER / name).read_text(encoding="utf-8")


def _file(name):
    return ContentFile((FOLDER / name).read_bytes(), name=name)
