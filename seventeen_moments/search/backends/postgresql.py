"""tsvector, written out here: no configuration of a language has a say in the words.

A tsvector knows the first 255 places of a word and none beyond 16,383. Where a text is longer,
phrases are looked for in its passages, which overlap by as many words as a phrase may have.
"""

from collections import Counter
from contextlib import contextmanager
from itertools import chain

from django.db import connection, transaction

from ..parsing import MOST_WORDS

LAST_PLACE = 16_000
MOST_PLACES = 255
PASSAGE = 2_000
MOST_WORDS_HELD = 45_000  # different ones; a tsvector has less than a megabyte
MOST_RANKED = 1001

TIDY = ["ANALYZE"]

FROM = "search_words w JOIN search_document d ON d.id = w.rowid"


@contextmanager
def planned():
    """Searching goes by the index of the words.

    Left to itself, PostgreSQL takes a long tsvector, which lies outside of its row, for as cheap
    to read as a number, and reads them all: 360 ms instead of 80 for the facets of 100,000.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_mergejoin = off")
        yield


def store(entries):
    remove([entry.document.pk for entry in entries])
    passages = [
        [entry.document.pk, _vector([(words, "")])]
        for entry in entries
        for words in _passages(entry.words)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_words VALUES (%s, %s::tsvector, %s::tsvector)",
            [[entry.document.pk, *_vectors(entry.words)] for entry in entries],
        )
        if passages:
            cursor.executemany("INSERT INTO search_passage VALUES (%s, %s::tsvector)", passages)


def remove(keys):
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM search_words WHERE rowid = ANY(%(keys)s);"
            " DELETE FROM search_passage WHERE document_id = ANY(%(keys)s)",
            {"keys": list(keys)},
        )


def matching(query):
    """All words by the index; then the phrases; then what is excluded."""
    parts = [("w.words @@ %s::tsquery", [_query(query.terms, " & ")])]
    parts += [_phrase(term) for term in query.terms if len(term.words) > 1]
    for term in query.excluded:
        condition, values = _phrase(term)
        parts.append((f"NOT {condition}", values))
    return " AND ".join(part for part, _ in parts), [*chain(*(values for _, values in parts))]


def ranked(query, where, values):
    """The keys of the best of a limited number, those with all words in their titles first."""
    # "Or": with "and", ts_rank looks at nothing but how near the words stand.
    any_word, title = _query(query.terms, " | ", " | "), _query(query.terms, " & ", " <-> ")
    candidates = [
        f"(SELECT w.words, d.id, d.public_from, {tier} AS tier FROM {FROM}"
        f" WHERE {where} AND {sign} w.title @@ %s::tsquery LIMIT {MOST_RANKED})"
        for tier, sign in [(1, ""), (2, "NOT")]
    ]
    return (
        f"WITH candidates AS MATERIALIZED ({' UNION ALL '.join(candidates)})"
        " SELECT id FROM candidates"
        " ORDER BY tier, ts_rank(words, %s::tsquery, 1) DESC, public_from DESC, id",
        [*values, title, *values, title, any_word],
    )


def _phrase(term):
    query = _query([term], "", " <-> ")
    return (
        "(w.words @@ %s::tsquery OR"
        " w.rowid IN (SELECT document_id FROM search_passage WHERE words @@ %s::tsquery))",
        [query, query],
    )


def _query(terms, among, within=" & "):
    return among.join(
        "(" + within.join(f"'{word}'" for word in term.words) + ":*" * term.is_begun + ")"
        for term in terms
    )


def _vectors(words):
    return _vector([(words.title, "A")]), _vector(
        [(words.title, "A"), (words.other, "B"), (words.body, "")]
    )


def _vector(fields):
    """Words with their places; between two fields there is one, so that no phrase runs across."""
    places, place = {}, 0
    for words, weight in fields:
        for word in words:
            place += 1
            known = places.setdefault(word, [])
            if place <= LAST_PLACE and len(known) < MOST_PLACES:
                known.append(f"{place}{weight}")
        place += 1
    held = list(places.items())[:MOST_WORDS_HELD]
    return " ".join(f"'{word}':{','.join(known)}" if known else f"'{word}'" for word, known in held)


def _passages(words):
    """Of a text of which the tsvector cannot know all places."""
    body = words.body
    if len(body) < LAST_PLACE // 2 and not _is_repetitive(body):
        return []
    starts = range(0, len(body), PASSAGE - MOST_WORDS)
    return [body[start : start + PASSAGE] for start in starts]


def _is_repetitive(words):
    return len(words) > MOST_PLACES and max(Counter(words).values()) > MOST_PLACES
