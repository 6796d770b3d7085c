"""On this day, in whichever year: what is dated exactly to a day of the calendar."""

from datetime import date, timedelta

from resources.models import KINDS

LEAP_YEAR = 2000  # which has all days
MOST = 100  # sources a day


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


def sources_on(day, at=None):
    """By year, the earliest first."""
    found = [
        source
        for kind in KINDS
        for source in kind.objects.published(at)
        .filter(day=day.month * 100 + day.day)
        .with_essay()
        .order_by("earliest", "pk")[:MOST]
    ]
    return sorted(found, key=lambda source: (source.earliest, source.title))[:MOST]
