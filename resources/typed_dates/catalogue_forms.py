"""Dates as databases and older standards write them, in EDTF."""

import re
from typing import NamedTuple

# Wikidata, MySQL and AtoM: +1953-03-00T00:00:00Z is March 1953.
ZEROS = re.compile(
    r"\+?(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:[T ]00:00(?::00)?(?:\.0+)?Z?)?"
)
# EDTF of 2012 and MARC: 195u, 19uu, 1953-uu.
UNSPECIFIED = re.compile(r"(?=.*u)[\dux]{4}(?:-[\dux]{2}){0,2}[?~]?", re.IGNORECASE)
# Museums: 195?, 19??. But 988? is a year.
QUERIES = re.compile(r"(?P<digits>(?:1[5-9]|20)\d?)(?P<queries>\?\??)")
# EDTF of 2012.
OPEN_ENDS = {"open": "..", "unknown": ""}
# EDTF, level 2: one or all of a set, [1667,1668..1670].
SET = re.compile(r"[\[{](?P<dates>(?:\.\.)?\d{4}[\d,. -]*)[\]}]")
EAST_ASIAN = re.compile(
    r"(?P<year>\d{4})[年년]\s*(?:(?P<month>\d{1,2})[月월]\s*(?:(?P<day>\d{1,2})[日일])?)?"
)


class Form(NamedTuple):
    edtf: str
    keeps_words: bool = False  # the EDTF says less


def rewritten(text):
    """The EDTF of such a date, or None."""
    if match := ZEROS.fullmatch(text):
        year, *parts = (part for part in match.groups() if part != "00")
        return Form("-".join([year, *parts])) if match["month"] != "00" or not parts else None
    if UNSPECIFIED.fullmatch(text):
        return Form(text.upper().replace("U", "X"))
    if match := QUERIES.fullmatch(text):
        digits, queries = match.groups()
        if len(digits) + len(queries) == 4:
            return Form(digits + "X" * len(queries), keeps_words=True)
    if match := EAST_ASIAN.fullmatch(text):
        year, *parts = (part for part in match.groups() if part)
        return Form("-".join([year, *(part.zfill(2) for part in parts)]))
    return _set(text) or _interval(text)


def _set(text):
    match = SET.fullmatch(text)
    if not match:
        return None
    listed = match["dates"].replace(" ", "")
    dates = list(filter(None, re.split(r"\.\.|,", listed)))
    start = ".." if listed.startswith("..") else min(dates)
    end = ".." if listed.endswith("..") else max(dates)
    # “[1953]” is a year that an archivist supplied.
    return Form(f"{start}/{end}", keeps_words=True) if {",", "."} & {*listed} else None


def _interval(text):
    ends = [end.strip() for end in text.split("/")]
    if len(ends) != 2 or not set(map(str.casefold, ends)) & OPEN_ENDS.keys():
        return None
    start, end = (OPEN_ENDS.get(end.casefold(), end) for end in ends)
    return Form(f"{start}/{end}")
