"""FTS5. Its tokenizer "ascii" does not change folded words."""

from contextlib import nullcontext

from django.db import connection

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


def planned():
    return nullcontext()  # SQLite uses the index anyway


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
    """SQL for the keys, best first; documents with all words in their titles come first."""
    title = f"{{title}} : ({_joined(query.terms, ' AND ')})"
    return (
        f"SELECT d.id FROM {FROM} WHERE {where}"
        " ORDER BY d.id IN (SELECT rowid FROM search_words WHERE search_words MATCH %s) DESC,"
        f" bm25(search_words, {WEIGHTS}), d.public_from DESC, d.id",
        [*values, title],
    )


def _joined(terms, operator):
    return operator.join(
        f'"{" ".join(term.words)}"{" *" if term.is_prefix else ""}' for term in terms
    )
