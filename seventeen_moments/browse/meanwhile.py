"""What the rest of the archive has for the same day, month, year or years."""

from calendar import monthrange
from datetime import date
from typing import NamedTuple

from django.db.models import Case, DateField, F, IntegerField, Q, Value, When
from django.urls import reverse
from django.utils import timezone

from essays.models import Essay
from resources.dates import in_words
from seventeen_moments.core import edition
from seventeen_moments.core.compiled import compiled
from seventeen_moments.core.kinds import kinds

from .year import LONGEST

SHOWN = 6
SAME_DAY, SAME_MONTH, SAME_YEAR, SAME_YEARS = range(4)
MODELS = [Essay, *kinds()]


class Contemporary(NamedTuple):
    kind_name: str
    title: str
    content_language: str
    address: str
    near: int  # SAME_DAY, SAME_MONTH, SAME_YEAR or SAME_YEARS
    date: str  # in words
    display_date: str  # as typed by an editor


def meanwhile(page, at=None):
    """The nearest pages of other essays. Empty for undated pages, and for those of long periods."""
    return contemporaries(contemporary_rows(page, at))


def contemporary_rows(page, at=None):
    """The same as rows, which have all that a link needs.

    One query, after something was published or changed.
    """
    earliest, latest = _dates_of(page)
    if earliest is None or latest.year - earliest.year >= LONGEST:
        return []
    own = getattr(page, "essay", page)
    values = {"first": date(earliest.year, 1, 1), "last": date(latest.year, 12, 31)}
    values["essay"] = own.pk
    if own is not page:
        values |= {"page": page.pk, "first_year": earliest.year, "last_year": latest.year}
    month = earliest.replace(day=1)
    month_ends = month.replace(day=monthrange(month.year, month.month)[1])
    if latest <= month_ends:
        values |= {"month": month, "month_ends": month_ends}
    if earliest == latest:
        values["day"] = earliest
    same_years = SAME_YEAR if earliest.year == latest.year else SAME_YEARS
    shape = MODELS.index(type(page)), same_years
    if at:
        return _nearest(*shape, at=at, **values)
    return edition.remember(
        ("meanwhile", *shape, *values.items()),
        lambda: _nearest(*shape, at=timezone.now(), **values),
    )


@compiled(Essay)
def _nearest(page_model, same_years, *, essay, at, **values):
    cases = _nearer_dates(values)
    first, last, page = values["first"], values["last"], values.get("page")
    near = Case(*cases, default=same_years, output_field=IntegerField())
    # PostgreSQL takes a constant in ORDER BY for the number of a column.
    order = [near, "earliest", "pk"] if cases else ["earliest", "pk"]
    queries = []
    for kind in kinds():
        others = kind.objects.published(at).exclude(essay=essay)
        if kind is MODELS[page_model]:
            others = others.exclude(pk=page)  # a draft may have moved it to another essay
        others = others.filter(earliest__gte=first, earliest__lte=last, latest__lte=last)
        # The index is enough to find the nearest; only their rows are read.
        nearest = others.order_by(*order).values("pk")[:SHOWN]
        queries.append(
            _columns(
                kind.objects.filter(pk__in=nearest),
                essay_slug=F("essay__slug"),
                essay_language=F("essay__language"),
                edtf=F("date"),
                shown_date=F("display_date"),
                begins=F("earliest"),
                near=near,
            )
        )
    if page:  # the page of an essay already shows the other essays of its year
        years = (values["first_year"], values["last_year"])
        queries.append(
            _columns(
                Essay.objects.published(at).filter(year__range=years).exclude(pk=essay),
                essay_slug=F("slug"),
                essay_language=F("language"),
                edtf=Value(""),
                shown_date=Value(""),
                begins=last.typed(DateField()),  # after sources dated to a day
                near=Value(same_years, IntegerField()),
            )
        )
    order = ["near", "begins", "headline", "essay_slug", "own_slug"]
    rows = queries[0].union(*queries[1:], all=True).order_by(*order)
    return rows[:SHOWN]


def contemporaries(rows):
    return [_contemporary(row) for row in rows]


def year_of(page):
    """The year of all its dates, or None."""
    earliest, latest = _dates_of(page)
    return earliest.year if earliest and earliest.year == latest.year else None


def _dates_of(page):
    if isinstance(page, Essay) or page.earliest is None:
        return (date(page.year, 1, 1), date(page.year, 12, 31)) if page.year else (None, None)
    return page.earliest, page.latest


def _columns(queryset, **values):
    index = MODELS.index(queryset.model)
    return (
        queryset.order_by()
        .annotate(model_index=Value(index), headline=F("title"), own_slug=F("slug"), **values)
        .values_list(
            *["model_index", "headline", "own_slug", "essay_slug", "essay_language"],
            *["edtf", "shown_date", "begins", "near"],
        )
    )


def _nearer_dates(values):
    """Cases for the same day, if both dates are exact, and for the same month."""
    cases = []
    if day := values.get("day"):
        cases.append(When(Q(earliest=day, latest=day), then=SAME_DAY))
    if month := values.get("month"):
        in_month = Q(earliest__gte=month, latest__lte=values["month_ends"])
        cases.append(When(in_month, then=SAME_MONTH))
    return cases


def _contemporary(row):
    index, title, slug, essay_slug, language, edtf, shown_date, _begins, near = row
    model = MODELS[index]
    if model is Essay:
        address = reverse("essays:essay", args=[slug])
    else:
        address = reverse(f"resources:{model._meta.model_name}", args=[essay_slug, slug])
    date = shown_date or in_words(edtf)
    kind_name = model._meta.verbose_name
    return Contemporary(kind_name, title, language, address, near, date, shown_date)
