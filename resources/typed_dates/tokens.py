"""Splits a typed date into tokens: numbers, known words and signs."""

import re
from typing import NamedTuple
from unicodedata import category, normalize

from . import words

DASHES = dict.fromkeys(map(ord, "‒–—―−"), "–") | dict.fromkeys(map(ord, "‐‑"), "-")
QUOTES = dict.fromkeys(map(ord, "’‘ʼ`´′"), "'") | dict.fromkeys(map(ord, "“”„«»"), " ")
# Letters that look alike, which a wrong keyboard layout mixes.
LATIN, CYRILLIC = "aceopxyktmhbi", "асеорхуктмнві"
TO_LATIN, TO_CYRILLIC = str.maketrans(CYRILLIC, LATIN), str.maketrans(LATIN, CYRILLIC)

TIME = re.compile(r"[t,\s]\s*(?P<hours>\d?\d):(?P<rest>\d\d(:\d\d([.]\d+)?)?)\s*([ap]m)?z?$")
WORD = re.compile(r"[^\W\d_]+")
ROMAN = re.compile(r"(?P<tens>x{0,2})(?P<ones>ix|iv|v?i{0,3})(eme|er|e|th|st)?")
ROMAN_ONES = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"]
# 27.03.1953, 3/27/53, 1953-3-27, 27-Mar-53, 27.III.1953
NUMERIC = re.compile(
    r"(?P<first>\d{1,4})\s?(?P<sign>[-–./])\s?(?P<second>\d{1,2}|[^\W\d_]{1,9})\s?(?P=sign)\s?"
    r"(?P<third>\d{4}|\d{1,2})(?!\d)"
)
DAY_AND_MONTH = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})(?!\d)\.?(?!\s?\d{4})")
MONTH_AND_YEAR = re.compile(r"(?P<month>\d{1,2})\s?[-./]\s?(?P<year>\d{4})(?!\d)")
COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?!\d)")
UNSPECIFIED = re.compile(r"(?P<decade>\d{3})[-–x](?=[])?]|$)|(?P<century>\d\d)(?:--|––|xx)")
NUMBER = re.compile(
    r"(?P<digits>\d+)(?:(?:"
    r"(?P<decade>-?(?:е|х|ые|ых)|-[ex]|'?s|ern?(?=\s*(?:jahre|$|[-–])))"
    r"|(?P<ordinal>st|nd|rd|th|-?(?:го|и|я|ая|ое|ом|м)|eme|er|e|o|a))(?![^\W\d_]))?"
)


class Token(NamedTuple):
    kind: str  # one letter: see words.SIGNS and the grammar
    value: object = None
    languages: frozenset = frozenset()
    gap: str = ""  # what separates it from the token before it


def fold(text):
    """Lower case without accents, with one kind of space, dash and apostrophe."""
    text = normalize("NFKC", text).translate(DASHES | QUOTES).casefold()
    text = "".join(sign for sign in normalize("NFD", text) if category(sign) not in {"Mn", "Cf"})
    return " ".join(text.split())


def _vocabulary():
    """The meanings of each word and phrase, as pairs of kind and value, with their languages."""
    tables = [
        ("M", words.MONTHS, range(1, 13)),
        ("S", words.SEASONS, range(21, 25)),
        ("e", words.PARTS, range(3)),
        ("o", words.ORDINALS, [1, 2, 3, 4, -1]),
        ("f", words.FRACTIONS, range(2, 5)),
        ("O", words.CENTURIES_IN_WORDS, range(10, 22)),
        *((kind, by_language, [None]) for kind, by_language in words.SIGNS.items()),
    ]
    vocabulary = {}
    for kind, by_language, values in tables:
        for language, listed in by_language.items():
            for value, synonyms in zip(values, listed.split(","), strict=True):
                for phrase in map(fold, synonyms.split("|")):
                    meanings = vocabulary.setdefault(phrase, {})
                    meanings[kind, value] = meanings.get((kind, value), frozenset()) | {language}
    return vocabulary


VOCABULARY = _vocabulary()


def _phrase_pattern(phrase):
    parts = phrase.split(" ")
    between = r"[.\s/-]*" if max(map(len, parts)) <= 3 else r"[.\s-]+"
    return between.join(map(re.escape, parts))


