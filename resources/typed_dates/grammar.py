"""Reads the tokens of a typed date: one point, a range, two styles, or an open end."""

import re
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .point_reader import PointReader, strip_marks
from .points import from_julian

LONGEST_TURN = 20  # years of a range such as 1898–02, which ends in the next century


class Reader(PointReader):
    def __init__(self, tokens, assumptions):
        super().__init__(assumptions)
        self.old_days = []  # pairs of Julian and Gregorian days
        kinds = "".join(token.kind for token in tokens)
        if "z" in kinds:
            raise before_our_era()
        self.is_old_style = "J" in kinds and "G" not in kinds
        # Words in brackets were supplied by an archivist.
        if set("[]JGn") & set(kinds):
            self.keeps_words = True
        self.is_undated = "n" in kinds
        tokens = [token for token in tokens if token.kind not in "[]JGn"]
        if kinds.startswith("(") and kinds.endswith(")") and kinds.count("(") == 1:
            tokens, self.keeps_words = tokens[1:-1], True
        self.tokens = _join_eras(_without_empty_parentheses(tokens))

    def read(self):
        """The EDTF, None if there is none."""
        if not self.tokens:
            return "" if self.is_undated else None
        return self._double(self.tokens) or self._expression(self.tokens)

    def _expression(self, tokens):
        return self._single(tokens) or self._range(tokens) or self._open(tokens)

    def _single(self, tokens):
        point = self.point(tokens)
        if point is None or not point.is_complete:
            return None
        return _interval(*self._bounds(point))

    def _bounds(self, point):
        return self._settled(point).bounds()

    def _settled(self, point):
        """In the Gregorian calendar."""
        if point.part or point.scale == 100:
            self.keeps_words = True
        if not (self.is_old_style and point.is_day):
            return point
        try:
            new = from_julian(point.year, point.month, point.day)
        except ValueError:
            raise ValidationError(
                _("%(date)s is not a day in the calendar."), params={"date": str(point)}
            ) from None
        self.old_days.append((point, new))
        return replace(point, year=new.year, month=new.month, day=new.day)

    def _double(self, tokens):
        """ "25 October (7 November) 1917", and with a slash."""
        kinds = "".join(token.kind for token in tokens)
        if match := re.fullmatch(r"([^()]+)\(([^()]+)\)([^()]*)", kinds):
            inner = self.point(tokens[match.start(2) : match.end(2)])
            outer = self.point(tokens[: match.end(1)] + tokens[match.start(3) :])
            pair = inner and outer and _complete(outer, inner)
        elif kinds.count("/") == 1:
            pair = self._pair(tokens, kinds.index("/"))
        else:
            return None
        if not pair or not all(point.is_day and not point.part for point in pair):
            return None
        old, new = sorted(pair, key=lambda point: (point.year, *point.order))
        return self._old_and_new(old, new, is_slash="/" in kinds)

    def _old_and_new(self, old, new, is_slash):
        self.keeps_words = True
        try:
            expected = str(replace(old, mark="")), from_julian(old.year, old.month, old.day)
        except ValueError:
            return None
        if (new.year, new.month, new.day) == tuple(expected[1].timetuple()[:3]):
            return str(replace(new, mark=old.mark or new.mark))
        if is_slash:
            return None
        raise ValidationError(
            _("%(old)s, old style, is %(expected)s, new style, and not %(new)s."),
            params={"old": expected[0], "expected": expected[1].isoformat(), "new": str(new)},
        )

    def _pair(self, tokens, place):
        left, right = self.point(tokens[:place]), self.point(tokens[place + 1 :])
        return left and right and _complete(left, right)

    def _range(self, tokens):
        opens = tokens[0].kind
        found = self._ends(tokens, "") or (opens in "WF" and self._ends(tokens[1:], opens))
        if not found:
            return None
        joint, start, end = found
        if start is end:
            return str(start)
        if joint.kind == "-" and not joint.gap and _may_be_decade(start) and end.scale == 10:
            start = replace(start, scale=10)  # "1920–1930-е"
        if joint.kind in "/|" or (joint.kind == "-" and not joint.gap):
            start, end = _share_mark(start, end)
        if joint.kind in "&|" or (joint.kind == "/" and start.is_day):
            self.keeps_words = True
        return f"{self._bounds(start)[0]}/{self._bounds(end)[1]}"

    def _ends(self, tokens, opens):
        """The sign or word between two points, and both of them."""
        for place, joint in enumerate(tokens):
            if joint.kind in "U-/|&":
                pair = self._short_year(tokens, place) or self._pair(tokens, place)
                if pair and all(point.is_complete for point in pair):
                    if opens == "W":
                        self.keeps_words = True
                    return joint, *pair
        return None

    def _short_year(self, tokens, place):
        """1917–21 as two years, or as the month or season that the hyphen of ISO 8601 may mean."""
        start, joint = self.point(tokens[:place]), tokens[place]
        tail, mark = strip_marks(tokens[place + 1 :])
        numbers = [token for token in tail if token.kind != "d"]
        if start is None or start.year is None or start.number is not None or start.day:
            return None
        if len(numbers) != 1 or numbers[0].kind not in "NK":
            return None
        number = numbers[0].value
        if numbers[0].kind == "K":
            return self._short_decade(start, number)
        if start.scale > 1:
            return None
        return self._short_end(start, joint, number, mark)

    def _short_decade(self, start, value):
        number, digits, _suffix = value
        if start.scale > 10 or start.year % 10 or digits > 2:
            return None
        start = replace(start, scale=10)  # "1920–30-е"
        return start, replace(start, year=start.year // 100 * 100 + number)

    def _short_end(self, start, joint, number, mark):
        base = 10 if number < 10 and start.year % 10 < number else 100
        year = start.year // base * base + number
        turns = year <= start.year
        if turns:
            year += 100
        is_span = year - start.year <= LONGEST_TURN if turns else True
        is_month = joint.kind in "-/" and not start.month and self._may_be_month(joint, number)
        if is_month and not turns and joint.value == "–":
            is_month = False  # a dash between years is a range
        if is_span and (self.assumptions.is_span or not is_month):
            return start, replace(start, year=year, mark=mark or start.mark)
        if is_month and not (self.assumptions.is_span and is_span):
            point = replace(start, month=number, mark=mark or start.mark)
            return point, point
        return None

    def _may_be_month(self, joint, number):
        return 1 <= number <= 12 or (joint.value == "-" and 21 <= number <= 24)

    def _open(self, tokens):
        kinds = "".join(token.kind for token in tokens)
        match = re.fullmatch(
            r"(?P<first>[BAFU]?-?)(?P<point>.+?)(?P<last>[LE]?|U?-?T|-)[pq]?", kinds
        )
        point = match and self.point(tokens[match.start("point") : match.end("point")])
        if not point or not point.is_complete:
            return None
        first, last, unknown = match["first"], match["last"], kinds[-1]
        point = self._settled(point)
        start, end = point.bounds()
        if first in {"B", "A"} and not last:
            self.keeps_words = True
            return f"../{point.neighbour(-1)}" if first == "B" else f"{point.neighbour(1)}/.."
        if (first, last) in {("U", ""), ("-", ""), ("", "E"), ("U", "E")}:
            return f"/{end}" if unknown == "p" else f"../{end}"
        if (first, last) in {("F", ""), ("", "L"), ("F", "L"), ("", "-")} or last.endswith("T"):
            return f"{start}/" if unknown == "q" else f"{start}/.."
        return None


def _interval(start, end):
    return start if start == end else f"{start}/{end}"


def _without_empty_parentheses(tokens):
    kept = []
    for token in tokens:
        if token.kind == ")" and kept and kept[-1].kind == "(":
            kept.pop()
        elif token.kind == ")" and len(kept) > 1 and kept[-2].kind == "(" and kept[-1].kind in "~?":
            del kept[-2]  # "1953 (?)"
        else:
            kept.append(token)
    return kept


def _join_eras(tokens):
    """ "AD 53" is the year 53."""
    joined = []
    for token in tokens:
        if joined and joined[-1].kind == "a" and joined[-1].value is None and token.kind in "NY":
            joined[-1] = joined[-1]._replace(value=token.value)
        elif joined and token.kind == "a" and joined[-1].kind in "NY":
            joined[-1] = token._replace(value=joined[-1].value)
        elif joined and token.kind == "a" and joined[-1].kind == "K":
            value, _digits, suffix = joined[-1].value
            joined[-1] = joined[-1]._replace(value=(value, 4, suffix))
        else:
            joined.append(token)
    return joined


def _complete(left, right):
    """Each end with what only the other one says."""
    is_earlier = left.year is None and left.month
    left, right = left.completed_by(right), right.completed_by(left)
    if is_earlier and left.year and left.order > right.order:
        left = replace(left, year=left.year - 1)  # "December – January 1954"
    return left, right


def _may_be_decade(point):
    return point.scale == 1 and not (point.month or point.part or point.year % 10)


def _share_mark(start, end):
    """Without spaces, the mark of either end is for both: "c. 1917–1921"."""
    if (start.mark or end.mark) and not (start.mark and end.mark):
        mark = start.mark or end.mark
        return replace(start, mark=mark), replace(end, mark=mark)
    return start, end


def before_our_era():
    return ValidationError(
        _("Years before our era cannot be sorted: write them only in “display date”.")
    )
