"""The words around a match, with the matches marked as they are written."""

import re
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import mark_safe

from .documents import body_texts
from .folding import FOLDED, fold

BEFORE, AFTER = 90, 170  # letters around the first match
MOST_LETTERS = 200_000  # of a text
MOST_MATCHES = 200


class Snippet(NamedTuple):
    text: str  # HTML
    language: str


def add_snippets(pages, query):
    """Sets `marked_title` and `snippet`, which is None after a content warning."""
    pattern = None
    if query.terms:
        terms = []
        for term in query.terms:
            first, *letters = "'?".join(term.words[0])
            # Begins with a letter, which is found faster than what is not before it.
            begin = rf"{first}(?<![^\W_]{first}){''.join(letters)}"
            words = r"[\W_]*".join([begin, *map("'?".join, term.words[1:])])
            terms.append(words + (r"[^\W_]*" if term.is_prefix else r"(?:'s)?(?![^\W_])"))
        pattern = re.compile("|".join(terms))
    for page in pages:
        title = marked(page.title, pattern, 0, len(page.title))
        hidden = hasattr(page._meta.model, "content_warning") and page.content_warning
        # Not by setattr(), for which a row of a list would need its object.
        vars(page).update(marked_title=title, snippet=None if hidden else snippet(page, pattern))


def marked(text, pattern, start, stop):
    """The part of the text between two indexes, as HTML."""
    pieces = []
    for first, last in matches(text, pattern):
        if start <= first and last <= stop:
            pieces += [escape(text[start:first]), "<mark>", escape(text[first:last]), "</mark>"]
            start = last
    pieces.append(escape(text[start:stop]))
    return mark_safe("".join(pieces))  # noqa: S308 - each piece is escaped


def snippet(page, pattern):
    """From the text that has most of the words near one another."""
    most, best = 0, None
    for name, whole in body_texts(page):
        text = whole[:MOST_LETTERS]
        spans = [*matches(text, pattern)][:MOST_MATCHES]
        for start, _ in spans:
            near = [text[first:last] for first, last in spans if 0 <= first - start < AFTER]
            if (different := len(set(map(fold, near)))) > most:
                most, best = different, (name, text, start)
    if best is None:
        return None
    name, text, match = best
    start, stop = max(match - BEFORE, 0), min(match + AFTER, len(text))
    if start:
        start = text.find(" ", start, match) + 1 or match
    if stop < len(text):
        stop = max(text.rfind(" ", match, stop), match + 1)
    html = marked(text[: stop + 100], pattern, start, stop)
    ends = ("… " if start else "", " …" if stop < len(text) else "")
    language = page.content_language
    if name in {"original", "transcript"}:
        language = page.language
    elif name.endswith("transliteration"):
        language = page.language and f"{page.language}-Latn"
    return Snippet(mark_safe(f"{ends[0]}{html}{ends[1]}"), language)  # noqa: S308 - it is


def matches(text, pattern):
    """The spans of matches in the text as it is written: folding adds or drops letters."""
    spans = [match.span() for match in pattern.finditer(fold(text))] if pattern else []
    if spans and all(len(FOLDED[ord(letter)]) == 1 for letter in set(text)):
        yield from spans
    elif spans:
        ends = [*accumulate((len(FOLDED[ord(letter)]) for letter in text), initial=0)]
        for first, last in spans:
            yield bisect_right(ends, first) - 1, bisect_right(ends, last - 1)
