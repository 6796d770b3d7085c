"""Captions and subtitles: several WebVTT files, one after another in one text.

The lines below the first line of each describe it:

    WEBVTT
    Kind: captions
    Language: ru

So drafts, history, CSV and comparisons treat them as any other text.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from seventeen_moments.core import languages

from . import caption_files, webvtt
from .audio import clock
from .caption_files import Cue
from .webvtt import ARROW, HEADER, LINE_END

LARGEST_OF_ALL = 5 * webvtt.LARGEST  # characters
MOST = 50  # tracks
DESCRIPTION = re.compile(r"\s*(kind|language)\s*:(.*)", re.IGNORECASE)


class Purpose(models.TextChoices):
    CAPTIONS = "captions", pgettext_lazy("track of a film", "captions")
    SUBTITLES = "subtitles", pgettext_lazy("track of a film", "subtitles")


class File(NamedTuple):
    """One of the files, without the lines that describe it."""

    language: str
    purpose: str
    body: str


@dataclass(frozen=True)
class Track:
    language: str  # BCP 47
    purpose: str
    cues: tuple
    number: int = field(default=0, compare=False)  # as an editor counts


def parse(text):
    """The tracks in their order; none in an empty text.

    Raises ValidationError with a message for each invalid track. Lines are counted as the form
    shows them: without those that describe a file.
    """
    if len(text) > LARGEST_OF_ALL:
        raise ValidationError(
            _("These captions and subtitles are too large to be stored together.")
        )
    return read(list(enumerate(files(text), start=1)))


def files(text):
    """The files in one text."""
    lines = LINE_END.split(text)
    starts = [
        index
        for index, line in enumerate(lines)
        if HEADER.match(line.removeprefix("\ufeff")) and not (index and lines[index - 1].strip())
    ]
    bounds = sorted({0, *starts, len(lines)})
    parts = [lines[start:end] for start, end in pairwise(bounds)]
    return [_parse_file(part) for part in parts if any(line.strip() for line in part)]


def read(numbered):
    """The tracks of pairs of number and file. Raises ValidationError as parse() does."""
    if len(numbered) > MOST:
        raise ValidationError(
            _("Track %(number)d: a film can have at most %(most)d tracks."),
            params={"number": numbered[MOST][0], "most": MOST},
        )
    tracks, errors, taken = [], [], set()
    for number, file in numbered:
        try:
            track = _parse_track(number, file)
            if (track.language, track.purpose) in taken:
                raise ValidationError(
                    _("there are %(purpose)s in this language already."),
                    params={"purpose": Purpose(track.purpose).label},
                )
        except ValidationError as error:
            errors.append(_numbered_error(number, file.language, error))
        else:
            taken.add((track.language, track.purpose))
            tracks.append(track)
    if errors:
        raise ValidationError(errors)
    return tracks


def check_ends(tracks, seconds):
    """Raises ValidationError unless all cues end within the film."""
    errors = []
    for track in tracks:
        late = [cue for cue in track.cues if cue.end > seconds + webvtt.LEEWAY]
        if late:
            times = {"end": clock(late[0].end), "length": clock(seconds)}
            reason = _("this cue ends at %(end)s, but the film at %(length)s.") % times
            error = webvtt.line_error(late[0].number, reason)
            errors.append(_numbered_error(track.number, track.language, error))
    if errors:
        raise ValidationError(errors)


def join(files):
    """One text of the files."""
    return "\n\n".join(
        "\n".join([head, f"Kind: {file.purpose}", f"Language: {file.language}", *rest])
        for file in files
        for head, *rest in [file.body.split("\n")]
    )


def normalize(text):
    """The text as the form writes it; any other text unchanged."""
    parsed = files(text)
    for file in parsed:
        if not (HEADER.match(file.body.partition("\n")[0]) and file.language and file.purpose):
            return text
    return join(
        file._replace(language=languages.normalize(file.language) or file.language)
        for file in parsed
    )


def serialize(tracks):
    """The text that parse() reads."""
    return join(
        File(
            track["language"],
            track["purpose"],
            webvtt.serialize(track["cues"]).rstrip("\n"),
        )
        for track in to_json(tracks)
    )


def to_json(tracks):
    return [
        {
            "language": track.language,
            "purpose": track.purpose,
            "cues": [[cue.start, cue.end, cue.words] for cue in track.cues],
        }
        for track in tracks
    ]


def from_json(stored):
    return [
        Track(
            track["language"],
            track["purpose"],
            tuple(Cue(start, end, words) for start, end, words in track["cues"]),
        )
        for track in stored
    ]


def plain_text(tracks):
    """Only the words, for the search."""
    return "\n".join(cue.words for track in tracks for cue in track.cues)


class TracksField(models.TextField):
    default_validators = [parse]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("verbose_name", gettext_lazy("captions and subtitles"))
        kwargs.setdefault(
            "help_text",
            gettext_lazy(
                "WebVTT, SubRip or LRC, one track per language. Captions are in the language of "
                "the film and tell people who cannot hear who is speaking and what sounds are "
                "heard; subtitles translate. The page shows them with the film and builds its "
                "transcript from them."
            ),
        )
        super().__init__(*args, **kwargs | {"blank": True})

    def to_python(self, value):
        return normalize(super().to_python(value) or "")

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


def _parse_file(lines):
    """Takes the description out of the lines below the header."""
    head, *rest = [lines[0].removeprefix("\ufeff"), *lines[1:]]
    description = {}
    if HEADER.match(head):
        block = list(takewhile(lambda line: line.strip() and ARROW not in line, rest))
        matches = [DESCRIPTION.fullmatch(line) for line in block]
        description = {match[1].lower(): match[2].strip() for match in matches if match}
        other_lines = [line for line, match in zip(block, matches, strict=True) if not match]
        rest = [*other_lines, *rest[len(block) :]]
    body = "\n".join([head, *rest]).strip("\n")
    return File(description.get("language", ""), description.get("kind", ""), body)


def _parse_track(number, file):
    if len(file.body) > webvtt.LARGEST:
        raise ValidationError(_("this file is too large for captions or subtitles."))
    ProhibitNullCharactersValidator()(file.body)
    caption_files.checked_lines(file.body)
    language, purpose = languages.normalize(file.language), file.purpose.lower()
    if not file.language:
        raise ValidationError(_("its language is missing (in a file: “Language: ru”)."))
    if not language:
        raise ValidationError(
            _("“%(tag)s” is not a known language. Write it like “ru” or “ru-Latn”."),
            params={"tag": file.language[:40]},
        )
    if not purpose:
        raise ValidationError(
            _("say whether these are captions or subtitles (in a file: “Kind: captions”).")
        )
    if purpose not in Purpose.values:
        raise ValidationError(
            _("“%(kind)s” is neither captions nor subtitles."), params={"kind": file.purpose[:40]}
        )
    cues = tuple(caption_files.read(file.body))
    if not cues:
        raise ValidationError(_("this file contains no text."))
    return Track(language, purpose, cues, number)


def _numbered_error(number, language, error):
    params = {"number": number, "track": f" ({languages.name(language[:40])})" if language else ""}
    if "number" in (error.params or {}):
        params |= {"line": error.params["number"], "reason": error.params["reason"]}
        return ValidationError(
            _("Track %(number)d%(track)s, line %(line)d: %(reason)s"), params=params
        )
    params["reason"] = error.messages[0]
    return ValidationError(_("Track %(number)d%(track)s: %(reason)s"), params=params)
