"""tsvector, written here word by word, so that no configuration of a language changes the words.

A tsvector stores up to 255 positions of a word, and none beyond 16,383. In longer texts phrases
are looked for in passages, which overlap by as many words as a phrase may have.
"""

from collections import Counter
from hashlib import blake2b
from itertools import chain

from django.db import connection

from ..parsing import MOST_WORDS

LAST_POSITION = 16_000
MOST_POSITIONS = 255  # of one word
PASSAGE = 2_000  # words
MOST_LEXEMES = 45_000  # different words; a tsvector has less than a megabyte
MOST_RANKED = 1001

TIDY = ["ANALYZE"]

FORGET_UNUSED = [
    "DELETE FROM search_word WHERE word NOT IN ("
    "SELECT word FROM ts_stat('SELECT words FROM search_words')"
    " UNION SELECT word FROM ts_stat('SELECT words FROM search_passage'))"
]

AS_JSON = "json_object_agg({}, {})::text"
# Selects what is_same() and stored_words() need.
WORDS = "w.digest, array_to_string(tsvector_to_array(w.words), ' ')"

BEGINS = "word LIKE %s"  # by the index that Django makes for it

FROM = "search_words w JOIN search_document d ON d.id = w.rowid"


# Before the SQL of a search, so that it uses the index of the words. PostgreSQL takes a long
# tsvector, which is stored outside of its row, for as cheap to read as a number, and would read
# them all: 360 ms instead of 80 for the facets of 100,000 documents. Statements that are sent
# together are one transaction.
PLANNED = "SET LOCAL enable_seqscan = off; SET LOCAL enable_mergejoin = off; "
LIST = "string_agg({}, ',')"


def begins(letters):
    """The values of BEGINS."""
    return [f"{letters}%"]


def store(entries):
    rows = [
        [entry.document.pk, *_title_and_words(entry.words), _digest(entry.words)]
        for entry in entries
    ]
    passages = [
        [entry.document.pk, _vector([(words, "")])]
        for entry in entries
        for words in _passages(entry.words)
    ]
    statements = [
        "DELETE FROM search_passage WHERE document_id = ANY(%s)",
        "INSERT INTO search_words (rowid, title, words, digest) VALUES "
        + ", ".join(["(%s, %s::tsvector, %s::tsvector, %s)"] * len(rows))
        + " ON CONFLICT (rowid) DO UPDATE SET"
        " title = excluded.title, words = excluded.words, digest = excluded.digest",
    ]
    if passages:
        values = ", ".join(["(%s, %s::tsvector)"] * len(passages))
        statements.append(f"INSERT INTO search_passage VALUES {values}")
    keys = [key for key, *_ in rows]
    with connection.cursor() as cursor:
        cursor.execute("; ".join(statements), [keys, *chain(*rows), *chain(*passages)])


def is_same(entry):
    """Whether the document had these words when the entry was made."""
    return entry.stored.words[0] == _digest(entry.words)


def stored_words(entry):
    """The words that the document had then."""
    return (entry.stored.words[1] or "").split()


def is_stored(entry):
    """Whether the words of the document are those of the entry."""
    key = entry.document.pk
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM search_words WHERE rowid = %s"
            " AND title = %s::tsvector AND words = %s::tsvector"
            " AND (SELECT count(*) FROM search_passage WHERE document_id = %s) = %s",
            [key, *_title_and_words(entry.words), key, len(_passages(entry.words))],
        )
        return cursor.fetchone() is not None


def remove(keys):
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM search_words WHERE rowid = ANY(%(keys)s);"
            " DELETE FROM search_passage WHERE document_id = ANY(%(keys)s)",
            {"keys": list(keys)},
        )


def matching(query):
    """Words are matched by the index first, then phrases, then excluded terms."""
    parts = [("w.words @@ %s::tsquery", [_query(query.terms, " & ")])]
    parts += [_phrase(term) for term in query.terms if term.has_phrase]
    for term in query.excluded:
        condition, values = _phrase(term)
        parts.append((f"NOT {condition}", values))
    return " AND ".join(part for part, _ in parts), [*chain(*(values for _, values in parts))]


def ranked(query, where, values):
    """SQL for the keys, best first; documents with all words in their titles come first.

    Only MOST_RANKED documents of each sort are ranked.
    """
    # "Or", because with "and" ts_rank considers only the distance between the words.
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
    """`within` joins the words of a phrase."""
    return among.join(_term(term, within) for term in terms)


def _term(term, within):
    apart = " | " if within == " | " else " & "
    own = apart.join(_words(phrase, within) for phrase in term.own)
    return f"({' | '.join([f'({own})', *(_words(phrase, within) for phrase in term.others)])})"


def _words(phrase, within):
    return "(" + within.join(f"'{word}'" for word in phrase.words) + ":*" * phrase.is_prefix + ")"


def _digest(words):
    lines = "\n".join(map(" ".join, words))
    return int.from_bytes(blake2b(lines.encode(), digest_size=8).digest(), signed=True)


def _title_and_words(words):
    return _vector([(words.title, "A")]), _vector(
        [(words.title, "A"), (words.other, "B"), (words.body, "")]
    )


def _vector(fields):
    """Words with their positions. One is skipped between fields, so that no phrase spans two."""
    positions, position = {}, 0
    for words, weight in fields:
        for word in words:
            position += 1
            of_word = positions.setdefault(word, [])
            if position <= LAST_POSITION and len(of_word) < MOST_POSITIONS:
                of_word.append(f"{position}{weight}")
        position += 1
    lexemes = list(positions.items())[:MOST_LEXEMES]
    return " ".join(
        f"'{word}':{','.join(of_word)}" if of_word else f"'{word}'" for word, of_word in lexemes
    )


def _passages(words):
    """Passages of a text that has more positions than a tsvector can store."""
    body = words.body
    is_repetitive = len(body) > MOST_POSITIONS and max(Counter(body).values()) > MOST_POSITIONS
    if len(body) < LAST_POSITION // 2 and not is_repetitive:
        return []
    starts = range(0, len(body), PASSAGE - MOST_WORDS)
    return [body[start : start + PASSAGE] for start in starts]
