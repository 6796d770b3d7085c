"""Texts side by side: what stands at the same place in each is one row."""

from itertools import zip_longest
from typing import NamedTuple

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .sound import clock


class Column(NamedTuple):
    name: str
    title: Promise
    language: str  # BCP 47, empty where the editor has not said


class Time(NamedTuple):
    start: float  # seconds
    end: float

    @property
    def clock(self):
        return clock(self.start)


class Parallel(NamedTuple):
    columns: list  # those that hold any words
    rows: list  # for each, pairs of column and words
    times: list = []  # of a recording: when each row is heard, None where nobody has said

    @property
    def timed_rows(self):
        return zip(self.times, self.rows, strict=True)


def shown(language, rows):
    """Of rows of (original, transliteration, translation), what there is to show."""
    columns = [
        Column("original", _("Original"), language),
        Column("transliteration", _("Transliteration"), language and f"{language}-Latn"),
        Column("translation", _("Translation"), settings.LANGUAGE_CODE),
    ]
    filled = [place for place, words in enumerate(zip(*rows, strict=True)) if any(words)]
    return Parallel(
        [columns[place] for place in filled],
        [[(columns[place], row[place]) for place in filled] for row in rows],
    )


def paragraphs(*columns):
    """Paragraph beside paragraph; an empty line parts them."""
    return _beside([_paragraphs(column) for column in columns])


def verses(*columns):
    """Verses, and in each of them line beside line."""
    return [_beside([verse.splitlines() for verse in beside]) for beside in paragraphs(*columns)]


def _beside(columns):
    return list(zip_longest(*columns, fillvalue=""))


def _paragraphs(text):
    blocks = "\n".join(line.rstrip() for line in text.splitlines()).split("\n\n")
    return [block.strip("\n") for block in blocks if block.strip()]
