"""Captions and subtitles: several WebVTT files one after another in one text.

Each says in the lines below its first what it is:

    WEBVTT
    Kind: captions
    Language: ru

So drafts, history, CSV and comparisons take them as any other text.
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

from . import cues, languages, webvtt
from .audio import clock
from .cues import Cue
from .webvtt import ARROW, HEADER, LINE_END

LARGEST_OF_ALL = 5 * webvtt.LARGEST  # characters
MOST = 50  # tracks
ABOUT_ITSELF = re.compile(r"\s*(kind|language)\s*:(.*)", re.IGNORECASE)


class Purpose(models.TextChoices):
    CAPTIONS = "captions", pgettext_lazy("track of a film", "captions")
    SUBTITLES = "subtitles", pgettext_lazy("track of a film", "subtitles")


class File(NamedTuple):
    """One of the files, without the lines that say what it is."""

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

    Raises ValidationError with a sentence for each track that has a fault. Lines are counted as
    the form shows them: without those that say what a file is.
    """
    if len(text) > LARGEST_OF_ALL:
        raise ValidationError(
            _("These captions and subtitles are too large to be stored together.")
        )
    return read(list(enumerate(files(text), start=1)))


def files(text):
    """What stands in one text, as (language, purpose, body)."""
    lines = LINE_END.split(text)
    starts = [
        place
        for place, line in enumerate(lines)
        if HEADER.match(line.removeprefix("\ufeff")) and not (place and lines[place - 1].strip())
    ]
    bounds = sorted({0, *starts, len(lines)})
    parts = [lines[start:end] for start, end in pairwise(bounds)]
    return [_file(part) for part in parts if any(line.strip() for line in part)]


def read(numbered):
    """The tracks of a list of pairs of number and file; refuses as parse() does."""
    if len(numbered) > MOST:
        raise ValidationError(
            _("Track %(number)d: a film can have at most %(most)d tracks."),
            params={"number": numbered[MOST][0], "most": MOST},
        )
    tracks, faults, taken = [], [], set()
    for number, file in numbered:
        try:
            track = _track(number, file)
            if (track.language, track.purpose) in taken:
                raise ValidationError(
                    _("there are %(purpose)s in this language already."),
                    params={"purpose": Purpose(track.purpose).label},
                )
        except ValidationError as refusal:
            faults.append(_fault(number, file.language, refusal))
        else:
            taken.add((track.language, track.purpose))
            tracks.append(track)
    if faults:
        raise ValidationError(faults)
    return tracks


def fit(tracks, seconds):
    """Raises ValidationError unless all cues end within the film."""
    faults = []
    for track in tracks:
        late = [cue for cue in track.cues if cue.end > seconds + webvtt.LEEWAY]
        if late:
            times = {"end": clock(late[0].end), "length": clock(seconds)}
            reason = _("this cue ends at %(end)s, but the film at %(length)s.") % times
            fault = webvtt.refusal(late[0].number, reason)
            faults.append(_fault(track.number, track.language, fault))
    if faults:
        raise ValidationError(faults)


def combined(parts):
    """One text of such files."""
    return "\n\n".join(
        "\n".join([head, f"Kind: {part.purpose}", f"Language: {part.language}", *rest])
        for part in parts
        for head, *rest in [part.body.split("\n")]
    )


def normal(text):
    """The same text as the form writes it; one that is no such text as it stands."""
    found = files(text)
    for file in found:
        if not (HEADER.match(file.body.partition("\n")[0]) and file.language and file.purpose):
            return text
    return combined(file._replace(language=_known(file.language)) for file in found)


def written(tracks):
    """The text that parse() reads."""
    return combined(
        File(track.language, track.purpose, webvtt.written(_plain(track.cues)).rstrip("\n"))
        for track in tracks
    )


def as_json(tracks):
    return [
        {"language": track.language, "purpose": track.purpose, "cues": _plain(track.cues)}
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


def spoken(tracks):
    """The words alone, for the search."""
    return "\n".join(cue.words for track in tracks for cue in track.cues)


class TracksField(models.TextField):
    default_validators = [parse]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("verbose_name", gettext_lazy("captions and subtitles"))
        kwargs.setdefault(
            "help_text",
            gettext_lazy(
                "WebVTT or SubRip, one track per language. Captions are in the language of the "
                "film and tell people who cannot hear who is speaking and what sounds are heard; "
                "subtitles translate. The page shows them with the film and builds its transcript "
                "from them."
            ),
        )
        super().__init__(*args, **kwargs | {"blank": True})

    def to_python(self, value):
        return normal(super().to_python(value) or "")

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


def _known(language):
    return languages.normal(language) or language


def _plain(shown):
    return [[cue.start, cue.end, cue.words] for cue in shown]


def _file(lines):
    head, *rest = [lines[0].removeprefix("\ufeff"), *lines[1:]]
    about = {}
    if HEADER.match(head):
        below = list(takewhile(lambda line: line.strip() and ARROW not in line, rest))
        said = [ABOUT_ITSELF.fullmatch(line) for line in below]
        about = {match[1].lower(): match[2].strip() for match in said if match}
        kept = [line for line, match in zip(below, said, strict=True) if not match]
        rest = [*kept, *rest[len(below) :]]
    body = "\n".join([head, *rest]).strip("\n")
    return File(about.get("language", ""), about.get("kind", ""), body)


def _track(number, file):
    if len(file.body) > webvtt.LARGEST:
        raise ValidationError(_("this file is too large for captions or subtitles."))
    ProhibitNullCharactersValidator()(file.body)
    cues.checked_lines(file.body)
    language, purpose = languages.normal(file.language), file.purpose.lower()
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
    shown = tuple(cues.read(file.body))
    if not shown:
        raise ValidationError(_("this file contains no text."))
    return Track(language, purpose, shown, number)


def _fault(number, language, refusal):
    params = {"number": number, "track": f" ({languages.name(language[:40])})" if language else ""}
    if "number" in (refusal.params or {}):
        params |= {"line": refusal.params["number"], "reason": refusal.params["reason"]}
        return ValidationError(
            _("Track %(number)d%(track)s, line %(line)d: %(reason)s"), params=params
        )
    params["reason"] = refusal.messages[0]
    return ValidationError(_("Track %(number)d%(track)s: %(reason)s"), params=params)
