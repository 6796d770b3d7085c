"""Other ways to write what a text has: “C.P.D.R.” and CPDR, “post-thaw” and postthaw, numerals.

The index holds them after the words of a text, so that words and phrases stay as they are. A
search asks for any of those of what was typed.
"""

import re
from unicodedata import normalize

from seventeen_moments.core.precomputing import precomputed

from .folding import fold, words, words_of
from .numerals import BEGIN, END, LETTER, numerals
from .spelling import LONGEST

# The number of these rules, and of those in folding.py, spelling.py, old_spellings.py, numerals.py,
# days.py and phonetics.py. After a change of the words of any text, or of their sounds, it grows by
# one, and the index has to be rebuilt.
RULES = 3

# Each is looked for by its sign, which is found fast, and then matched from its first letter.
HYPHEN = re.compile(r"-(?:[ \t]*\n\s*)?(?=[^\W_])")
COMPOUND = re.compile(rf"{LETTER}+(?:-(?:[ \t]*\n\s*)?[^\W_]+){{1,4}}{END}")
APOSTROPHE = re.compile(r"'(?=[^\W_])")
ELIDED = re.compile(r"(?:[odо]|[а-яі]+)'[^\W_']+")
DOT = re.compile(rf"\.\s?(?={LETTER}(?:\.|{END}))")
DOTTED = re.compile(
    rf"(?:{LETTER}\.\s?){{3,}}(?:{LETTER}{END})?|(?:{LETTER}\.){{1,2}}{LETTER}(?:\.|{END})"
)
BRACKET = re.compile(rf"\((?={LETTER}\))")
BRACKETED = re.compile(rf"{LETTER}+\({LETTER}\)")  # ВКП(б)
FIRST_LETTER = re.compile(r"[^\W_]+$")

SIGNS = [(HYPHEN, COMPOUND), (APOSTROPHE, ELIDED), (DOT, DOTTED), (BRACKET, BRACKETED)]

CAPITALS = re.compile(rf"[A-ZА-ЯІ](?<![^\W_].)[A-ZА-ЯІ]+{END}")
HAS_UMLAUT = re.compile("[äöüåøÄÖÜÅØ\u0308\u030a]")
UMLAUT = re.compile(rf"{BEGIN}\w*[äöüåø]\w*")
# Kazakh, where a Russian keyboard has no і either. In Ukrainian и is another letter, so that words
# of a text with Ukrainian letters need others of Kazakh themselves.
HAS_KAZAKH = re.compile("[әғқңөұүһӘҒҚҢӨҰҮҺ]")
HAS_UKRAINIAN = re.compile("[єїґЄЇҐ]")
KAZAKH = re.compile(rf"{BEGIN}(?=\w*[әғқңөұүһ])\w*[іi]\w*", re.IGNORECASE)
WITH_I = re.compile(rf"{BEGIN}(?=\w*[а-яә])\w*[іi]\w*", re.IGNORECASE)
# Archives that are also written in one word: ГАРФ.
ARCHIVE = r"(?:АП|АВП|ГА|РГА|ЦА|ЦГА)\s(?:РФ|ФСБ|МО|МВД|ВМФ|СССР|РСФСР)"
ARCHIVES = re.compile(rf"{BEGIN}{ARCHIVE}{END}")
# міра is also a Ukrainian word.
HAS_OLD_RUSSIAN = re.compile(rf"[ѣѢ]|[ъЪ]{END}")
WORLD = re.compile(rf"{BEGIN}мір(?:а|у|е|ѣ|ы|ами){END}", re.IGNORECASE)
NON_JOINED = re.compile(BEGIN + "[^\\W_]+(?:\u200c[^\\W_]+)+")

TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
TO_RUSSIAN = str.maketrans("іІi", "иИи")
ROMAN = re.compile("(x{0,3})(ix|iv|v?i{0,3})")
SIMILAR = "ABCEHKMOPTXI"  # to Cyrillic letters
TO_CYRILLIC = str.maketrans(SIMILAR, "АВСЕНКМОРТХІ")
TO_LATIN = str.maketrans("АВСЕНКМОРТХІ", SIMILAR)


@precomputed  # as words() is
def indexed_words(text):
    """The words of the text, and then those of its variants."""
    found = [*words(text)]
    for _span, other in variants(text):
        found += [word[:LONGEST] for word in other]
    return found


def variants(text):
    """Yields what has another spelling, as it is written, with the words of that spelling."""
    folded = fold(text)
    for sign, pattern in SIGNS:
        for span in _around(sign, pattern, folded):
            yield span, words_of(re.sub(r"\W+", "", span))
    yield from numerals(folded)
    for match in CAPITALS.finditer(text):
        yield from ((match[0], other) for other in _of_capitals(match[0]))
    for match in ARCHIVES.finditer(text):
        yield match[0], words(re.sub(r"\s", "", match[0]))
    for match in NON_JOINED.finditer(text) if "\u200c" in text else ():
        yield match[0], words(match[0].replace("\u200c", " "))
    yield from _of_letters(text)


def _of_letters(text):
    """Words in letters that many keyboards don't have."""
    spellings = []
    if HAS_KAZAKH.search(text):
        pattern = KAZAKH if HAS_UKRAINIAN.search(text) else WITH_I
        spellings.append((pattern.findall(text), TO_RUSSIAN))
    if HAS_OLD_RUSSIAN.search(text):
        spellings.append((WORLD.findall(text), TO_RUSSIAN))
    if HAS_UMLAUT.search(text):
        spellings.append((UMLAUT.findall(normalize("NFC", text).lower()), TWO_LETTERS))
    for found, letters in spellings:
        for span in found:
            yield span, words(span.translate(letters))


def _around(sign, pattern, folded):
    done = 0
    for found in sign.finditer(folded):
        at = found.start()
        first = at >= done and FIRST_LETTER.search(folded, max(at - LONGEST, 0), at)
        if match := first and pattern.match(folded, first.start()):
            done = match.end()
            yield match[0]


def _of_capitals(word):
    latin = word.translate(TO_LATIN).lower()
    if roman := ROMAN.fullmatch(latin):
        tens, ones = roman.groups()
        number = {"ix": 9, "iv": 4}.get(ones, 5 * ("v" in ones) + ones.count("i"))
        if not word.isascii():
            yield [latin]
        yield [str(10 * len(tens) + number)]
    elif len(word) == 2:
        yield words(" ".join(word))  # not the pronoun: “U.S.” is US, not us
    elif set(SIMILAR).issuperset(word):
        yield words(word.translate(TO_CYRILLIC))  # CCCP
