"""Reads one file of captions or subtitles: WebVTT, SubRip, SubViewer (YouTube’s .sbv) or LRC.

Files are read as browsers read them, but more tolerantly: faults that do not concern the words are
ignored. The result is plain text, without tags and entities.
"""

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass, field, replace
from html import unescape
from itertools import dropwhile, groupby, pairwise

from . import lrc, webvtt
from .webvtt import ARROW, LINE_END

# As programs and people write them: 0:01:02,5 –> 1: 03
COLON = r"\s?:\s?"
SUBRIP_TIME = rf"(?:(\d{{1,3}}){COLON})?(\d{{1,2}}){COLON}(\d{{1,2}})(?:\s?[,.:]\s?(\d{{1,3}}))?"
SUBRIP_ARROW = "(?:(?:--?|–|—)[>›]|[→⟶])"
SUBRIP_TIMES = re.compile(rf"\s*{SUBRIP_TIME}\s*{SUBRIP_ARROW}\s*{SUBRIP_TIME}(?=\s|$)", re.ASCII)
SUBVIEWER_TIME = r"(\d{1,3}:\d\d:\d\d\.\d{1,3})"
SUBVIEWER_TIMES = re.compile(rf"\s*{SUBVIEWER_TIME},{SUBVIEWER_TIME}\s*", re.ASCII)
SUBRIP_PLACE = re.compile(r"\{\\[^{}]*\}")  # {\an8}: at the top

# Each stops at the next bracket, so that a file of brackets takes no longer than others.
READING = re.compile(r"<rt>([^<>]*)(?:</rt>)?")
VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s([^<>]*)>")
TAG = re.compile(r"</?[a-z][^<>]*>|</?>|<\d[\d:.]*>", re.ASCII | re.IGNORECASE)

INSTANT = 0.05  # seconds; YouTube repeats lines in cues of a hundredth, too short to read
MOST_REPEATED = 4  # lines

LATIN = re.compile(r"[A-Za-z]")
CYRILLIC = re.compile(r"[Ѐ-џҐґ]")
# Of another alphabet, or another encoding: a word of Greek has capitals inside.
MIXED = re.compile(r"[A-Za-z][Ѐ-џҐґ]|[Ѐ-џҐґ][A-Za-z]|[а-џґ]{2}[Ѐ-ЯҐ]")
TYPOGRAPHY = "«»„“”‘’–—…№•\xa0"


@dataclass(frozen=True)
class Cue:
    start: float  # seconds
    end: float
    words: str
    number: int = field(default=0, compare=False)  # of its line in the file


def read(text):
    """The cues with words, sorted by their start.

    Raises ValidationError with a message that names the line.
    """
    # A line of spaces does not separate cues: YouTube writes such lines inside a cue.
    numbered = enumerate(checked_lines(text), start=1)
    blocks = [list(b) for empty, b in groupby(numbered, key=lambda pair: not pair[1]) if not empty]
    timed = [pair for block in blocks for pair in _times_and_lines(block)]
    if _scrolls(timed):
        cues = _without_repetition(timed)
    else:
        cues = [_cue(times, plain_text(lines)) for times, lines in timed]
    return sorted((cue for cue in cues if cue.words), key=lambda cue: cue.start)


def decode(content):
    """The text of an uploaded file and its encoding: UTF-8, UTF-16, UTF-32 or Windows-1251.

    Raises UnicodeError for others, and for what only might be in Windows-1251.
    """
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return content.decode("utf-32"), "UTF-32"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16"), "UTF-16"
    if b"\0" in content[:2]:  # without its mark: each of these files begins with an ASCII character
        return content.decode("utf-16-be" if content[:1] == b"\0" else "utf-16-le"), "UTF-16"
    with suppress(UnicodeDecodeError):
        return content.decode("utf-8-sig"), "UTF-8"
    text = content.decode("cp1251")
    unusual = {letter for letter in text if not letter.isascii()} - set(TYPOGRAPHY)
    # KOI8-R read as Windows-1251 has capitals instead of small letters; CP866 has signs.
    small, large = (sum(map(case, CYRILLIC.findall(text))) for case in (str.islower, str.isupper))
    is_russian = small > max(large, len(LATIN.findall(text)) / 4)
    if MIXED.search(text) or not all(map(CYRILLIC.match, unusual)) or not is_russian:
        raise UnicodeError
    return text, "Windows-1251"


def checked_lines(text):
    """The lines of a WebVTT file, or of another converted to WebVTT; refuses any other."""
    lines = LINE_END.split(text.removeprefix("\ufeff"))
    if is_subrip(lines):
        return _subrip_to_webvtt(lines)
    if is_subviewer(lines):
        return [_subviewer_line_to_webvtt(line) for line in lines]
    if lrc.is_lrc(lines):
        return webvtt.serialize(lrc.cues(lines)).split("\n")
    return webvtt.checked_lines(text)


def is_subrip(lines):
    """Judges by the first lines, whatever the file is named: a number, times with commas."""
    first, second = [*(line.strip() for line in lines if line.strip()), "", ""][:2]
    return bool(SUBRIP_TIMES.match(second if first.isdecimal() else first))


