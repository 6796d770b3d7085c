"""FTS5. Its tokenizer "ascii" leaves folded words as they are."""

from contextlib import nullcontext

from django.db import connection

WEIGHTS = "20.0, 5.0, 1.0"  # of title, other, body

TIDY = ["INSERT INTO search_words(search_words) VALUES ('optimize')", "ANALYZE"]

FROM = "search_words CROSS JOIN search_document d ON d.id = search_words.rowid"


def planned():
    return nullcontext()  # SQLite goes by the index as it is


def store(entries):
    remove([entry.document.pk for entry in entries])
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_words (rowid, title, other, body) VALUES (%s, %s, %s, %s)",
            [[entry.document.pk, *map(" ".join, entry.words)] for entry in entries],
        )


def remove(keys):
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [[key] for key in keys])


def matching(query):
    return "search_words MATCH %s", [_expression(query)]


def ranked(query, where, values):
    """The keys of the best, those with all words in their titles first."""
    title = f"{{title}} : ({_all(query.terms)})"
    return (
        f"SELECT d.id FROM {FROM} WHERE {where}"
        " ORDER BY d.id IN (SELECT rowid FROM search_words WHERE search_words MATCH %s) DESC,"
        f" bm25(search_words, {WEIGHTS}), d.public_from DESC, d.id",
        [*values, title],
    )


def _expression(query):
    found = f"({_all(query.terms)})"
    return f"{found} NOT ({_any(query.excluded)})" if query.excluded else found


def _all(terms):
    return " AND ".join(map(_term, terms))


def _any(terms):
    return " OR ".join(map(_term, terms))


def _term(term):
    return f'"{" ".join(term.words)}"{" *" if term.is_begun else ""}'
