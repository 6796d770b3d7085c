"""On this day, in whichever year: what is dated exactly to a day of the calendar."""

from collections import defaultdict
from datetime import date, timedelta

from django.db.models import Value

from seventeen_moments.core.kinds import kinds

LEAP_YEAR = 2000  # which has all days
OF_ESSAY = [f"essay__{name}" for name in ["body", "body_html", "body_text", "notes"]]


def read(text):
    """Month and day of "03-27" as a date in LEAP_YEAR; None for what is no day."""
    try:
        return date.fromisoformat(f"{LEAP_YEAR}-{text}") if len(text) == 5 else None
    except ValueError:
        return None


def of(day):
    return day.replace(year=LEAP_YEAR)


def written(day):
    return f"{day:%m-%d}"


def around(day):
    """The day before and the day after; the year goes round."""
    return [day + timedelta(days=by) for by in (-1, 1)]


def rows_on(day, at=None):
    """By year, the earliest first, as `sources()` takes them: one query for all kinds."""
    first, *others = [_rows(kind, day, at) for kind in kinds()]
    return first.union(*others, all=True).order_by("earliest", "title", "kind_of", "pk")


def sources(rows):
    """In the order of the rows, with their essays: a query for each kind among them."""
    keys = defaultdict(list)
    for kind, key, *_order in rows:
        keys[kind].append(key)
    found = {
        (kind, source.pk): source
        for kind in keys
        for source in kinds()[kind].objects.with_essay().defer(*OF_ESSAY).filter(pk__in=keys[kind])
    }
    return [found[kind, key] for kind, key, *_order in rows if (kind, key) in found]


def _rows(kind, day, at):
    rows = kind.objects.published(at).filter(day=day.month * 100 + day.day).order_by()
    number = Value(kinds().index(kind))
    return rows.annotate(kind_of=number).values_list("kind_of", "pk", "earliest", "title")