LONG = sorted((p for p in VOCABULARY if not WORD.fullmatch(p)), key=len, reverse=True)
PHRASE = re.compile("(?:" + "|".join(f"({_phrase_pattern(p)})" for p in LONG) + r")(?![^\W_])")


def tokens_of(text):
    """The tokens of a folded text, without those that mean nothing."""
    tokens, position, end = [], 0, 0
    while position < len(text):
        token, length = _next(text, position, tokens)
        if token:
            if token.kind != " ":
                tokens.append(token._replace(gap=text[end:position]))
            end = position + length
        position += length
    return tokens


def _next(text, position, before):
    """A token and its length; None for signs that mean nothing."""
    if text[position].isdecimal():
        return _number(text, position)
    if match := PHRASE.match(text, position):
        return _meaning(LONG[match.lastindex - 1], before), match.end() - position
    if match := WORD.match(text, position):
        return _word(match[0], text[match.end() :], before), len(match[0])
    sign = text[position]
    if sign in "–-":
        joins = before and before[-1].kind in "eBA" and sign == "-"  # mid-1950s, pre-1917
        return (None if joins else Token("-", sign)), 1
    if sign in "~?%/()[]":
        return Token(sign), 1
    return (None if sign in " .,;:'" else Token("X")), 1


def _number(text, position):
    for pattern in [NUMERIC, COMPACT, MONTH_AND_YEAR, DAY_AND_MONTH]:
        match = pattern.match(text, position)
        if match and (numbers := _numbers(match)):
            return Token("D", numbers), len(match[0])
    if match := UNSPECIFIED.match(text, position):
        decade, century = match["decade"], match["century"]
        value = (int(decade) * 10, 10) if decade else (int(century) * 100, 100)
        return Token("u", value), len(match[0])
    match = NUMBER.match(text, position)
    return _count(match), len(match[0])


def _count(match):
    digits, value = match["digits"], int(match["digits"][:9])
    if len(digits) > 4 or (match["decade"] and value % 10):
        return Token("X")
    if match["decade"]:
        return Token("K", (value, len(digits), match["decade"]))
    if len(digits) > 2:
        return Token("Y", value)
    return Token("O" if match["ordinal"] else "N", value)


def _numbers(match):
    """The groups of a numeric date, with the word for a month as a number, or None."""
    numbers = match.groupdict()
    second = numbers.get("second", "")
    if second and not second.isdigit():
        kind, value, *_others = _word(second, "", [])
        if kind not in "MR":
            return None
        numbers |= {"second": str(value), "named": True}
    if len(numbers.get("first", "1")) == 3:
        return None
    return numbers


def _word(word, after, before):
    if word in {"c", "s", "в"} and (is_century := _is_century(word, after, before)) is not None:
        return (
            Token("C", None, frozenset({"ru"} if word == "в" else ()))
            if is_century
            else (Token("~", None, frozenset({"en"})) if word == "c" else Token("X"))
        )
    for spelling in [word, word.translate(TO_LATIN), word.translate(TO_CYRILLIC)]:
        if spelling in VOCABULARY:
            return _meaning(spelling, before)
        match = ROMAN.fullmatch(spelling)
        if match and match["tens"] + match["ones"]:
            return Token("R", 10 * len(match["tens"]) + ROMAN_ONES.index(match["ones"]))
    return Token("X")


def _is_century(word, after, before):
    """ "19th c.", "XIXe s.", "s. XIX" and "19 в."; None for the Russian preposition."""
    if before and before[-1].kind in ("RONC" if word == "в" else "ROC"):
        return True
    if word == "в":
        return None
    following = WORD.match(after.lstrip(". "))
    return word == "s" and bool(following and ROMAN.fullmatch(following[0]))


def _meaning(phrase, before):
    meanings = VOCABULARY[phrase]
    # "last third", "primer cuarto": a fraction after an ordinal, and otherwise an ordinal.
    after_ordinal = before and before[-1].kind in "oO"
    if after_ordinal and phrase in {"third", "cuarto"}:
        return Token("f", 3 if phrase == "third" else 4, meanings.get(("f", 4), frozenset({"en"})))
    (kind, value), languages = next(iter(meanings.items()))
    return Token(kind, value, languages)
