"""The words around what was found, and the words found marked, as they are written."""

import re
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from django.conf import settings
from django.utils.html import format_html, format_html_join

from .documents import body_texts
from .folding import FOLDED, fold

BEFORE, AFTER = 90, 170  # letters around the first word found
LOOKED_THROUGH = 200_000
MOST_PLACES = 200


class Snippet(NamedTuple):
    text: str  # HTML
    language: str


def add_snippets(rows, query):
    """Sets `marked_title` and `snippet` for the list."""
    pattern = _pattern(query.terms)
    for row in rows:
        row.marked_title = marked(row.title, pattern)
        row.snippet = None if getattr(row, "content_warning", "") else _best(row, pattern)


def marked(text, pattern, start=0, stop=None):
    """The part of the text between two places, as HTML."""
    stop, pieces = len(text) if stop is None else stop, []
    for first, last in _places(text, pattern):
        if start <= first and last <= stop:
            pieces += [("{}", text[start:first]), ("<mark>{}</mark>", text[first:last])]
            start = last
    pieces.append(("{}", text[start:stop]))
    return format_html_join("", "{}", ((format_html(form, piece),) for form, piece in pieces))


def _best(row, pattern):
    """Of the text in which most of the words stand near one another."""
    found = [(_richest(text, pattern), text, language) for text, language in _texts(row)]
    found = [(place, text, language) for place, text, language in found if place]
    if not found:
        return None
    (_, at), text, language = max(found, key=lambda one: one[0][0])
    start, stop = _window(text, at)
    html = marked(text[: stop + 100], pattern, start, stop)
    ends = ("… " if start else "", " …" if stop < len(text) else "")
    return Snippet(format_html("{}{}{}", ends[0], html, ends[1]), language)


def _texts(row):
    for name, text in body_texts(row):
        if text:
            yield text[:LOOKED_THROUGH], _language(row, name)


def _language(row, name):
    if name.endswith("transliteration"):
        return row.language and f"{row.language}-Latn"
    return row.language if name in {"original", "words"} else settings.LANGUAGE_CODE


def _richest(text, pattern):
    """How many different words stand near one place, and that place; None without any."""
    places = [*_places(text, pattern)][:MOST_PLACES]
    best = None
    for at, _ in places:
        near = {fold(text[first:last]) for first, last in places if 0 <= first - at < AFTER}
        if not best or len(near) > best[0]:
            best = len(near), at
    return best


def _window(text, at):
    start, stop = max(at - BEFORE, 0), min(at + AFTER, len(text))
    if start:
        start = text.find(" ", start, at) + 1 or at
    if stop < len(text):
        stop = max(text.rfind(" ", at, stop), at + 1)
    return start, stop


def _places(text, pattern):
    """Where the words stand in the text itself: folding may have added letters or dropped some."""
    matches = [match.span() for match in pattern.finditer(fold(text))] if pattern else []
    if matches and all(len(FOLDED[ord(letter)]) == 1 for letter in set(text)):
        yield from matches
    elif matches:
        ends = [*accumulate((len(FOLDED[ord(letter)]) for letter in text), initial=0)]
        for first, last in matches:
            yield bisect_right(ends, first) - 1, bisect_right(ends, last - 1)


def _pattern(terms):
    if terms:
        return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(_term, terms))})")
    return None


def _term(term):
    written = r"[\W_]*".join("'?".join(word) for word in term.words)
    return written + (r"[^\W_]*" if term.is_begun else r"(?:'s)?(?![^\W_])")
