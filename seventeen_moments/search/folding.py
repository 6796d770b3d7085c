"""Folds words: without case, accents and marks, in texts and in queries alike.

Python does it, not the database, so that SQLite and PostgreSQL have the same words. Letters are
folded one by one here. Rules that look at the whole word are in spelling.py; what is written in
several words, or with other signs, is in variants.py.
"""

import re
from unicodedata import category, combining, digit, normalize

from seventeen_moments.core.precomputing import precomputed

from .spelling import LONGEST, standard


def _pairs(*pairs):
    return {letter: plain for letters, plain in pairs for letter in letters}


# Letters without a decomposition, by what is typed in their place.
LETTERS = _pairs(
    ("łŁ", "l"), ("øØ", "o"), ("đðĐÐ", "d"), ("ħĦ", "h"), ("ı", "i"), ("ŧ", "t"), ("ŋ", "n"),
    ("æ", "ae"), ("œ", "oe"), ("þ", "th"), ("ßẞ", "ss"), ("ə", "e"),
    # Russian before 1918, Church Slavonic, Ukrainian
    ("ёѣєѥ", "е"), ("ѳ", "ф"), ("ѵ", "и"), ("ѡ", "о"), ("ѕ", "з"), ("ѫꙋ", "у"), ("ѧꙗ", "я"),
    ("ѯ", "кс"), ("ѱ", "пс"), ("ґ", "г"),
    # Kazakh, Tatar, Bashkir, Kyrgyz, Yakut, Tajik, by the letters of a Russian keyboard
    ("ә", "а"), ("ғҕ", "г"), ("қҡҝ", "к"), ("ңҥ", "н"), ("ө", "о"), ("ұү", "у"), ("һҳ", "х"),
    ("ҷҹ", "ч"), ("җ", "ж"), ("ҙ", "з"), ("ҫ", "с"), ("ӏӀ", ""),
    # Hebrew and Yiddish: digraphs, final letters
    ("װ", "וו"), ("ױ", "וי"), ("ײ", "יי"), ("ך", "כ"), ("ם", "מ"), ("ן", "נ"), ("ף", "פ"),
    ("ץ", "צ"), ("׳״", ""),
    # Arabic and Persian
    ("ٱ", "ا"), ("یىې", "ي"), ("ک", "ك"), ("ةہھە", "ه"), ("ـ", ""),
    # The signs for ь and ъ are dropped: "Tverʹ", "obʺiavlenie".
    ("ʹʺ′″", ""),
    ("’‘‛ʼʻ`´＇ꞌ", "'"), ("‐‑‒–−־", "-"), ("№", " no "),
)  # fmt: skip
# Georgian letters of manuscripts and inscriptions.
LETTERS |= {chr(code): chr(code - 0x2D00 + 0x10D0) for code in range(0x2D00, 0x2D26)}
TABLE = str.maketrans(LETTERS)

# Not combining by their class, and invisible: joiners and selectors of variants.
INVISIBLE = {0x34F, *range(0x180B, 0x180F), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
VOICED = "\u3099\u309a"  # marks that make other letters of kana

# Each letter of a script without spaces is a word, so that parts of its words are found.
UNSPACED = (
    "\u0e01-\u0eff\u1000-\u109f\u1780-\u17d3\u3041-\u3098\u309d-\u30fa\u30fc-\u30ff"
    "\u3400-\u9fff\U00020000-\U0003ffff"
)
HANGUL = "[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?"  # a syllable, which is decomposed
LETTER = rf"[^\W_{UNSPACED}\u1100-\u11ff]"
# Apostrophes are part of a word. So are straight quotation marks in Hebrew abbreviations, and in
# Russian of the early twenties, which was printed without ъ.
INNER = '\'|(?<=[א-ת])"(?=[א-ת])|(?<=[бвдзкмнрст])"(?=[еюя])'
IS_UNSPACED = re.compile(f"[{UNSPACED}\u1100-\u11ff]")
WORD = re.compile(rf"{HANGUL}|[{UNSPACED}][{VOICED}]?|{LETTER}+(?:(?:{INNER}){LETTER}+)*")
# The same for texts without such letters, in half the time.
MAYBE_UNSPACED = re.compile("[\u0e01-\u1fff\u3041-\U0010ffff]")
SPACED_WORD = re.compile(rf"[^\W_]+(?:(?:{INNER})[^\W_]+)*")
MARKED = re.compile("['\"]")
ELIDED = {"l", "d", "c", "j", "m", "n", "t", "qu", "o", "д", "о", "л"}  # l’amnistie, О’Хара
SIGN = re.compile("(?<=[а-яі])'(?=[а-яі])")  # п’ять, об’явление: as ъ


class _Folded(dict):
    """A table for str.translate() that is filled letter by letter."""

    def __missing__(self, code):
        text = chr(code).translate(TABLE)
        folded = normalize("NFKD", normalize("NFKD", text).casefold()).translate(TABLE)
        folded = "".join(map(_plain, folded))
        self[code] = folded = f" {folded}" if "⁄" in folded else folded  # 3½
        return folded


def _plain(letter):
    kept = letter in VOICED or not combining(letter)
    if not kept or ord(letter) in INVISIBLE or category(letter) == "Cf":
        return ""
    return str(digit(letter)) if category(letter) == "Nd" else letter


FOLDED = _Folded()


def fold(text):
    """Each letter folded by itself. Some become several letters, or none."""
    if text.isascii():
        return text.lower().replace("`", "'")
    return text.translate(FOLDED)


@precomputed  # a save indexes a row twice: when it is stored, and when its themes are
def words(text):
    """The words of the text, folded, in order."""
    return words_of(fold(text))


def words_of(folded):
    is_ascii = folded.isascii()
    word = WORD if not is_ascii and MAYBE_UNSPACED.search(folded) else SPACED_WORD
    found = word.findall(folded)
    if MARKED.search(folded):
        found = [part for word in found for part in _parts(word)]
    return [word[:LONGEST] for word in found] if is_ascii else [*map(standard, found)]


def _parts(word):
    """The words of one with apostrophes."""
    if word.isalnum():
        return [word]
    parts = MARKED.split(word)
    elided = 0
    while elided < len(parts) - 1 and parts[elided] in ELIDED:
        elided += 1
    rest = SIGN.sub("ъ", "'".join(parts[elided:])).removesuffix("'s").replace("'", "")
    return [*parts[:elided], rest]
