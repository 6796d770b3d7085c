"""One point of a typed date, which may lack what the other end of a range says."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .. import edtf

WINTER = 24
LAST_CENTURY = 21


@dataclass(frozen=True)
class Partial:
    year: int | None = None  # of a decade or century its first
    month: int | None = None  # or a season, 21 to 24 as in EDTF
    day: int | None = None
    number: int | None = None  # of which only the other end shows the meaning
    scale: int = 1  # years: 10 for a decade, 100 for a century
    part: tuple = ()  # number and count, (3, 3) for "late" and (2, 2) for a second half
    mark: str = ""

    @property
    def is_complete(self):
        return self.year is not None and self.number is None and bool(self.month or not self.day)

    @property
    def is_day(self):
        return self.is_complete and bool(self.day)

    @property
    def order(self):
        return (self.month or 0, self.day or 0)

    def __str__(self):
        if self.scale > 1:
            digits = f"{self.year // self.scale:0{5 - len(str(self.scale))}d}"
            return digits.ljust(4, "X") + self.mark
        text = f"{self.year:04d}"
        for digits in (self.month, self.day):
            text += "" if digits is None else f"-{digits:02d}"
        return text + self.mark

    def bounds(self):
        """The first and the last point of the part, or the point itself twice."""
        if not self.part:
            return str(self), str(self)
        if self.scale > 1:
            first, last = _slice(self.scale, *self.part)
            return tuple(f"{self.year + years:04d}{self.mark}" for years in (first, last))
        if not self.month or self.month > 12:
            first, last = _slice(3 if self.month else 12, *self.part)
            start = (self.month - 20) * 3 if self.month else 1
            months = (start + first, start + last)
            return tuple(_month_text(self.year, month) + self.mark for month in months)
        days = _slice(monthrange(self.year, self.month)[1], *self.part)
        return tuple(f"{self.year:04d}-{self.month:02d}-{day + 1:02d}{self.mark}" for day in days)

    def neighbour(self, step):
        """The text of the point before (-1) or after (1): of a decade or a part, the year."""
        when = edtf.parse(self.bounds()[0 if step < 0 else 1])
        day = (when.earliest if step < 0 else when.latest) + timedelta(days=step)
        if self.part or self.scale > 1 or not self.month:
            return f"{day.year:04d}{self.mark}"
        if self.day:
            return f"{day.isoformat()}{self.mark}"
        if self.month <= 12:
            return f"{day.year:04d}-{day.month:02d}{self.mark}"
        season = 20 + (day.month // 3 or 4)
        return f"{day.year - (day.month < 3):04d}-{season}{self.mark}"

    def completed_by(self, other):
        """With the year and the month of the other end."""
        point = self
        if point.number is not None:
            return point._with_number(other)
        if point.day and not point.month:
            point = replace(point, month=other.month)
        if point.year is None:
            year = other.year
            return replace(point, year=year, scale=other.scale if not point.month else 1)
        return point

    def _with_number(self, other):
        if other.scale == 100:
            if self.number > LAST_CENTURY:  # 19XX-41
                raise ValueError
            return replace(self, number=None, year=(self.number - 1) * 100, scale=100)
        if other.scale == 10 and self.number % 10 == 0:  # "20–30-е годы"
            return replace(self, number=None, year=other.year // 100 * 100 + self.number, scale=10)
        if other.day:
            return replace(self, number=None, year=other.year, month=other.month, day=self.number)
        return self


def _slice(count, number, parts):
    """The first and the last of `count` units. Early, mid and late overlap: (1, 0) to (3, 0)."""
    if parts:
        return count * (number - 1) // parts, count * number // parts - 1
    length = -(-count // 3)
    first = [0, count // 3, count - length][number - 1]
    return first, first + length - 1


def _month_text(year, month):
    return f"{year + (month - 1) // 12:04d}-{(month - 1) % 12 + 1:02d}"


def from_julian(year, month, day):
    """A day of the Julian calendar as a date of the Gregorian one. Raises ValueError."""
    last = 29 if month == 2 and year % 4 == 0 else monthrange(2001, month)[1]
    if not 1 <= day <= last:
        raise ValueError("no day of the Julian calendar")
    # Days are counted from March, so that the leap day comes last (Meeus, chapter 7).
    years, months = (year, month) if month > 2 else (year - 1, month + 12)
    ordinal = 1461 * (years + 4716) // 4 + 306001 * (months + 1) // 10000 + day - 1722949
    return date.fromordinal(ordinal)
