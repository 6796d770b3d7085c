"""Other ways to write the numbers of a text: 84,512, the 1950s, 5.III.1953, ф. 9401, оп. 1а, д. 12.

They are looked for around digits: to search the text for each pattern would take several times as
long as to find its words.
"""

import re

from .days import days_around
from .folding import words_of

LETTER, BEGIN, END = r"[^\W\d_]", r"(?<![^\W_])", r"(?![^\W_])"

DIGITS = re.compile("[0-9]+")
YEAR = re.compile(r"(?:1\d|20)\d\d")
THOUSANDS = re.compile(r"(?<![\w.,])\d{1,3}([ .,'])\d{3}(?:\1\d{3})*(?!\w)")
DECADE = re.compile(rf"\d{{3}}0(?:'?s|-?(?:е|х|м|ми|ые|ых|ті|тих|их)){END}")
LAST_YEAR = re.compile(r"\s?[-/]\s?(\d\d)(?!\d)")
WITH_ENDING = re.compile(rf"{BEGIN}(\d+)(?:st|nd|rd|th|гг?|го|му|е|и|х|ми?|я|ю){END}")

# References to files: “ф. 9401, оп. 1а, д. 12, л. 3 об.”
FOND = "фонд[а-я]?|ф|fond[a-z]?|f"
OPIS = "опис[а-я]{1,2}|оп|opis[a-z']?|op|перечень|пер|perechen|per"
FILE = (
    r"дел[а-я]|ед\.\s?хр|ed\.\s?khr|д|delo|d|справ[а-я]|спр|sprava|spr|док|dok"
    r"|лист[а-я]?|лл?|ll?|арк|ark"
)
NUMBERED = rf"{BEGIN}(?:{FOND}|{OPIS}|{FILE})\.?\s?(?:[рpr][-—]?\s?)?(\d+[а-яa-z]{{0,2}}){END}"
NUMBER = re.compile(NUMBERED)
REFERENCE = re.compile(rf"{NUMBERED}(?:[\s,;.]{{1,3}}{NUMBERED})+")
BEFORE_OPIS = re.compile(rf"(?:{NUMBERED}[\s,;.]{{1,3}})?{BEGIN}(?:{OPIS})\.?\s?$")
LONGEST_BEFORE = 40  # letters of a reference, before the number of its opis


def numerals(folded):
    """Yields what has another spelling, with the words of that spelling."""
    done = 0  # where the last number of several groups, or reference, ends
    for digits in DIGITS.finditer(folded):
        start, stop = digits.span()
        if stop - start == 4 and YEAR.fullmatch(digits[0]):
            yield from _of_year(folded, start, stop)
        if match := WITH_ENDING.match(folded, start):
            yield match[0], [match[1]]
        if start < done:
            continue
        if stop - start < 4 and (match := THOUSANDS.match(folded, start)):
            done = match.end()
            yield match[0], [re.sub(r"\D", "", match[0])]
        elif match := _reference(folded, start):
            done = match.end()
            yield match[0], words_of(" ".join(NUMBER.findall(match[0])))


def _reference(folded, start):
    """The reference whose opis has its number there."""
    before = BEFORE_OPIS.search(folded, max(start - LONGEST_BEFORE, 0), start)
    return before and REFERENCE.match(folded, before.start())


def _of_year(folded, start, stop):
    year = folded[start:stop]
    if (match := LAST_YEAR.match(folded, stop)) and match[1] > year[2:]:
        yield "", [year[:2] + match[1]]
    elif match := DECADE.match(folded, start):
        yield match[0], [f"{year}s", year]
    for span, day in days_around(folded, start, stop):
        yield span, [day]
