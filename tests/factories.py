"""Minimal valid objects, published by default."""

import wave
from io import BytesIO

from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as PillowImage

from essays.models import Comment, Essay
from resources.models import Image, Recording, Reference, Text, Video
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.publication import Status
from seventeen_moments.corrections.models import Correction
from seventeen_moments.pages.models import Page
from tests.films import film


def essay(**fields):
    number = Essay.objects.count() + 1
    defaults = {"title": f"Essay {number}", "slug": f"essay-{number}", "status": Status.PUBLISHED}
    return Essay.objects.create(**defaults | fields)


def text(**fields):
    return _source(Text, "The Amnesty Decree", fields)


def image(**fields):
    return _source(
        Image,
        "At the Camp Gate",
        {"file": picture(), "alternative_text": "A gate of planks"} | fields,
    )


def recording(**fields):
    return _source(Recording, "Song of Vorkuta", {"file": sound()} | fields)


def song(**fields):
    """A recording whose two lines are heard from the first and from the third second."""
    defaults = {
        "file": sound(6),
        "language": "ru",
        "transcript": "Раз\nДва",
        "transcript_transliteration": "Raz\nDva",
        "transcript_translation": "One\nTwo",
        "timing": "WEBVTT\n\n00:01.000 --> 00:02.500\nOne\n\n00:03.000 --> 00:05.000\nTwo\n",
    }
    return recording(**defaults | fields)


def video(**fields):
    return _source(Video, "Trains from Vorkuta", {"file": film(1), "poster": picture()} | fields)


def subtitled(**fields):
    """A video whose two lines are heard from the first and from the third second."""
    lines = "00:01.000 --> 00:02.500\n{}\n\n00:03.000 --> 00:05.000\n{}\n"
    defaults = {
        "file": film(6),
        "language": "ru",
        "captions": "WEBVTT\nKind: captions\nLanguage: ru\n\n"
        + lines.format("Раз", "Два")
        + "\nWEBVTT\nKind: subtitles\nLanguage: en\n\n"
        + lines.format("One", "Two"),
    }
    return video(**defaults | fields)


def reference(**fields):
    return _source(Reference, "Khrushchev’s Cold Summer", fields)


OF_KIND = {
    "text": text,
    "image": image,
    "video": video,
    "recording": recording,
    "reference": reference,
}
SOURCES = list(OF_KIND.values())  # one factory for each kind of source
RELATIONS = [kind.source_kind.relation for kind in kinds()]


def maker(kind):
    """The factory of the kind. Sources of unknown kinds only get a title."""
    return OF_KIND.get(
        kind._meta.model_name, lambda **fields: _source(kind, "Found in the Attic", fields)
    )


def _source(model, title, fields):
    defaults = {"title": title, "status": Status.PUBLISHED}
    if "essay" not in fields:
        defaults["essay"] = essay()
    return model.objects.create(**defaults | fields)


def comment(**fields):
    defaults = {
        "name": "Anna",
        "email": "anna@example.org",
        "text": "I read this twice.",
        "state": Comment.State.APPROVED,
    }
    if "essay" not in fields:
        defaults["essay"] = essay()
    return Comment.objects.create(**defaults | fields)


def correction(**fields):
    defaults = {"text": "It was the spring of 1953."}
    if "subject" not in fields:
        defaults["subject"] = essay()
    correction = Correction(**defaults | fields)
    correction.title = correction.title or correction.subject.title
    correction.save()
    return correction


def page(**fields):
    values = {"title": "Team", "slug": "team", "language": "en", "body": "<p>Words.</p>"}
    return Page.objects.create(**values | {"status": Status.PUBLISHED} | fields)


def user(*groups, **fields):
    """A staff account in the groups, such as "Editors"."""
    number = User.objects.count() + 1
    account = User.objects.create(**{"username": f"user-{number}", "is_staff": True} | fields)
    account.groups.set(Group.objects.filter(name__in=groups))
    return account


def picture(width=40, height=30, name="gate.png", **options):
    """An upload. The options are those of Pillow's save(), such as `format`."""
    buffer = BytesIO()
    PillowImage.new("RGB", (width, height), "firebrick").save(buffer, **{"format": "PNG"} | options)
    return SimpleUploadedFile(name, buffer.getvalue())


def sound(seconds=1, name="song.wav"):
    """An upload: silence in WAV, 8 kHz, 8 bit, mono."""
    buffer = BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(b"\x80" * 8000 * seconds)
    return SimpleUploadedFile(name, buffer.getvalue())
