"""FTS5. Its tokenizer "ascii" does not change folded words."""

from django.db import connection

MOST_RANKED = 3000
WEIGHTS = "20.0, 5.0, 1.0"  # of title, other, body

TIDY = ["INSERT INTO search_words(search_words) VALUES ('optimize')", "ANALYZE"]
# Deleted words stay in the table until it is optimized.
FORGET_UNUSED = [
    "CREATE VIRTUAL TABLE temp.search_terms USING fts5vocab(main, search_words, row)",
    "DELETE FROM search_word WHERE word NOT IN (SELECT term FROM temp.search_terms)",
    "DROP TABLE temp.search_terms",
    TIDY[0],
]

AS_JSON = "json_group_object({}, {})"
WORDS = "w.title, w.other, w.body"  # selects what is_same() and stored_words() need

FROM = "search_words CROSS JOIN search_document d ON d.id = search_words.rowid"


BEGINS = "word >= %s AND word < %s"  # LIKE would read all words
PLANNED = ""  # SQLite uses the index of the words anyway
LIST = "group_concat({})"


def begins(letters):
    """The values of BEGINS."""
    return [letters, letters + "\U0010ffff"]


def store(entries):
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT OR REPLACE INTO search_words (rowid, title, other, body)"
            " VALUES (%s, %s, %s, %s)",
            [[entry.document.pk, *map(" ".join, entry.words)] for entry in entries],
        )


def is_same(entry):
    """Whether the document had these words when the entry was made."""
    return entry.stored.words == [*map(" ".join, entry.words)]


def stored_words(entry):
    """The words that the document had then."""
    return " ".join(words or "" for words in entry.stored.words).split()


def is_stored(entry):
    """Whether the words of the document are those of the entry."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM search_words"
            " WHERE rowid = %s AND title = %s AND other = %s AND body = %s",
            [entry.document.pk, *map(" ".join, entry.words)],
        )
        return cursor.fetchone() is not None


def remove(keys):
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [[key] for key in keys])


def matching(query):
    expression = f"({_joined(query.terms, ' AND ')})"
    if query.excluded:
        expression += f" NOT ({_joined(query.excluded, ' OR ')})"
    return "search_words MATCH %s", [expression]


def ranked(query, where, values):
    """SQL for the keys, best first; documents with all words in their titles come first.

    Only MOST_RANKED documents of each sort are ranked.
    """
    (expression,), others = values[:1], values[1:]
    title = f"({{title}} : ({_joined(query.terms, ' AND ')}))"
    candidates = [
        f"SELECT * FROM (SELECT d.id, d.public_from, {tier} AS tier,"
        f" bm25(search_words, {WEIGHTS}) AS score FROM {FROM} WHERE {where} LIMIT {MOST_RANKED})"
        for tier in [1, 2]
    ]
    return (
        f"SELECT id FROM ({' UNION ALL '.join(candidates)})"
        " ORDER BY tier, score, public_from DESC, id",
        [f"{title} AND ({expression})", *others, f"({expression}) NOT {title}", *others],
    )


def _joined(terms, operator):
    return operator.join(map(_term, terms))


def _term(term):
    return f"({' OR '.join([' AND '.join(map(_phrase, term.own)), *map(_phrase, term.others)])})"


def _phrase(phrase):
    return f'"{" ".join(phrase.words)}"{" *" if phrase.is_prefix else ""}'
