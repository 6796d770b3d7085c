"""The admin page that times the lines of a transcript, by tapping along with the sound or by hand.

The times are inputs of a form, so they can be typed without JavaScript; timing.js fills them in.
"""

import re
from itertools import count, takewhile
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from seventeen_moments.editorial.fields_page import FieldsPage
from seventeen_moments.versions.patience import diff_blocks

from .. import paragraphs, webvtt
from ..audio import clock

TIME = re.compile(r"(?:(?:(\d{1,3}):)?(\d{1,3}):)?(\d{1,6}(?:[.,]\d{0,9})?)", re.ASCII)
MOST_ERRORS = 5


class Line(NamedTuple):
    number: int
    words: str
    start: str = ""  # as typed, in seconds; empty for none
    end: str = ""  # empty: where the next line begins
    error: str = ""

    @property
    def clock(self):
        seconds = _seconds(self.start)
        return "" if seconds is None else clock(seconds)


class TimingPage(FieldsPage):
    name = "timing"
    title = gettext_lazy("Timing of the transcript")
    template = "admin/resources/timing.html"

    def __init__(self, model_admin):
        super().__init__(model_admin)
        kind = model_admin.model.source_kind
        self.words, self.timing = kind.parallel[0], kind.timing
        self.fields = [kind.timing]

    def submit(self, request, row, form):
        words, sent = self._words(row), _sent_lines(form.data)
        if [line.words for line in sent] != words:
            lines = moved(sent, words)
            return {"lines": lines, "page_error": _changed_words(sent, lines)}
        lines = check(sent, row.duration)
        if faulty := [line for line in lines if line.error]:
            return {"lines": lines, "page_error": _fault_sentence(faulty)}
        form.data[self.timing] = timing_of(lines, row.duration)
        return self.save_if_valid(request, row, form) or {"lines": lines}

    def context(self, row, form):
        timing = getattr(row, self.timing)
        return {"lines": stored_lines(self._words(row), timing, row.duration)}

    def _words(self, row):
        return [part.words for part in paragraphs.parts(getattr(row, self.words), by_line=True)]


def stored_lines(words, timing, duration):
    """The lines with their stored times. An end that is where the next begins is not shown."""
    try:
        cues = webvtt.parse(timing)
    except ValidationError:
        cues = []
    if not cues or len(cues) != len(words):
        return [Line(number, line) for number, line in enumerate(words, start=1)]
    ends = [*(cue.start for cue in cues[1:]), float(duration or 0)]
    return [
        Line(number, line, _typed(cue.start), "" if cue.end == end else _typed(cue.end))
        for number, (line, cue, end) in enumerate(zip(words, cues, ends, strict=True), start=1)
    ]


def moved(lines, words):
    """The words as lines, with the times of those lines that are the same."""
    result = [Line(number, line) for number, line in enumerate(words, start=1)]
    for block in diff_blocks([line.words for line in lines], words):
        if block.same:
            for index, other in zip(
                range(block.start, block.end),
                range(block.other_start, block.other_end),
                strict=True,
            ):
                line = lines[index]
                result[other] = result[other]._replace(start=line.start, end=line.end)
    return result


def check(lines, duration):
    """The lines, each with its first error. Without any time there is no error."""
    if not any(line.start or line.end for line in lines):
        return lines
    longest = float(duration) if duration else float("inf")
    starts = [_seconds(line.start) for line in lines]
    checked, previous = [], 0
    for line, start, following in zip(lines, starts, [*starts[1:], None], strict=True):
        end, error = _seconds(line.end), ""
        if not line.start:
            error = _("it has no time yet.")
        elif start is None or (line.end and end is None):
            wrong = line.start if start is None else line.end
            error = _("“%(time)s” is not a time in seconds, such as 83.4.") % {"time": wrong[:40]}
        elif start < previous:
            error = _("it begins before the line above it.")
        elif start >= longest:
            error = _("it begins after the end of the recording (%(end)s).") % {
                "end": clock(longest)
            }
        elif end is not None and end <= start:
            error = _("it must end after it begins.")
        elif end is None and following is not None and following <= start:
            error = _("it must begin before the next line, or have an end of its own.")
        elif end is not None and end > longest + webvtt.LEEWAY:
            error = _("it ends after the end of the recording (%(end)s).") % {"end": clock(longest)}
        checked.append(line._replace(error=error))
        previous = max(previous, start or 0)
    return checked


def timing_of(lines, duration):
    """WebVTT of the checked lines; empty if they have no times."""
    starts = [_seconds(line.start) for line in lines]
    if None in starts:
        return ""
    ends = [*starts[1:], float(duration)] if starts else []
    return webvtt.serialize(
        (start, _seconds(line.end) or end, line.words)
        for line, start, end in zip(lines, starts, ends, strict=True)
    )


def _sent_lines(data):
    numbers = takewhile(lambda number: f"words-{number}" in data, count(1))
    return [
        Line(
            number,
            data[f"words-{number}"],
            data.get(f"start-{number}", "").strip(),
            data.get(f"end-{number}", "").strip(),
        )
        for number in numbers
    ]


def _seconds(text):
    """Of a number of seconds, or of a time such as 1:23.4; None for anything else."""
    match = TIME.fullmatch(text)
    if not match:
        return None
    hours, minutes = (int(part or 0) for part in match.groups()[:2])
    return round(hours * 3600 + minutes * 60 + float(match[3].replace(",", ".")), 3)


def _typed(seconds):
    return f"{seconds:.3f}".rstrip("0").rstrip(".")


def _changed_words(lines, matched):
    sentence = _(
        "Not saved yet: the transcript was changed after you opened this page. Your times are "
        "below, each at its line. Check the lines without a time, and save again."
    )
    kept = {(line.words, line.start) for line in matched}
    lost = [
        f"{line.start} “{line.words}”"
        for line in lines
        if line.start and (line.words, line.start) not in kept
    ]
    if lost:
        sentence += " " + _("Times of lines that are gone: %(times)s.") % {"times": "; ".join(lost)}
    return sentence


def _fault_sentence(faulty):
    numbers = ", ".join(str(line.number) for line in faulty[:MOST_ERRORS])
    if len(faulty) > MOST_ERRORS:
        numbers += " …"
    sentence = ngettext(
        "Not saved: the time of %(count)d line is missing or wrong (line %(numbers)s).",
        "Not saved: the times of %(count)d lines are missing or wrong (lines %(numbers)s).",
        len(faulty),
    )
    return sentence % {"count": len(faulty), "numbers": numbers}
