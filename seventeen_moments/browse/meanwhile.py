"""What the rest of the archive holds for the same days, month, year or years."""

from calendar import monthrange
from datetime import date
from typing import NamedTuple

from django.db.models import Case, DateField, F, IntegerField, Q, Value, When
from django.urls import reverse

from essays.models import Essay
from resources.dates import in_words
from seventeen_moments.core.kinds import kinds

from .year import LONGEST

SHOWN = 6
SAME_DAY, SAME_MONTH, SAME_YEAR, SAME_YEARS = range(4)
MODELS = [Essay, *kinds()]


class Contemporary(NamedTuple):
    kind_name: str
    title: str
    address: str
    near: int  # SAME_DAY, SAME_MONTH, SAME_YEAR or SAME_YEARS
    date: str  # in words


def meanwhile(page, at=None):
    """The nearest first, of other essays; nothing for what is outside time, or spans an age.

    One query, which brings all that a link needs.
    """
    earliest, latest = _days(page)
    if earliest is None or latest.year - earliest.year >= LONGEST:
        return []
    own = getattr(page, "essay", page)
    queries = [_sources(kind, own, earliest, latest, at) for kind in kinds()]
    if own is not page:  # an essay's own page shows the others of its year already
        queries.append(_essays(own, earliest, latest, at))
    rows = queries[0].union(*queries[1:], all=True).order_by("near", "begins", "headline")
    return [_contemporary(row) for row in rows[:SHOWN]]


def year_of(page):
    """The year that all its days are in, or None."""
    earliest, latest = _days(page)
    return earliest.year if earliest and earliest.year == latest.year else None


def _days(page):
    if isinstance(page, Essay) or page.earliest is None:
        return year_days(page.year) if page.year else (None, None)
    return page.earliest, page.latest


def year_days(year):
    return date(year, 1, 1), date(year, 12, 31)


def _sources(kind, own, earliest, latest, at):
    """The nearest are found by the index alone; only of these the rows are read."""
    first, last = date(earliest.year, 1, 1), date(latest.year, 12, 31)
    near = _nearness(earliest, latest)
    rows = kind.objects.published(at).exclude(essay=own)
    there = rows.filter(earliest__gte=first, earliest__lte=last, latest__lte=last)
    # A year is as near as another: to order by what is constant means a column to PostgreSQL.
    order = [near] if near.cases else []
    nearest = there.order_by(*order, "earliest", "pk").values("pk")[:SHOWN]
    return _row(
        kind.objects.filter(pk__in=nearest),
        of=F("essay__slug"),
        written=F("date"),
        shown=F("display_date"),
        begins=F("earliest"),
        near=near,
    )


def _essays(own, earliest, latest, at):
    years = (earliest.year, latest.year)
    return _row(
        Essay.objects.published(at).filter(year__range=years).exclude(pk=own.pk),
        of=F("slug"),
        written=Value(""),
        shown=Value(""),
        begins=Value(date(latest.year, 12, 31), DateField()),  # after what has a day
        near=Value(_within(earliest, latest), IntegerField()),
    )


def _row(rows, **values):
    number = MODELS.index(rows.model)
    annotated = rows.order_by().annotate(what=Value(number), headline=F("title"), its=F("slug"))
    names = ["what", "headline", "its", "of", "written", "shown", "begins", "near"]
    return annotated.annotate(**values).values_list(*names)


def _nearness(earliest, latest):
    """A day is near another only if both are exact; a month holds its days."""
    month = earliest.replace(day=1)
    month_ends = month.replace(day=monthrange(month.year, month.month)[1])
    cases = []
    if earliest == latest:
        cases.append(When(Q(earliest=earliest, latest=latest), then=SAME_DAY))
    if latest <= month_ends:
        cases.append(When(Q(earliest__gte=month, latest__lte=month_ends), then=SAME_MONTH))
    return Case(*cases, default=_within(earliest, latest), output_field=IntegerField())


def _within(earliest, latest):
    return SAME_YEAR if earliest.year == latest.year else SAME_YEARS


def _contemporary(row):
    what, title, slug, of, written, shown, _begins, near = row
    model = MODELS[what]
    if model is Essay:
        address = reverse("essays:essay", args=[slug])
    else:
        address = reverse(f"resources:{model._meta.model_name}", args=[of, slug])
    date = shown or in_words(written)
    return Contemporary(model._meta.verbose_name, title, address, near, date)
