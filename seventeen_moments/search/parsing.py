"""What a reader typed, as terms: words, "phrases in quotation marks" and -excluded ones.

Nothing of it reaches a database but folded words, which hold letters and digits alone.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from .folding import words

LONGEST = 300
MOST_WORDS = 12
SHORTEST_PREFIX = 2

QUOTATION_MARKS = str.maketrans("«»“”„‟″＂", '"' * 8)
MINUSES = "-−–"
PIECE = re.compile(rf'(?:(?<=\s)|^)([{MINUSES}]?)(?:"([^"]*)"?|(\S[^\s"]*))|"([^"]*)"?|([^\s"]+)')


class Term(NamedTuple):
    """Words that stand one after the other; the last may be only begun."""

    words: tuple
    is_begun: bool = False

    def matches(self, written, at):
        """Whether the folded words have it at that place."""
        own, there = self.words, tuple(written[at : at + len(self.words)])
        if self.is_begun:
            return own[:-1] == there[:-1] and bool(there) and there[-1].startswith(own[-1])
        return own == there


@dataclass(frozen=True)
class Query:
    terms: tuple = ()
    excluded: tuple = ()
    is_shortened: bool = False

    def __bool__(self):
        return bool(self.terms)


def parse(text):
    terms, excluded, last_is_open, room = [], [], False, MOST_WORDS
    asked = text[:LONGEST].translate(QUOTATION_MARKS)
    for sign, phrase, found in _pieces(asked):
        if kept := tuple(found[:room]):
            (excluded if sign else terms).append(Term(kept))
            last_is_open = not sign and not phrase and len(kept) == len(found)
            room -= len(kept)
    if terms and last_is_open and len(terms[-1].words[-1]) >= SHORTEST_PREFIX:
        terms[-1] = terms[-1]._replace(is_begun=True)
    return Query(tuple(terms), tuple(excluded), len(text) > LONGEST or not room)


def pieces(text):
    """The terms as they were typed, each in a string of its own."""
    asked = text[:LONGEST].translate(QUOTATION_MARKS)
    return [match.group().strip() for match in PIECE.finditer(asked) if words(match.group())]


def _pieces(asked):
    """Each as its minus sign, whether it was quoted, and its words."""
    for match in PIECE.finditer(asked):
        sign, quoted, plain, inner, rest = match.groups()
        is_quoted = quoted is not None or inner is not None
        yield sign, is_quoted, words(quoted or plain or inner or rest or "")
