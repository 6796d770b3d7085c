"""The words of one file of captions or subtitles, and when each is shown: WebVTT or SubRip.

Files are read as browsers read them, and a little more kindly: what is no fault of the words is
passed over. What is left is plain text, without tags and entities.
"""

import re
from dataclasses import dataclass, field, replace
from html import unescape
from itertools import dropwhile, groupby, pairwise

from django.utils.translation import gettext_lazy as _

from . import webvtt
from .webvtt import ARROW, HEADER, LINE_END

SUBRIP_TIME = r"(\d{1,3}):(\d{1,2}):(\d{1,2})[,.](\d{1,3})"
SUBRIP_TIMES = re.compile(rf"\s*{SUBRIP_TIME}\s*{ARROW}\s*{SUBRIP_TIME}(?=\s|$)", re.ASCII)
SUBRIP_PLACE = re.compile(r"\{\\[^{}]*\}")  # {\an8}: at the top

# Each stops at the next bracket, so that a file of brackets costs no more than another.
READING = re.compile(r"<rt>([^<>]*)(?:</rt>)?")
VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s([^<>]*)>")
TAG = re.compile(r"</?[a-z][^<>]*>|</?>|<\d[\d:.]*>", re.ASCII | re.IGNORECASE)

INSTANT = 0.05  # seconds; YouTube repeats lines in cues of a hundredth, which nobody can read
MOST_REPEATED = 4  # lines


@dataclass(frozen=True)
class Cue:
    start: float  # seconds
    end: float
    words: str
    number: int = field(default=0, compare=False)  # of its line in the file


def read(text):
    """The cues with words, by their beginnings.

    Raises ValidationError with a sentence that names the line.
    """
    # A line with a space is none that parts cues: YouTube writes such in the midst of one.
    numbered = enumerate(checked_lines(text), start=1)
    blocks = [list(b) for empty, b in groupby(numbered, key=lambda pair: not pair[1]) if not empty]
    found = [cue for block in blocks for cue in _timed(block)]
    if any(cue.end - cue.start < INSTANT for cue, _lines in found):
        shown = _unrolled(found)
    else:
        shown = [_cue(cue, plain(lines)) for cue, lines in found]
    return sorted((cue for cue in shown if cue.words), key=lambda cue: cue.start)


def checked_lines(text):
    """Those of a WebVTT file, or of a SubRip file with the times of WebVTT; refuses any other."""
    lines = LINE_END.split(text.removeprefix("\ufeff"))
    if is_subrip(lines):
        return [_without_commas(line) for line in lines]
    if not HEADER.match(lines[0]):
        sentence = _("a WebVTT file begins with the word WEBVTT, a SubRip file with 1 and times.")
        raise webvtt.refusal(1, sentence)
    return lines


def is_subrip(lines):
    """By its first lines, whatever the file calls itself: a number, times with commas."""
    first, second = [*(line.strip() for line in lines if line.strip()), "", ""][:2]
    return bool(SUBRIP_TIMES.match(second if first.isdecimal() else first))


def as_webvtt(text):
    """The file as it is kept: a SubRip file in WebVTT, line by line."""
    lines = LINE_END.split(text.removeprefix("\ufeff"))
    if is_subrip(lines):
        lines = ["WEBVTT", "", *map(_without_commas, lines)]
    return "\n".join(lines).strip("\n")


def plain(lines):
    """The words of a cue, one line below another."""
    voice = ""

    def say(match):
        nonlocal voice
        before, voice = voice, " ".join(unescape(match[1]).split())
        return f"{voice}: " if voice and voice != before else ""

    text = VOICE.sub(say, READING.sub(r"(\1)", "\n".join(lines)))
    shown = unescape(TAG.sub("", text)).splitlines()
    return "\n".join(line.strip() for line in shown if line.strip())


def _without_commas(line):
    times = SUBRIP_TIMES.match(line)
    if not times:
        return SUBRIP_PLACE.sub("", line)
    start, end = _time(*times.groups()[:4]), _time(*times.groups()[4:])
    return f"{start} {ARROW} {end}{line[times.end() :]}"


def _time(hours, minutes, seconds, fraction):
    return f"{hours:0>2}:{minutes:0>2}:{seconds:0>2}.{fraction:0<3}"


def _timed(block):
    """Cues and their lines; several, where an editor forgot the empty line between them."""
    block = list(dropwhile(lambda pair: not pair[1].strip(), block))
    timed = [place for place, (_number, line) in enumerate(block) if ARROW in line]
    if block and not timed:
        webvtt.refuse_words(block)
    for place, after in pairwise([*timed, len(block)]):
        lines = [line for _number, line in block[place + 1 : after]]
        if after < len(block) and _ends_with_name(lines, named=timed[0] > 0):
            del lines[-1]
        yield webvtt.cue_at(*block[place]), lines


def _ends_with_name(lines, named):
    """Whether the last line belongs to the cue that follows, as its identifier."""
    return bool(lines) and (named or (len(lines) > 1 and not lines[-2].strip()))


def _cue(times, words):
    return Cue(times.start, times.end, words, times.number)


def _unrolled(found):
    """Each line once: YouTube's automatic captions roll up, and show each at least twice."""
    shown, before = [], []
    for times, raw in found:
        lines = [line for line in map(plain, zip(raw)) if line]
        fresh = lines[_repeated(lines, before) :]
        if fresh or not shown:
            shown.append(_cue(times, "\n".join(fresh)))
        elif lines:
            shown[-1] = replace(shown[-1], end=max(shown[-1].end, times.end))
        before = lines
    return shown


def _repeated(lines, before):
    """How many of the first lines are the last of the cue before."""
    most = min(len(lines), len(before), MOST_REPEATED)
    return next((n for n in range(most, 0, -1) if lines[:n] == before[-n:]), 0)
