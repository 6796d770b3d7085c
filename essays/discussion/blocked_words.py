"""Finds blocked words in a reader's text, disguised ones too."""

import re
from functools import lru_cache
from html import unescape
from typing import NamedTuple
from unicodedata import normalize

from seventeen_moments.core.lookalikes import STROKE, bare, scripts_of, skeleton

PUNYCODE = re.compile(r"\bxn--([a-z0-9-]{1,59})", re.IGNORECASE)
SPACED = re.compile(r"(?<![^\W_])[^\W_](?:[\W_]{1,3}[^\W_](?![^\W_])){2,}")  # v.i.a.g.r.a
NUMBERED = re.compile(r"(?<![^\W_])(?:\d{2,}([^\W\d_]+)|([^\W\d_]+)\d{2,})(?![^\W_])")  # viagra24
BETWEEN_WORDS = re.compile(r"(?<=[^\W_])[\W_]+(?=[^\W_])")
SHORTEST_WITHIN = 4  # letters: a shorter word has to be all of the spaced ones
STROKES = str.maketrans("il", STROKE * 2)


class Group(NamedTuple):
    """Blocked words for which a text is read in the same way."""

    scripts: frozenset
    accents: bool  # those of the words count
    words: dict  # the pattern of each, by the word with all its strokes alike


def has_blocked_word(text, blocked):
    """Finds whole words, in any case and width, whatever else is put in, on or between letters.

    A look-alike of another alphabet is the letter. So are 0 and 1; other digits and signs are not.
    """
    text = PUNYCODE.sub(_from_punycode, unescape(text))
    text = NUMBERED.sub(r"\g<0> \1\2", text)
    return any(_occurs(group, text) for group in _groups(blocked))


def entries(lines):
    return [entry.strip() for entry in lines.splitlines() if entry.strip()]


def _occurs(group, text):
    text = bare(text, accents=group.accents)
    spaced = [re.sub(r"[\W_]", "", run) for run in SPACED.findall(text)]
    whole, *spaced = (_fold(part, group.scripts) for part in [text, *spaced])
    apart = BETWEEN_WORDS.sub(" ", whole)
    strokes, runs = whole.translate(STROKES), " ".join(spaced).translate(STROKES)
    phrases = apart.translate(STROKES)
    # A pattern is compiled only for what occurs: the list may have thousands of words.
    for word, pattern in group.words.items():
        if word in strokes and _has(pattern, whole):
            return True
        if " " in word and word in phrases and _has(pattern, apart):
            return True
        if word in runs and any(
            re.fullmatch(pattern, run) or (len(word) >= SHORTEST_WITHIN and re.search(pattern, run))
            for run in spaced
        ):
            return True
    return False


def _has(pattern, text):
    return re.search(rf"(?<![^\W_]){pattern}(?![^\W_])", text)


@lru_cache(maxsize=4)
def _groups(blocked):
    groups = {}
    for entry in entries(blocked):
        accents = bare(entry) != bare(entry, accents=True)
        word = bare(entry, accents=accents)
        scripts = scripts_of(word)
        group = groups.setdefault((scripts, accents), Group(scripts, accents, {}))
        for form in {word.lower(), word.casefold()}:  # “groß” is “GROSS”, but “aß” not “ass”
            folded = _fold(form, scripts)
            pattern = re.sub("[il]", rf"[\g<0>{STROKE}]", re.escape(folded))
            group.words[folded.translate(STROKES)] = pattern
    return list(groups.values())


def _fold(text, scripts):
    return " ".join(skeleton(text, scripts).split())


def _from_punycode(label):
    try:
        return normalize("NFC", label[1].encode().decode("punycode"))
    except UnicodeError:
        return label[0]
