"""Days as texts write them, each as one word of eight digits: “5.III.1953” is 19530305."""

import re
from datetime import date

MONTHS = [
    "янв|jan|січ", "фев|feb|лют", "мар|mar|берез", "апр|apr|квіт", "мая|маи|may|mai|трав",
    "июн|jun|черв", "июл|jul|лип", "авг|aug|серп", "сент|sep|верес", "окт|oct|okt|жовт",
    "нояб|nov|листоп", "дек|dec|dez|груд",
]  # fmt: skip
NUMBER = {name: at for at, names in enumerate(MONTHS, 1) for name in names.split("|")}
ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
NUMBER |= {roman: at for at, roman in enumerate(ROMAN, 1)}

NAMED = f"({'|'.join('|'.join(MONTHS).split('|'))})[^\\W\\d_]*"
ORDINAL = "(?:-?го|st|nd|rd|th)?"
# What may stand before the year, at most BEFORE letters, and what may follow it.
BEFORE = 30
DAY_FIRST = re.compile(
    rf"(?<![^\W_])(\d\d?){ORDINAL}(?:\.?\s(?:of\s)?{NAMED}\.?,?\s|([./-])\s?(\d\d?|[ivx]+)\3\s?)$"
)
MONTH_FIRST = re.compile(rf"(?<![^\W_]){NAMED}\.?\s(\d\d?){ORDINAL},?\s$")
AFTER = re.compile(r"([./-])(\d\d?)\1(\d\d?)(?!\w)")


def days_around(folded, start, stop):
    """Yields the days that have their years there, as they are written, each with its word."""
    year, begin = int(folded[start:stop]), max(start - BEFORE, 0)
    before = folded[begin:start]
    if match := AFTER.match(folded, stop):
        yield from _day(year, match[2], match[3], folded[start : match.end()])
    elif match := DAY_FIRST.search(before):
        day, name, sign, month = match.groups()
        span = folded[begin + match.start() : stop]
        yield from _day(year, name or month, day, span)
        if sign == "/":  # the month first in America
            yield from _day(year, day, month, span)
    elif match := MONTH_FIRST.search(before):
        yield from _day(year, match[1], match[2], folded[begin + match.start() : stop])


def _day(year, month, day, span):
    month = NUMBER.get(month) or (month.isdecimal() and int(month))
    try:
        yield span, f"{date(year, month, int(day)):%Y%m%d}"
    except ValueError:
        return
