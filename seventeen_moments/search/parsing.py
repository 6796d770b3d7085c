"""Parses what a reader typed into terms: words, "phrases in quotation marks" and -excluded ones.

Only folded words reach the database, and these consist of letters and digits.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from .alternatives import SPACED, TOGETHER, alternatives
from .folding import words

LONGEST = 300
MOST_WORDS = 12
SHORTEST_PREFIX = 2

QUOTATION_MARKS = str.maketrans("«»“”„‟″＂", '"' * 8)
# A quotation mark in a word, as folding.py has it: צה"ל
IN_A_WORD = re.compile('(?<=[א-ת])"(?=[א-ת])|(?<=[бвдзкмнрст])"(?=[еёюя])')
MINUSES = "-−–"
TERM = re.compile(
    rf"(?:(?<=\s)|^)(?:(?P<together>{TOGETHER})|(?P<spaced>{SPACED})|(?P<minus>[{MINUSES}]?)"
    r'(?:"(?P<quoted>[^"]*)"?|(?P<plain>\S[^\s"]*)))'
    r'|"(?P<inner>[^"]*)"?|(?P<rest>[^\s"]+)',
    re.IGNORECASE,
)


class Phrase(NamedTuple):
    """Words that follow one another. A prefix matches words that begin with its last word."""

    words: tuple
    is_prefix: bool = False


class Term(NamedTuple):
    """A word or a phrase, or if it `is_spaced`, words that may stand apart.

    `alternatives` are phrases that mean the same.
    """

    words: tuple
    is_prefix: bool = False
    alternatives: tuple = ()
    is_spaced: bool = False

    @property
    def own(self):
        """Phrases, all of which are needed."""
        if not self.is_spaced:
            return [Phrase(self.words, self.is_prefix)]
        *first, last = self.words
        return [*(Phrase((word,)) for word in first), Phrase((last,), self.is_prefix)]

    @property
    def others(self):
        """Phrases, one of which is enough. A number is no beginning of another number."""
        return [
            Phrase(words, self.is_prefix and words[-1].isalpha()) for words in self.alternatives
        ]

    @property
    def has_phrase(self):
        return any(len(phrase.words) > 1 for phrase in [*self.own, *self.others])


@dataclass(frozen=True)
class Query:
    terms: tuple = ()
    excluded: tuple = ()
    is_shortened: bool = False

    def __bool__(self):
        return bool(self.terms)


def terms_in(text):
    """Matches of TERM in what was typed."""
    text = IN_A_WORD.sub("'", text[:LONGEST]).translate(QUOTATION_MARKS)
    return TERM.finditer(text)


def parse(text):
    terms, excluded, last_is_open, room = [], [], False, MOST_WORDS
    for match in terms_in(text):
        text_of = match[match.lastgroup]
        typed = words(text_of)
        if taken := tuple(typed[:room]):
            is_quoted = match.lastgroup in {"quoted", "inner"}
            is_whole = len(taken) == len(typed)
            is_exact = not is_whole or (is_quoted and " " in text_of)
            others = () if is_exact else alternatives(text_of)
            term = Term(taken, alternatives=others, is_spaced=bool(match["spaced"]))
            (excluded if match["minus"] else terms).append(term)
            last_is_open = not match["minus"] and not is_quoted and is_whole
            room -= len(taken)
    if terms and last_is_open and len(terms[-1].words[-1]) >= SHORTEST_PREFIX:
        terms[-1] = terms[-1]._replace(is_prefix=True)
    return Query(tuple(terms), tuple(excluded), len(text) > LONGEST or not room)


def typed_terms(text):
    """The terms as they were typed, each as a string."""
    typed = []
    for match in terms_in(text):
        if words(match.group()):
            term = match.group().strip()
            is_apart = match["spaced"] and not re.search(r"\d", term)
            typed += term.split() if is_apart else [term]
    return typed
