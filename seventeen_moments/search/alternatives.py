"""What a reader may mean by a term: its other spellings, and words typed apart or together."""

import re

from .days import MONTHS
from .folding import fold, words
from .numerals import END, LETTER, NUMBERED, OPIS, REFERENCE
from .variants import ARCHIVE, variants

MOST = 12

# Beginnings of words that are also written apart or with a hyphen.
BEGINNINGS = (
    "after|anti|co|counter|ex|inter|mid|multi|neo|non|over|post|pre|pro|pseudo|self|semi|sub"
    "|super|trans|ultra|under|vice"
    "|анти|вице|внутри|контр|меж|микро|нео|обер|пост|пред|псевдо|пол|полу|сверх|супер|ультра"
    "|унтер|экс"
)
BEGINNING = re.compile(rf"({BEGINNINGS})\s?({LETTER}{{3,}})")
ORDINAL = re.compile(r"(\d+)[-']?(?:и|я|е|го|му|м|ом|ая|ое|ои|ых|ую|th|st|nd|rd)")
LETTERS_AND_NUMBER = re.compile(rf"(\d{{0,2}}{LETTER}{{1,7}})(\d+{LETTER}?)")
SAME = [
    {"ф", "фонд", "f", "fond"},
    {"оп", "опись", "op", "opis"},
    {"д", "дело", "d", "delo", "спр", "справа", "spr"},
    {"л", "лл", "лист", "l", "ll", "арк", "ark"},
    {"no", "n", "nr", "номер"},
]

# Typed with spaces, which are one term. The words of the first are together in a text, too.
MONTH = rf"(?:{'|'.join(MONTHS)}){LETTER}*\.?"
TOGETHER = (
    rf"(?=[^\"]*?\b(?:{OPIS})\.?\s?\d){REFERENCE.pattern}"
    rf"|(?:{LETTER}\.\s){{2,}}{LETTER}(?:\.|{END})|(?-i:[A-ZА-Я](?:\s[A-ZА-Я]){{2,}}){END}"
    rf"|(?:№|no|nr|n|номер)\.?\s?\d+{END}|(?:{ARCHIVE}){END}"
)
SPACED = (
    rf"\d\d?(?:-?го|th|st|nd|rd)?\.?\s(?:of\s)?{MONTH},?\s\d{{4}}{END}"
    rf"|{MONTH}\s\d\d?(?:th|st|nd|rd)?,?\s\d{{4}}{END}"
    rf"|\d{{1,3}}(?:\s\d{{3}})+{END}"
    rf"|{NUMBERED}|(?-i:\d{{0,2}}[A-ZА-Я]{{1,3}})\s\d{{1,5}}{END}"
    rf"|(?:{BEGINNINGS})\s{LETTER}{{3,}}{END}"
)


def alternatives(typed):
    """Phrases that mean the same as the typed words, each as a tuple of words."""
    own, folded = words(typed), fold(typed).strip()
    found = [other for span, other in variants(typed) if words(span) == own]
    if len("".join(own)) == 2:  # “U.S.” is not the pronoun; the index has both of a country
        found = [other for other in found if other[0].isdecimal()]
    if len(own) > 2 and max(map(len, own)) == 1:  # C P D R
        found.append(["".join(own)])
    if match := BEGINNING.fullmatch(" ".join(own)):
        found.append([match[1] + match[2]] if len(own) > 1 else [*match.groups()])
    if match := ORDINAL.fullmatch(folded):
        found.append([match[1]])
    if len(own) == 2 and (match := LETTERS_AND_NUMBER.fullmatch(own[0])):
        found.append([*match.groups(), own[1]])  # FO371/71687
    elif len(own) <= 2 and (match := LETTERS_AND_NUMBER.fullmatch("".join(own))):
        found += _numbered(*match.groups())
    return tuple(dict.fromkeys(tuple(other) for other in found if other and other != own))[:MOST]


def _numbered(letters, number):
    """“ф. 9401”, “f. 9401”, “фонд 9401”, “ф9401”."""
    same = next((names for names in SAME if letters in names), {letters})
    return [words for name in sorted(same) for words in ([name, number], [name + number])]
