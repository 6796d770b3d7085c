"""Other ways to write what a text has: “C.P.D.R.” and CPDR, “post-thaw” and postthaw, days, files.

The index holds them after the words of a text, so that words and phrases stay as they are. A
search asks for any of those of what was typed.
"""

import re
from unicodedata import normalize

from seventeen_moments.core.precomputing import precomputed

from .days import YEAR, days
from .folding import fold, words, words_of
from .spelling import LONGEST

LETTER, BEGIN, END = r"[^\W\d_]", r"(?<![^\W_])", r"(?![^\W_])"

COMPOUND = re.compile(rf"{BEGIN}{LETTER}+(?:-(?:[ \t]*\n\s*)?[^\W_]+){{1,4}}{END}")
APOSTROPHE = re.compile(r"(?<![^\W_])(?:[oо]|[а-яі]+)'[^\W_']+")
DOTTED = re.compile(
    rf"{BEGIN}(?:(?:{LETTER}\.\s?){{3,}}(?:{LETTER}{END})?|(?:{LETTER}\.){{1,2}}{LETTER}(?:\.|{END}))"
)
THOUSANDS = re.compile(r"(?<![\w.,])\d{1,3}(?:([ .,'])\d{3})(?:\1\d{3})*(?!\w)")
WITH_ENDING = re.compile(rf"{BEGIN}(\d+)(?:st|nd|rd|th|гг?|го|му|е|и|х|ми?|я|ю){END}")
CAPITALS = re.compile(rf"{BEGIN}[A-ZА-ЯІ]{{2,}}{END}")
UMLAUT = re.compile(r"\w*[äöüåø]\w*")
NON_JOINED = re.compile("[^\\W_]+(?:\u200c[^\\W_]+)+")

TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
ROMAN = re.compile("(x{0,3})(ix|iv|v?i{0,3})")
SIMILAR = "ABCEHKMOPTXI"  # to Cyrillic letters
TO_CYRILLIC = str.maketrans(SIMILAR, "АВСЕНКМОРТХІ")
TO_LATIN = str.maketrans("АВСЕНКМОРТХІ", SIMILAR)

DECADE = re.compile(rf"(?:'?s|-?(?:е|х|м|ми|ые|ых|ті|тих|их)){END}")
LAST_YEAR = re.compile(r"\s?[-/]\s?(\d\d)(?!\d)")

# References to files: “ф. 9401, оп. 1а, д. 12, л. 3 об.”
FOND, OPIS = "фонд[а-я]?|ф|fond[a-z]?|f", "опис[а-я]{1,2}|оп|opis[a-z']?|op"
FILE = "дел[а-я]|ед\\.\\s?хр|д|delo|d|лист[а-я]?|лл?|ll?"
NUMBERED = rf"{BEGIN}(?:{FOND}|{OPIS}|{FILE})\.?\s?(?:[рp]-?\s?)?(\d+[а-яa-z]?){END}"
NUMBER = re.compile(NUMBERED)
REFERENCE = re.compile(rf"{NUMBERED}(?:[\s,;.]{{1,3}}{NUMBERED})+")
HAS_REFERENCE = re.compile(rf"{BEGIN}(?:{OPIS})\.?\s?\d")


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
    if "-" in folded:
        for match in COMPOUND.finditer(folded):
            yield match[0], words_of(re.sub(r"-\s*", "", match[0]))
    if "'" in folded:
        for match in APOSTROPHE.finditer(folded):
            yield match[0], words_of(match[0].replace("'", ""))
    for match in DOTTED.finditer(folded):
        yield match[0], words_of(re.sub(r"\W+", "", match[0]))
    for match in THOUSANDS.finditer(folded):
        yield match[0], [re.sub(r"\D", "", match[0])]
    for match in WITH_ENDING.finditer(folded):
        yield match[0], [match[1]]
    yield from _of_years(folded)
    if HAS_REFERENCE.search(folded):
        for match in REFERENCE.finditer(folded):
            yield match[0], words_of(" ".join(NUMBER.findall(match[0])))
    for match in CAPITALS.finditer(text):
        yield from ((match[0], found) for found in _of_capitals(match[0]))
    if "\u200c" in text:
        for match in NON_JOINED.finditer(text):
            yield match[0], words(match[0].replace("\u200c", " "))
    if not text.isascii():
        for match in UMLAUT.finditer(normalize("NFC", text).lower()):
            yield match[0], words(match[0].translate(TWO_LETTERS))


def _of_years(folded):
    for year in YEAR.finditer(folded):
        stop = year.end()
        if (match := LAST_YEAR.match(folded, stop)) and match[1] > year[0][2:]:
            yield "", [year[0][:2] + match[1]]
        elif year[0].endswith("0") and (match := DECADE.match(folded, stop)):
            yield year[0] + match[0], [f"{year[0]}s", year[0]]
    for start, stop, day in days(folded):
        yield folded[start:stop], [day]


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
