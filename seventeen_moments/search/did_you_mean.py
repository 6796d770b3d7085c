"""Suggestions for a search without results: other spellings, fewer words, similar themes.

Each suggestion was searched for first, so that it has results, and names no word of drafts.
"""

from collections import Counter
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import chain, islice, product
from typing import NamedTuple

from taggit.models import Tag

from seventeen_moments.core import edition

from .backends import fetch_planned
from .documents import body_texts
from .facets import search_address
from .filters import Filters
from .folding import words
from .keyboard import in_other_layouts
from .parsing import MINUSES, Query, parse, typed_terms
from .phonetics import sound
from .snippets import written
from .suggestions import visible_themes
from .vocabulary import misspelled, spelled_otherwise

SHOWN = 4
MOST_TERMS = 6  # of a query that is varied; in longer ones no single word is to blame
MOST_SPELLINGS = 4  # of one word
MOST_CANDIDATES = 12  # of one word, some of them only in drafts
MOST_UNKNOWN = 2  # words in which slips are looked for
MOST_TRIED = 8  # combinations of spellings
MOST_COUNTED = 100  # results of one spelling
SHORTEST_PART = 3  # letters of one of two words that were typed as one
FEW = 3  # results, which may be misspelled too
TIMES = 10  # as many results has what is suggested then
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
    fewer = with_results(shorter, matches, parameters)
    return Help(
        next(iter(unnarrowed), None),
        spellings(text, matches, parameters),
        sorted(fewer, key=lambda suggestion: suggestion.number)[:SHOWN],
        similar_themes(text),
    )


def spellings(text, matches, parameters):
    """Suggestions of other spellings, with many more results than a search that has few."""
    terms = typed_terms(text)
    if len(terms) > MOST_TERMS or matches.number > FEW:
        return []
    found = with_results(other_spellings(terms, matches), matches, parameters)
    chosen = islice((each for each in found if each.number > TIMES * matches.number), SHOWN)
    return [_as_written(suggestion, terms, matches, parameters) for suggestion in chosen]


def _as_written(suggestion, typed, matches, parameters):
    """With its new words as a result has them: Троцкий, which is folded to троцкии."""
    row = replace(matches, query=parse(suggestion.words)).any_one()
    texts = [*(text for _name, text in body_texts(row)), row.title] if row else []
    terms = [
        term if term in typed else written(term, texts) for term in typed_terms(suggestion.words)
    ]
    text = " ".join(terms)
    return suggestion._replace(words=text, address=search_address(parameters | {"q": text}))


def with_results(texts, matches, parameters):
    """Suggestions of those texts that have results."""
    for text in texts:
        found = replace(matches, query=parse(text))
        if found.query and found.number:
            yield Suggestion(text, found.number, search_address(parameters | {"q": text}))


def other_spellings(terms, matches):
    """Combinations of other spellings; excluded words and phrases stay as they are."""
    varied = [term for term in terms if term[0] not in MINUSES + '"' and " " not in term]
    numbers = numbers_of(varied, matches)
    unknown = [term for term in varied if numbers[term] <= FEW][:MOST_UNKNOWN]
    single = {typed[0]: term for term in varied if len(typed := words(term)) == 1}
    alike = spelled_otherwise(single)
    candidates = {term: _candidates(term, term in unknown, numbers[term], alike) for term in varied}
    numbers += numbers_of(chain(*candidates.values()), matches)
    alternatives = []
    for term in terms:
        least = TIMES * numbers[term] if term in unknown else 0
        found = [text for text in candidates.get(term, []) if numbers[text] > least]
        alternatives.append([term, *found[:MOST_SPELLINGS]])
    joined = ["".join(terms)] if len(terms) == len(varied) == 2 else []
    return chain(joined, map(" ".join, islice(product(*alternatives), 1, MOST_TRIED + 1)))


def _candidates(term, is_unknown, number, alike):
    """Other spellings of a typed word, the likeliest first. Some have no results."""
    found, typed = [], words(term)
    if not number:
        found += in_other_layouts(term)
    if len(typed) == 1:
        [word] = typed
        found += alike.get(word, [])[:MOST_CANDIDATES]
        found += misspelled(word, MOST_CANDIDATES) if is_unknown else []
        if not number:
            cuts = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
            found += [f'"{word[:at]} {word[at:]}"' for at in cuts]
    return [*dict.fromkeys(found)]


def numbers_of(texts, matches):
    """The number of results of each text, up to MOST_COUNTED, without filters. Takes one query."""
    queries = {text: _exactly(parse(text)) for text in texts}
    queries = {text: query for text, query in queries.items() if query}
    counts, values = [], []
    for query in queries.values():
        source, where, its = replace(matches, query=query, filters=Filters()).sql()
        counts.append(
            f"(SELECT count(*) FROM (SELECT 1 FROM {source} WHERE {where} LIMIT {MOST_COUNTED}) n)"
        )
        values += its
    [row] = fetch_planned(f"SELECT {', '.join(counts)}", values) if counts else [[]]
    return Counter(dict(zip(queries, row, strict=True)))


def _exactly(query):
    return Query(tuple(term._replace(is_prefix=False) for term in query.terms))


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
