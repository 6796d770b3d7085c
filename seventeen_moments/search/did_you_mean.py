"""Suggestions for a search without results: fewer words, other spellings, similar themes.

Each suggestion was searched for first, so that it has results.
"""

from dataclasses import replace
from difflib import SequenceMatcher
from itertools import islice, product
from typing import NamedTuple

from taggit.models import Tag

from seventeen_moments.core import edition

from .facets import search_address
from .filters import Filters
from .folding import words
from .parsing import MINUSES, parse, typed_terms
from .phonetics import sound
from .suggestions import visible_themes
from .vocabulary import spelled_otherwise

SHOWN = 4
MOST_TERMS = 6  # of a query that is varied; in longer ones no single word is to blame
MOST_SPELLINGS = 4  # of one word
MOST_TRIED = 8  # combinations of spellings
ALIKE = 0.75  # of difflib's ratio, from 0 to 1


class Suggestion(NamedTuple):
    words: str
    number: int
    address: str


class Help(NamedTuple):
    unnarrowed: Suggestion | None
    spellings: list
    fewer: list
    themes: list


def did_you_mean(text, matches, parameters):
    terms = typed_terms(text)
    varied = terms if len(terms) <= MOST_TERMS else []
    shorter = [" ".join(varied[:at] + varied[at + 1 :]) for at in range(len(varied))]
    unnarrowed = []
    if parameters.keys() - {"q"}:
        unnarrowed = with_results([text], replace(matches, filters=Filters()), {})
    spellings = with_results(other_spellings(varied), matches, parameters)
    fewer = with_results(shorter, matches, parameters)
    return Help(
        next(iter(unnarrowed), None),
        list(islice(spellings, SHOWN)),
        sorted(fewer, key=lambda suggestion: suggestion.number)[:SHOWN],
        similar_themes(text),
    )


def with_results(texts, matches, parameters):
    """Suggestions of those texts that have results."""
    for text in texts:
        found = replace(matches, query=parse(text))
        if found.query and found.number:
            yield Suggestion(text, found.number, search_address(parameters | {"q": text}))


def other_spellings(terms):
    """Combinations of words that sound alike; excluded words and phrases stay as they are."""
    alternatives = []
    for term in terms:
        spellings = []
        if len(words(term)) == 1 and term[0] not in MINUSES:
            spellings = spelled_otherwise(words(term)[0], MOST_SPELLINGS)
        alternatives.append([term, *spellings])
    return map(" ".join, islice(product(*alternatives), 1, MOST_TRIED + 1))


def similar_themes(text):
    """Themes that share a word, or a word that begins alike, sounds alike or is spelled alike."""
    typed = words(text)[:MOST_TERMS]
    similar = []
    for theme in edition.remember("all themes", lambda: list(Tag.objects.all())):
        pairs = product(typed, words(theme.name))
        similarity = max((_similarity(*pair) for pair in pairs), default=0)
        if similarity >= ALIKE:
            similar.append((-similarity, theme.name, theme))
    nearest = [theme for *_order, theme in sorted(similar, key=lambda row: row[:2])]
    visible = visible_themes(nearest)
    return [theme for theme in nearest if theme.pk in visible][:SHOWN]


def _similarity(typed, word):
    if min(len(typed), len(word)) >= 3 and (word.startswith(typed) or typed.startswith(word)):
        return 1
    if sound(typed) and sound(typed) == sound(word):
        return 1
    pair = SequenceMatcher(None, typed, word)
    return pair.ratio() if pair.real_quick_ratio() >= ALIKE else 0
