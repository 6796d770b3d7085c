"""Texts side by side: what has the same place in each is one row."""

from itertools import zip_longest
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .audio import clock


class Column(NamedTuple):
    name: str
    title: Promise
    language: str  # BCP 47, empty if unknown
    role: str  # original, transliteration or translation


class Switch(NamedTuple):
    column: Column
    on: bool
    names: str  # of the columns that are shown after it is pressed; empty for none


class Time(NamedTuple):
    start: float  # seconds
    end: float

    @property
    def clock(self):
        return clock(self.start)


class Parallel(NamedTuple):
    switches: list  # one for each column with words
    columns: list  # the shown columns
    rows: list  # for each, pairs of a shown column and its words
    times: list = []  # when each row is heard, None if unknown

    @property
    def timed_rows(self):
        return zip(self.times, self.rows, strict=True)

    @property
    def numbered_rows(self):
        """Pairs of the number of a row's first line and the row; the longest version counts."""
        first = 1
        for row in self.rows:
            yield first, row
            first += max(len(words.splitlines()) for _column, words in row)


def columns_in(language, content_language):
    """The columns of (original, transliteration, translation)."""
    titles = {
        "original": (_("Original"), language),
        "transliteration": (_("Transliteration"), language and f"{language}-Latn"),
        "translation": (_("Translation"), content_language),
    }
    return [Column(role, *title, role) for role, title in titles.items()]


def select_columns(columns, rows, names=()):
    """Shows the named columns that have words, or all that have words if there are none.

    The rows have a text for each column.
    """
    filled = [index for index, texts in enumerate(zip(*rows, strict=True)) if any(texts)]
    shown = [index for index in filled if columns[index].name in names] or filled
    switches = []
    for pressed in filled:
        after = [index for index in filled if (index in shown) != (index == pressed)]
        names_after = ",".join(columns[index].name for index in after)
        switches.append(Switch(columns[pressed], pressed in shown, names_after))
    return Parallel(
        switches,
        [columns[index] for index in shown],
        [[(columns[index], row[index]) for index in shown] for row in rows],
    )


def paragraphs(*texts):
    """The paragraphs of the texts side by side; an empty line separates paragraphs."""
    columns = []
    for text in texts:
        blocks = "\n".join(line.rstrip() for line in text.splitlines()).split("\n\n")
        columns.append([block.strip("\n") for block in blocks if block.strip()])
    return list(zip_longest(*columns, fillvalue=""))


def verses(*texts):
    """The verses of the texts; in each of them the lines side by side."""
    return [
        list(zip_longest(*(verse.splitlines() for verse in row), fillvalue=""))
        for row in paragraphs(*texts)
    ]
