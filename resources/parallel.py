"""Texts side by side: what stands at the same place in each is one row."""

from itertools import zip_longest
from typing import NamedTuple

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .audio import clock


class Column(NamedTuple):
    name: str
    title: Promise
    language: str  # BCP 47, empty where the editor has not said
    role: str  # original, transliteration or translation


class Switch(NamedTuple):
    column: Column
    on: bool
    names: str  # of the columns shown once it is pressed, empty for none


class Time(NamedTuple):
    start: float  # seconds
    end: float

    @property
    def clock(self):
        return clock(self.start)


class Parallel(NamedTuple):
    switches: list  # one for each column that holds any words
    columns: list  # those of them that are shown
    rows: list  # for each, pairs of a column shown and its words
    times: list = []  # when each row is heard, None where nobody has said

    @property
    def timed_rows(self):
        return zip(self.times, self.rows, strict=True)


def versions(language):
    """The columns of (original, transliteration, translation)."""
    titles = {
        "original": (_("Original"), language),
        "transliteration": (_("Transliteration"), language and f"{language}-Latn"),
        "translation": (_("Translation"), settings.LANGUAGE_CODE),
    }
    return [Column(role, *title, role) for role, title in titles.items()]


def shown(columns, rows, wanted=()):
    """Rows of words, one for each column, as a reader wants them: the columns named that hold any
    words, or else all that do."""
    filled = [place for place, words in enumerate(zip(*rows, strict=True)) if any(words)]
    chosen = [place for place in filled if columns[place].name in wanted] or filled
    return Parallel(
        [_switch(columns, filled, chosen, place) for place in filled],
        [columns[place] for place in chosen],
        [[(columns[place], row[place]) for place in chosen] for row in rows],
    )


def _switch(columns, filled, chosen, pressed):
    then = [place for place in filled if (place in chosen) != (place == pressed)]
    names = ",".join(columns[place].name for place in then)
    return Switch(columns[pressed], pressed in chosen, names)


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
