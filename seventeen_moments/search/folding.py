"""Words without case, accents and marks: what is written and what is looked for, folded alike.

Done here and not by a database, so that SQLite and PostgreSQL hold the same words.
"""

import re
from unicodedata import combining, normalize

from seventeen_moments.core.precomputing import precomputed

LONGEST = 64  # letters of a word; the rest of it tells nothing apart

# What no decomposition takes apart. Signs for ь and ъ fall away: "Tverʹ", "obʺiavlenie".
LETTERS = str.maketrans("łøđðħıё", "loddhiе") | {
    ord("æ"): "ae",
    ord("œ"): "oe",
    ord("þ"): "th",
    ord("ß"): "ss",
    **dict.fromkeys(map(ord, "ʹʺ′″\u00ad\u200b\u200d"), ""),
    **dict.fromkeys(map(ord, "’‘ʼ`´＇"), "'"),
}

# A letter of a script without spaces is a word; apostrophes stand within words.
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff']+(?:'[^\W_']+)*")
ELIDED = {"l", "d", "c", "j", "m", "n", "t", "qu", "o"}  # l’amnistie, O’Brien


class _Folded(dict):
    """Made letter by letter, as they come."""

    def __missing__(self, code):
        written = chr(code).translate(LETTERS)
        letters = normalize("NFKD", normalize("NFKD", written).casefold()).translate(LETTERS)
        self[code] = folded = "".join(letter for letter in letters if not combining(letter))
        return folded


FOLDED = _Folded()


def fold(text):
    return text.translate(FOLDED)


@precomputed  # for a save looks twice at a row: when it is stored, and when its themes are
def words(text):
    """The words of the text, folded, in order."""
    return [word for match in WORD.finditer(fold(text)) for word in _parts(match.group())]


def _parts(word):
    pieces = word.split("'")
    elided = 0
    while elided < len(pieces) - 1 and pieces[elided] in ELIDED:
        elided += 1
    rest = "'".join(pieces[elided:])
    return [*pieces[:elided], rest.removesuffix("'s").replace("'", "")[:LONGEST]]
