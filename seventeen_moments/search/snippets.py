"""The words around a match, with the matches marked as they are written."""

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import mark_safe

from .documents import body_texts
from .folding import FOLDED, IS_UNSPACED, fold, words
from .parsing import Query, Term
from .spelling import spellings
from .variants import variants

BEFORE, AFTER = 90, 170  # letters around the first match
MOST_LETTERS = 200_000  # of a text
MOST_MATCHES = 200
POSSESSIVE = re.compile("['’]s$")


class Snippet(NamedTuple):
    text: str  # HTML
    language: str


class Marks:
    """Finds the matches of a query in texts.

    Other spellings of a term are looked for if nothing else is found, since that takes longer.
    """

    def __init__(self, query):
        self.terms = tuple((*term.own, *term.others) for term in query.terms)

    def spans(self, texts):
        """The spans in each of the texts, in order."""
        found, missing = [[] for _ in texts], self.terms
        for kind in [_usual, _in_other_spellings]:
            if missing:
                pattern, terms = _pattern(kind, missing), set()
                for spans, text in zip(found, texts, strict=True):
                    for start, stop, term in matches(text, pattern):
                        spans.append((start, stop))
                        terms.add(term - 1)
                missing = tuple(term for at, term in enumerate(missing) if at not in terms)
        if missing and not any(found):
            patterns = [_of_variants(text, [*chain(*missing)]) for text in texts]
            pairs = zip(texts, patterns, strict=True)
            return [[span[:2] for span in matches(*pair)] for pair in pairs]
        return [sorted(spans) for spans in found]


def written(word, texts):
    """The folded word as one of the texts has it, or as it is if none has."""
    texts = [text[:MOST_LETTERS] for text in texts]
    marks = Marks(Query((Term((word,)),)))
    for text, spans in zip(texts, marks.spans(texts), strict=True):
        for start, stop in spans:
            found = POSSESSIVE.sub("", text[start:stop])
            if found.isalpha() and words(found) == [word]:
                return found
    return word


@lru_cache(maxsize=500)  # the same for all pages of results, which are many texts
def _pattern(kind, terms):
    """Each term is a group of the pattern."""
    return re.compile("|".join(f"({'|'.join(kind(*phrase) for phrase in term)})" for term in terms))


def _usual(words, is_prefix):
    first, *letters = "'?".join(words[0])
    # Begins with a letter, which is found faster than what is not before it.
    begin = rf"{first}{_begin(words).format(first)}{''.join(letters)}"
    return _phrase([begin, *map("'?".join, words[1:])], words, is_prefix)


def _in_other_spellings(words, is_prefix):
    return _begin(words).format("") + _phrase(map(spellings, words), words, is_prefix)


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
    end = r"[^\W_]*" if is_prefix else r"(?:'s)?(?![^\W_])"
    return r"[\W_]*".join(patterns) + ("" if IS_UNSPACED.match(words[-1]) else end)


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
    """Yields start, stop and group of matches in the text as it is written.

    Folding adds or drops letters.
    """
    found = [(*match.span(), match.lastindex) for match in pattern.finditer(fold(text))]
    if found and (text.isascii() or all(len(FOLDED[ord(letter)]) == 1 for letter in set(text))):
        yield from found
    elif found:
        ends = [*accumulate((len(FOLDED[ord(letter)]) for letter in text), initial=0)]
        for first, last, group in found:
            yield bisect_right(ends, first) - 1, bisect_right(ends, last - 1), group
