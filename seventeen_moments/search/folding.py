"""Folds words: without case, accents and marks, in texts and in queries alike.

Python does it, not the database, so that SQLite and PostgreSQL have the same words.
"""

import re
from unicodedata import combining, normalize

from seventeen_moments.core.precomputing import precomputed

LONGEST = 64  # letters of a word; the rest makes no difference

# Letters without a decomposition. The signs for ь and ъ are dropped: "Tverʹ", "obʺiavlenie".
LETTERS = str.maketrans("łøđðħıё", "loddhiе") | {
    ord("æ"): "ae",
    ord("œ"): "oe",
    ord("þ"): "th",
    ord("ß"): "ss",
    **dict.fromkeys(map(ord, "ʹʺ′″\u00ad\u200b\u200d"), ""),
    **dict.fromkeys(map(ord, "’‘ʼ`´＇"), "'"),
}

# Each letter of a script without spaces is a word; apostrophes are part of a word.
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff']+(?:'[^\W_']+)*")
ELIDED = {"l", "d", "c", "j", "m", "n", "t", "qu", "o"}  # l’amnistie, O’Brien


class _Folded(dict):
    """A table for str.translate() that is filled letter by letter."""

    def __missing__(self, code):
        text = chr(code).translate(LETTERS)
        letters = normalize("NFKD", normalize("NFKD", text).casefold()).translate(LETTERS)
        self[code] = folded = "".join(letter for letter in letters if not combining(letter))
        return folded


FOLDED = _Folded()


def fold(text):
    if text.isascii():
        return text.lower().replace("`", "'")
    return text.translate(FOLDED)


@precomputed  # a save indexes a row twice: when it is stored, and when its themes are
def words(text):
    """The words of the text, folded, in order."""
    words = []
    for word in WORD.findall(fold(text)):
        if "'" not in word:  # the many, in half the time
            words.append(word[:LONGEST])
            continue
        parts = word.split("'")
        elided = 0
        while elided < len(parts) - 1 and parts[elided] in ELIDED:
            elided += 1
        rest = "'".join(parts[elided:]).removesuffix("'s").replace("'", "")
        words += [*parts[:elided], rest[:LONGEST]]
    return words
