"""Texts side by side: what has the same place in each is one row."""

from itertools import chain, count, repeat, zip_longest
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


class Row(NamedTuple):
    position: int
    cells: list  # pairs of a shown column and its words
    number: int | None = None  # of its anchor, None for a source that was not saved
    time: Time | None = None  # when it is heard, if that is known

    @property
    def anchor(self):
        return f"p{self.number}" if self.number else ""

    @property
    def pinned(self):
        """The shown column that has the pin: the first with words."""
        return next((column for column, words in self.cells if words), None)


class Parallel(NamedTuple):
    switches: list  # one for each column with words
    columns: list  # the shown columns
    rows: list

    @property
    def numbered_rows(self):
        """Pairs of the number of a row's first line and the row; the longest version counts."""
        first = 1
        for row in self.rows:
            yield first, row
            first += max(len(words.splitlines()) for _column, words in row.cells)


def columns_in(language, content_language):
    """The columns of (original, transliteration, translation)."""
    titles = {
        "original": (_("Original"), language),
        "transliteration": (_("Transliteration"), language and f"{language}-Latn"),
        "translation": (_("Translation"), content_language),
    }
    return [Column(role, *title, role) for role, title in titles.items()]


def select_columns(columns, rows, names=(), numbers=(), times=()):
    """Shows the named columns that have words, or all that have words if there are none.

    The rows have a text for each column; `numbers` and `times` are theirs.
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
        [
            Row(position, [(columns[index], texts[index]) for index in shown], number, time)
            for position, texts, number, time in zip(
                count(1), rows, chain(numbers, repeat(None)), chain(times, repeat(None))
            )
        ],
    )


def by_version(names, rows):
    """The texts of each row, by the name of the column; columns without words are left out."""
    columns = zip(names, zip(*rows, strict=True), strict=True) if rows else ()
    return {name: list(texts) for name, texts in columns if any(texts)}


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


def lines(*texts):
    return [line for verse in verses(*texts) for line in verse]
