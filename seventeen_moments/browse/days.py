"""Days of the calendar: sources dated exactly to a day and month, in any year."""

from datetime import date, timedelta

from django.db.models import Value

from seventeen_moments.core.kinds import kinds

LEAP_YEAR = 2000  # days are dates of this year, which has all of them


def parse(text):
    """The day "03-27"; None if there is no such day."""
    try:
        return date.fromisoformat(f"{LEAP_YEAR}-{text}") if len(text) == 5 else None
    except ValueError:
        return None


def day_of(date):
    return date.replace(year=LEAP_YEAR)


def neighbours(day):
    """The days before and after, each with its part of the address."""
    days = [day + timedelta(days=by) for by in (-1, 1)]
    return [(neighbour, f"{neighbour:%m-%d}") for neighbour in days]


def keys_on(day, at=None):
    """Keys of the sources for `load_sources()`, sorted by year: one query for all kinds."""
    querysets = []
    for index, kind in enumerate(kinds()):
        on_day = kind.objects.published(at).filter(day=day.month * 100 + day.day).order_by()
        on_day = on_day.annotate(kind_index=Value(index))
        querysets.append(on_day.values_list("kind_index", "pk", "earliest", "title"))
    first, *others = querysets
    return first.union(*others, all=True).order_by("earliest", "title", "kind_index", "pk")
