"""WebVTT (W3C): when which line of a recording is heard.

Only the times of an editor's file are used; the words and settings of its cues are ignored.
"""

import re
from itertools import groupby, pairwise
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .audio import clock

LINE_END = re.compile(r"\r\n|\r|\n")
ARROW = "-->"
HEADER = re.compile(r"WEBVTT(?:[ \t]|$)")
WITHOUT_TIMES = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)(?:[ \t]|$)")
# The standard wants two digits, and three behind a point. Some programs write fewer, or a comma.
TIME = r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]?\d)[.,](\d{1,3})"
TIMES = re.compile(rf"\s*{TIME}\s*{ARROW}\s*{TIME}(?:\s.*)?", re.ASCII)
LARGEST = 1_000_000  # characters: some ten thousand cues
LEEWAY = 1  # second: the duration of an mp3 is often an estimate
NO_HEADER = _(
    "a WebVTT file begins with the word WEBVTT, a SubRip file with 1 and times, an LRC file with a "
    "time in brackets."
)
ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


class Cue(NamedTuple):
    start: float  # seconds
    end: float
    number: int  # of its line in the file


def parse(text):
    """The cues in their order; none in an empty text.

    Raises ValidationError with a message that names the line.
    """
    if not text:
        return []
    if len(text) > LARGEST:
        raise ValidationError(_("This file is too large for the timing of a recording."))
    return cues_in(checked_lines(text))


def checked_lines(text):
    """The lines of a WebVTT file, which may begin with empty ones. Refuses any other."""
    lines = LINE_END.split(text.removeprefix("\ufeff"))
    number, first = next(((n, line) for n, line in enumerate(lines, 1) if line.strip()), (1, ""))
    if not HEADER.match(first):
        raise line_error(number, NO_HEADER)
    return lines


def cues_in(lines):
    """The cues of the lines. Raises ValidationError as parse() does."""
    cues = []
    numbered_lines = enumerate(lines, start=1)
    for is_empty, pairs in groupby(numbered_lines, key=lambda pair: not pair[1].strip()):
        if is_empty:
            continue
        block = list(pairs)
        timed = [(number, line) for number, line in block if ARROW in line]
        if not timed:
            refuse_words(block)
        # One cue, unless the editor left out the empty line between cues.
        cues += [cue_at(number, line) for number, line in timed]
    for previous, cue in pairwise(cues):
        if cue.start < previous.start:
            raise line_error(cue.number, _("this cue begins before the one above it."))
    return cues


def check_fit(cues, lines, seconds):
    """Raises ValidationError unless each of so many lines has a cue within the recording."""
    if len(cues) != lines:
        raise ValidationError(
            _(
                "Each line of the transcript needs its own cue. Lines of the transcript: "
                "%(lines)d, cues: %(cues)d."
            ),
            params={"lines": lines, "cues": len(cues)},
        )
    for cue in cues:
        if cue.end > seconds + LEEWAY:
            times = {"end": clock(cue.end), "length": clock(seconds)}
            reason = _("this cue ends at %(end)s, but the recording at %(length)s.")
            raise line_error(cue.number, reason % times)


def serialize(cues):
    """A WebVTT file of (start, end, words)."""
    blocks = [
        f"{_timestamp(start)} {ARROW} {_timestamp(end)}\n{words.translate(ESCAPES)}\n"
        for start, end, words in cues
    ]
    return "\n".join(["WEBVTT\n", *blocks])


def line_error(number, reason):
    return ValidationError(
        _("Line %(number)d: %(reason)s"), params={"number": number, "reason": reason}
    )


def refuse_words(block):
    """Only the header, notes, styles and regions may have no times."""
    number, opening = block[0]
    if not WITHOUT_TIMES.match(opening):
        raise line_error(number, _("times are missing here, for example 00:12.000 --> 00:15.500."))


def cue_at(number, line):
    times = TIMES.fullmatch(line)
    if not times:
        raise line_error(number, _("times are written like this: 00:12.000 --> 00:15.500."))
    parts = times.groups()
    start, end = _seconds(*parts[:4]), _seconds(*parts[4:])
    if end <= start:
        raise line_error(number, _("this cue must end after it begins."))
    return Cue(start, end, number)


def _seconds(hours, minutes, seconds, fraction):
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    # Divided at the end: 1 + 0.14 would be 1.1400000000000001.
    return (whole * 1000 + int(fraction.ljust(3, "0"))) / 1000


def _timestamp(seconds):
    total, milliseconds = divmod(round(seconds * 1000), 1000)
    minutes, seconds = divmod(total, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{milliseconds:03}"
