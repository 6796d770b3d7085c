"""The words around a match, with the matches marked as they are written."""

import re
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import mark_safe

from .documents import body_texts
from .folding import FOLDED, IS_UNSPACED, fold
from .spelling import spellings
from .variants import variants

BEFORE, AFTER = 90, 170  # letters around the first match
MOST_LETTERS = 200_000  # of a text
MOST_MATCHES = 200


class Snippet(NamedTuple):
    text: str  # HTML
    language: str


class Marks:
    """Finds the matches of a query in texts.

    Other spellings are looked for if nothing else is found, since that takes longer.
    """

    def __init__(self, query):
        self.phrases = [phrase for term in query.terms for phrase in [*term.own, *term.others]]
        self.patterns = [_usual(self.phrases), _in_other_spellings(self.phrases)]

    def spans(self, texts):
        """The spans in each of the texts."""
        found = [[] for _ in texts]
        if self.phrases:
            for pattern in [*self.patterns, None]:
                found = [
                    [*matches(text, pattern or _of_variants(text, self.phrases))] for text in texts
                ]
                if any(found):
                    break
        return found


def _usual(phrases):
    patterns = []
    for words, is_prefix in phrases:
        first, *letters = "'?".join(words[0])
        # Begins with a letter, which is found faster than what is not before it.
        begin = rf"{first}{_begin(words).format(first)}{''.join(letters)}"
        patterns.append(_phrase([begin, *map("'?".join, words[1:])], words, is_prefix))
    return re.compile("|".join(patterns))


def _in_other_spellings(phrases):
    return re.compile(
        "|".join(
            _begin(words).format("") + _phrase(map(spellings, words), words, is_prefix)
            for words, is_prefix in phrases
        )
    )


def _of_variants(text, phrases):
    wanted = {phrase.words for phrase in phrases}
    written = {fold(span) for span, other in variants(text) if not wanted.isdisjoint(_parts(other))}
    return re.compile("|".join(map(re.escape, written)) or "(?!)")


def _parts(words):
    """How the words begin: the numbers of a file begin with those of its fond."""
    return (tuple(words[:length]) for length in range(1, len(words) + 1))


def _begin(words):
    return "" if IS_UNSPACED.match(words[0]) else r"(?<![^\W_]{})"


def _phrase(patterns, words, is_prefix):
    if IS_UNSPACED.match(words[-1]):
        end = ""
    else:
        end = r"[^\W_]*" if is_prefix else r"(?:'s)?(?![^\W_])"
    return r"[\W_]*".join(patterns) + end


def add_snippets(pages, query):
    """Sets `marked_title` and `snippet`, which is None after a content warning."""
    marks = Marks(query)
    for page in pages:
        [spans] = marks.spans([page.title])
        title = marked(page.title, spans, 0, len(page.title))
        hidden = hasattr(page._meta.model, "content_warning") and page.content_warning
        # Not by setattr(), for which a row of a list would need its object.
        vars(page).update(marked_title=title, snippet=None if hidden else snippet(page, marks))


def marked(text, spans, start, stop):
    """The part of the text between two indexes, as HTML."""
    pieces = []
    for first, last in spans:
        if start <= first and last <= stop:
            pieces += [escape(text[start:first]), "<mark>", escape(text[first:last]), "</mark>"]
            start = last
    pieces.append(escape(text[start:stop]))
    return mark_safe("".join(pieces))  # noqa: S308 - each piece is escaped


def snippet(page, marks):
    """From the text that has most of the words near one another."""
    most, best = 0, None  # the latter with all matches in its text
    texts = [(name, whole[:MOST_LETTERS]) for name, whole in body_texts(page)]
    for (name, text), found in zip(texts, marks.spans([text for _, text in texts]), strict=True):
        spans = found[:MOST_MATCHES]
        for start, _ in spans:
            near = [text[first:last] for first, last in spans if 0 <= first - start < AFTER]
            if (different := len(set(map(fold, near)))) > most:
                most, best = different, (name, text, found, start)
    if best is None:
        return None
    name, text, found, match = best
    start, stop = max(match - BEFORE, 0), min(match + AFTER, len(text))
    if start:
        start = text.find(" ", start, match) + 1 or match
    if stop < len(text):
        stop = max(text.rfind(" ", match, stop), match + 1)
    html = marked(text, found, start, stop)
    ends = ("… " if start else "", " …" if stop < len(text) else "")
    language = page.content_language
    if name in {"original", "transcript"}:
        language = page.language
    elif name.endswith("transliteration"):
        language = page.language and f"{page.language}-Latn"
    return Snippet(mark_safe(f"{ends[0]}{html}{ends[1]}"), language)  # noqa: S308 - it is


def matches(text, pattern):
    """The spans of matches in the text as it is written: folding adds or drops letters."""
    spans = [match.span() for match in pattern.finditer(fold(text))]
    if spans and (text.isascii() or all(len(FOLDED[ord(letter)]) == 1 for letter in set(text))):
        yield from spans
    elif spans:
        ends = [*accumulate((len(FOLDED[ord(letter)]) for letter in text), initial=0)]
        for first, last in spans:
            yield bisect_right(ends, first) - 1, bisect_right(ends, last - 1)
