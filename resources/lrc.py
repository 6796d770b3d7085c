"""LRC: the lyrics of a song, with the time of each line in brackets.

No library: none of those that read SubRip reads LRC, and none names the line of a fault.
"""

import re
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from . import webvtt

TIME = re.compile(r"\[(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2})(?:\.(\d{1,3}))?\]", re.ASCII)
TAG = re.compile(r"\[(#|[a-z]+):([^\]]*)\]?", re.ASCII | re.IGNORECASE)
HEADING = re.compile(r"\[[^\d\W][^\]]*\]")  # [Chorus]
OPENING = re.compile(r"\[\d{1,3}:|\[(?:#|[a-z]+):", re.ASCII | re.IGNORECASE)
WORD_TIME = re.compile(r"<\d[\d:.]*> ?", re.ASCII)  # of the enhanced format
LAST_LINE = 2  # seconds, if it is not known how long the song is


def is_lrc(lines):
    """Judges by the first line, whatever the file is named."""
    first = next((line.strip() for line in lines if line.strip()), "")
    return bool(OPENING.match(first))


def cues(lines, duration=None):
    """Triples of start, end and words, sorted by their start. A line ends where the next begins.

    Raises ValidationError with a message that names the line.
    """
    offset, timed = 0, []
    for number, line in enumerate(map(str.strip, lines), start=1):
        if tag := TAG.match(line):
            offset = _offset(number, tag[2]) if tag[1].lower() == "offset" else offset
            continue
        words, times = line, []
        while time := TIME.match(words):
            times.append(_seconds(number, time))
            words = words[time.end() :].lstrip()
        if not times and line and not HEADING.fullmatch(line):
            raise webvtt.line_error(
                number, _("a time is missing here, for example [00:12.50]; or it is not valid.")
            )
        words = WORD_TIME.sub("", words).strip()
        timed += [(time, words) for time in times]
    # A positive offset shows the words sooner.
    timed = sorted((max(round(time - offset, 3), 0), words) for time, words in timed)
    last = timed[-1][0] if timed else 0
    end = duration if duration and duration > last else last + LAST_LINE
    return [
        (start, later, words)
        for (start, words), (later, _words) in pairwise([*timed, (float(end), "")])
        if words and start < later
    ]


def _offset(number, milliseconds):
    try:
        return int(milliseconds) / 1000
    except ValueError:
        reason = _("an offset is written like this, in milliseconds: [offset:+250].")
        raise webvtt.line_error(number, reason) from None


def _seconds(number, time):
    hours, minutes, seconds = (int(part or 0) for part in time.groups()[:3])
    if seconds > 59:
        reason = _("times are written like this: [00:12.50].")
        raise webvtt.line_error(number, reason)
    return hours * 3600 + minutes * 60 + seconds + float(f"0.{time[4] or 0}")
