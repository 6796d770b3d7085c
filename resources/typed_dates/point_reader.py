"""Reads tokens as one point: a day, a month, a season, a year, a decade, a century or its part."""

import re
from dataclasses import replace
from typing import NamedTuple

from django.utils.translation import gettext as _

from .points import WINTER, Partial

# Which token is the day, the month, the year, or a number of unknown meaning. Seasons are M here,
# ordinals N.
ORDERS = {
    "NMY": "dmy", "NMN": "dmy", "MNY": "mdy", "MNN": "mdy", "YMN": "ymd", "YNM": "ydm",
    "NRY": "dmy", "RY": "my", "MY": "my", "YM": "ym", "M": "m", "NM": "dm", "MN": "md",
    "NY": "dy", "Y": "y", "N": "n", "R": "n",
}  # fmt: skip
DECADE = re.compile(r"K|d[KYN]|(K|N)[RN]C")
CENTURY = re.compile(r"[RN]C|CR")
PART = re.compile(r"e|[oNR]f")
TWO_YEARS = re.compile(r"MY[-/][YN]")  # winter 1953/54
MONTH_HYPHEN_YEAR = re.compile(r"M-N")


class Assumptions(NamedTuple):
    """What several readings of one text differ in."""

    day_first: bool = True  # 3/4/1953
    is_span: bool = True  # 1917-21 as years, not as year and season; 1900s as a decade
    century: int = 1900  # 27.3.17


class PointReader:
    """Sets `keeps_words` if the EDTF says less than the typed words, and collects notes."""

    def __init__(self, assumptions):
        self.assumptions = assumptions
        self.notes = []
        self.keeps_words = False

    def point(self, tokens):
        """A Partial, or None if these tokens are not one point."""
        tokens, mark = strip_marks(tokens)
        kinds = "".join(token.kind for token in tokens).replace("O", "N").replace("S", "M")
        if re.fullmatch(r"W.+[&-].+", kinds):
            return self._round_years(tokens, mark)
        part = PART.match(kinds)
        if part:
            point = self.point(tokens[part.end() :])
            return point and _with_part(point, tokens[: part.end()], mark)
        if kinds[-1:] == "d" and len(kinds) > 1 and kinds[-2] in "YNK":
            kinds, tokens = kinds[:-1], tokens[:-1]  # "1917–1921 гг.", "1950er Jahre"
        point = self._named_period(kinds, tokens) or self._calendar(kinds, tokens)
        return point and replace(point, mark=mark or point.mark)

    def _named_period(self, kinds, tokens):
        if kinds == "u":
            year, scale = tokens[0].value
            self.keeps_words = True
            return Partial(year, scale=scale)
        kinds = kinds.replace("Kd", "K") if kinds.endswith("C") else kinds
        if CENTURY.fullmatch(kinds):
            number = next(token.value for token in tokens if token.kind != "C")
            return Partial((number - 1) * 100, scale=100) if number else None
        if not DECADE.fullmatch(kinds):
            return None
        if kinds.endswith("C"):
            return Partial((tokens[-2].value - 1) * 100 + _decade(tokens[0])[0], scale=10)
        return self._decade(*_decade(tokens[-1]))

    def _decade(self, year, digits, suffix):
        if year % 10:
            return Partial(year) if digits > 2 else None
        if digits <= 2:
            year += 1900
            self.notes.append(_("The century is assumed."))
        is_english = suffix.endswith("s")
        if is_english and year % 100 == 0 and not self.assumptions.is_span:
            return Partial(year, scale=100)
        return Partial(year, scale=10)

    def _round_years(self, tokens, mark):
        """ "between 1900 and 1999", which is how a century is displayed."""
        kinds = "".join(token.kind for token in tokens)
        if not re.fullmatch(r"W[YNa][&-][YNa]", kinds):
            return None
        first, last = tokens[1].value, tokens[3].value
        if first is None or last is None:  # "AD" without a year
            return None
        scale = 10 if last < 100 and last - first < 10 else 100
        if first not in {1, first // scale * scale} or last != first // scale * scale + scale - 1:
            return None
        return Partial(first // scale * scale, scale=scale, mark=mark)

    def _calendar(self, kinds, tokens):
        if kinds == "D":
            return self._numeric(tokens[0].value)
        if kinds == "DY" and "first" not in tokens[0].value:
            return replace(self._numeric(tokens[0].value), year=tokens[1].value)
        kinds = kinds.replace("a", "Y")
        if TWO_YEARS.fullmatch(kinds):
            return self._winter(tokens)
        if MONTH_HYPHEN_YEAR.fullmatch(kinds) and not any(token.gap for token in tokens[1:]):
            tokens = [tokens[0], tokens[2]]
            return Partial(self._full_year(tokens[1].value), tokens[0].value)
        order = ORDERS.get(kinds)
        if order == "md" and (tokens[1].value > 31 or tokens[1].gap == "."):
            order = "my"  # "Mrz 53", "мар.53"
        if order is None:
            return None
        values = dict(zip(order, tokens, strict=True))
        year = values.get("y")
        if year:
            year = self._full_year(year.value) if year.kind == "N" else year.value
        return Partial(year, *(values[role].value if role in values else None for role in "mdn"))

    def _winter(self, tokens):
        """ "winter 1953/54" begins in 1953."""
        season, first, _joint, second = (token.value for token in tokens)
        if season != WINTER or second % 100 != (first + 1) % 100:
            return None
        self.keeps_words = True
        return Partial(first, season)

    def _numeric(self, numbers):
        if "first" not in numbers:
            year = numbers.get("year")
            return Partial(
                year and int(year),
                int(numbers["month"]),
                int(numbers["day"]) if "day" in numbers else None,
            )
        first, second, third = (int(numbers[name]) for name in ["first", "second", "third"])
        if len(numbers["first"]) == 4:
            return Partial(first, second, third)
        year = third if len(numbers["third"]) == 4 else self._full_year(third)
        if "named" not in numbers and numbers["sign"] != ".":
            if first != second and max(first, second) <= 12:
                day_first = self.assumptions.day_first
                self.notes.append(_("Day before month.") if day_first else _("Month before day."))
            if not self.assumptions.day_first:
                first, second = second, first
        return Partial(year, second, first)

    def _full_year(self, number):
        """A year of two digits. 30 to 99 are of the 20th century, as in spreadsheets."""
        self.notes.append(_("The century is assumed."))
        return number + (1900 if number >= 30 else self.assumptions.century)


def _decade(token):
    return token.value if token.kind == "K" else (token.value, len(str(token.value)), "")


def strip_marks(tokens):
    """The tokens between "c." and "?", and the mark of EDTF."""
    marks = set()
    while tokens and tokens[0].kind in "~?":
        marks.add(tokens[0].kind)
        tokens = tokens[1:]
    while tokens and tokens[-1].kind in "~?%":
        marks.add(tokens[-1].kind)
        tokens = tokens[:-1]
    return tokens, "%" if len(marks) > 1 else "".join(marks)


def _with_part(point, tokens, mark):
    if tokens[0].kind == "e":
        part = (tokens[0].value + 1, 0)
    else:
        number, count = tokens[0].value, tokens[1].value
        number = count if number == -1 else number
        if not 1 <= number <= count:
            return None
        part = (number, count)
    return None if point.day or point.part else replace(point, part=part, mark=mark or point.mark)
