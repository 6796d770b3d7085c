"""What keeps the lists of the admin as fast with 100,000 rows as with a hundred."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.functional import cached_property

from seventeen_moments.core import edition

EXACT = 1000  # rows that are counted each time


class LongListPaginator(Paginator):
    """Counts a long list once in each edition of the archive."""

    @cached_property
    def count(self):
        keys = self.object_list.order_by().values("pk")
        number = keys[: EXACT + 1].count()
        if number <= EXACT:
            return number
        if not edition.is_public(keys.model._meta.db_table):
            return keys.count()
        return edition.remember(("rows", *keys.query.sql_with_params()), keys.count)


def values_in_use(queryset, name):
    """The different values of a field, sorted, read once in each edition of the archive."""
    values = queryset.order_by(name).values_list(name, flat=True).distinct()
    return edition.remember(("values", *values.query.sql_with_params()), lambda: list(values))


class Dates:
    """The dates of a list for Django's date hierarchy, in place of its queryset.

    Of a queryset Django reads all rows. This asks an index for one date after the other.
    """

    def __init__(self, rows, field, parameters):
        self.field = field
        self.dates = rows.exclude(**{field: None}).order_by(field).values_list(field, flat=True)
        self.year = int(parameters.get(f"{field}__year") or 0)
        self.month = int(parameters.get(f"{field}__month") or 0)

    @cached_property
    def first(self):
        return self.dates.first()

    @cached_property
    def last(self):
        return self.dates.last()

    def aggregate(self, **_first_and_last):
        return {"first": self.first, "last": self.last}

    def datetimes(self, field, unit):
        """The first days of those years, months or days that have a row: a query for each."""
        dates, found = self._of_chosen_span(), []
        moment = dates.first() if self.year else self.first
        while moment:
            found.append(_first_day(unit, timezone.localdate(moment)))
            end = _midnight(_next(unit, found[-1]))
            moment = end <= self.last and dates.filter(**{f"{field}__gte": end}).first()
        return found

    def _of_chosen_span(self):
        if not self.year:
            return self.dates
        unit = "month" if self.month else "year"
        first = date(self.year, self.month or 1, 1)
        begins, ends = _midnight(first), _midnight(_next(unit, first))
        return self.dates.filter(**{f"{self.field}__gte": begins, f"{self.field}__lt": ends})


def _first_day(unit, day):
    return {"year": day.replace(month=1, day=1), "month": day.replace(day=1), "day": day}[unit]


def _next(unit, first):
    """The first day of the next year, month or day."""
    days = {
        "year": date(first.year, 12, 31).timetuple().tm_yday,
        "month": monthrange(first.year, first.month)[1],
        "day": 1,
    }
    return first + timedelta(days=days[unit])


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))