def is_subviewer(lines):
    return bool(SUBVIEWER_TIMES.fullmatch(next(filter(str.strip, lines), "")))


def format_name(text):
    """Of a file that is converted to WebVTT, empty for others."""
    lines = LINE_END.split(text.removeprefix("\ufeff"))
    formats = {"SubRip": is_subrip, "SubViewer": is_subviewer, "LRC": lrc.is_lrc}
    return next((name for name, matches in formats.items() if matches(lines)), "")


def to_webvtt(text, duration=None):
    """The file as it is stored. SubRip and SubViewer are converted to WebVTT line by line, whatever
    faults they have; of LRC, whose last line has no end, ValidationError names the faulty line."""
    lines = LINE_END.split(text.removeprefix("\ufeff"))
    if is_subrip(lines):
        lines = ["WEBVTT", "", *_subrip_to_webvtt(lines)]
    elif is_subviewer(lines):
        lines = ["WEBVTT", "", *map(_subviewer_line_to_webvtt, lines)]
    elif lrc.is_lrc(lines):
        return webvtt.serialize(lrc.cues(lines, duration)).strip("\n")
    return "\n".join(lines).strip("\n")


def plain_text(lines):
    """The words of a cue, line by line, with the names of speakers."""
    speaker = ""

    def name_speaker(match):
        nonlocal speaker
        previous, speaker = speaker, " ".join(unescape(match[1]).split())
        return f"{speaker}: " if speaker and speaker != previous else ""

    text = VOICE.sub(name_speaker, READING.sub(r"(\1)", "\n".join(lines)))
    words = unescape(TAG.sub("", text)).splitlines()
    return "\n".join(line.strip() for line in words if line.strip())


def _subrip_to_webvtt(lines):
    """Line by line. Empty lines inside a cue, as a word processor adds them, become spaces."""
    converted, following, after_that = [], "", ""  # lines that are not empty
    for line in reversed(lines):
        begins_here = bool(not following or SUBRIP_TIMES.match(following))
        if not line.strip():
            is_numbered = following.strip().isdecimal() and SUBRIP_TIMES.match(after_that)
            converted.append("" if begins_here or is_numbered else " ")
            continue
        is_number_apart = line.strip().isdecimal() and begins_here and converted[-1:] == [""]
        converted.append("" if is_number_apart and following else _subrip_line_to_webvtt(line))
        following, after_that = line, following
    return converted[::-1]


def _subrip_line_to_webvtt(line):
    times = SUBRIP_TIMES.match(line)
    if not times:
        return SUBRIP_PLACE.sub("", line).replace("\\N", " ")  # Aegisub’s line break
    parts = times.groups()
    start, end = (
        f"{hours or '':0>2}:{minutes:0>2}:{seconds:0>2}.{fraction or '':0<3}"
        for hours, minutes, seconds, fraction in (parts[:4], parts[4:])
    )
    return f"{start} {ARROW} {end}{line[times.end() :]}"


def _subviewer_line_to_webvtt(line):
    times = SUBVIEWER_TIMES.fullmatch(line)
    if not times:
        return line.replace("[br]", " ")
    return _subrip_line_to_webvtt(f"{times[1]} {ARROW} {times[2]}")


def _times_and_lines(block):
    """Pairs of times and lines; several if the editor left out the empty line between cues."""
    block = list(dropwhile(lambda pair: not pair[1].strip(), block))
    timed = [index for index, (_number, line) in enumerate(block) if ARROW in line]
    if block and not timed:
        webvtt.refuse_words(block)
    for index, next_index in pairwise([*timed, len(block)]):
        lines = [line for _number, line in block[index + 1 : next_index]]
        if next_index < len(block) and lines:
            # Cues of this block have identifiers, or one follows a line of spaces.
            has_identifiers = timed[0] > 0 or (len(lines) > 1 and not lines[-2].strip())
            if has_identifiers:
                del lines[-1]  # the identifier of the next cue
        yield webvtt.cue_at(*block[index]), lines


def _cue(times, words):
    return Cue(times.start, times.end, words, times.number)


def _scrolls(timed):
    """Whether lines are shown again while they move up: in cues that nobody could read, as YouTube
    writes them, or above a new line in most cues, as in live captions."""
    if any(times.end - times.start < INSTANT for times, _lines in timed):
        return True
    lines = [_words(raw) for _times, raw in timed]
    moving = sum(0 < _repeated(new, old) < len(new) for old, new in pairwise(lines))
    return len(lines) > 2 and moving > len(lines) / 2


def _words(raw):
    return [line for line in map(plain_text, zip(raw)) if line]


def _repeated(lines, previous):
    """How many of the first lines were the last of the previous cue."""
    most = min(len(lines), len(previous), MOST_REPEATED)
    return next((n for n in range(most, 0, -1) if lines[:n] == previous[-n:]), 0)


def _without_repetition(timed):
    """Each line once: automatic captions scroll, and show each line at least twice."""
    cues, previous = [], []
    for times, raw in timed:
        lines = _words(raw)
        new = lines[_repeated(lines, previous) :]
        if new or not cues:
            cues.append(_cue(times, "\n".join(new)))
        elif lines:
            cues[-1] = replace(cues[-1], end=max(cues[-1].end, times.end))
        previous = lines
    return cues
