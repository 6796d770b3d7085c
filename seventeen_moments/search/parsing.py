"""Parses what a reader typed into terms: words, "phrases in quotation marks" and -excluded ones.

Only folded words reach the database, and these consist of letters and digits.
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
TERM = re.compile(rf'(?:(?<=\s)|^)([{MINUSES}]?)(?:"([^"]*)"?|(\S[^\s"]*))|"([^"]*)"?|([^\s"]+)')


class Term(NamedTuple):
    """A word or a phrase. A prefix matches all words that begin with its last word."""

    words: tuple
    is_prefix: bool = False


@dataclass(frozen=True)
class Query:
    terms: tuple = ()
    excluded: tuple = ()
    is_shortened: bool = False

    def __bool__(self):
        return bool(self.terms)


def parse(text):
    terms, excluded, last_is_open, room = [], [], False, MOST_WORDS
    for match in TERM.finditer(text[:LONGEST].translate(QUOTATION_MARKS)):
        minus, quoted, plain, inner, rest = match.groups()
        typed = words(quoted or plain or inner or rest or "")
        if taken := tuple(typed[:room]):
            is_quoted = quoted is not None or inner is not None
            (excluded if minus else terms).append(Term(taken))
            last_is_open = not minus and not is_quoted and len(taken) == len(typed)
            room -= len(taken)
    if terms and last_is_open and len(terms[-1].words[-1]) >= SHORTEST_PREFIX:
        terms[-1] = terms[-1]._replace(is_prefix=True)
    return Query(tuple(terms), tuple(excluded), len(text) > LONGEST or not room)


def typed_terms(text):
    """The terms as they were typed, each as a string."""
    text = text[:LONGEST].translate(QUOTATION_MARKS)
    return [match.group().strip() for match in TERM.finditer(text) if words(match.group())]
