"""Counts of the published pages under each theme."""

from collections import Counter

from django.db.models import Count, Value
from taggit.models import Tag

from essays.models import Essay
from resources.listed import list_columns, list_rows
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.paging import ListQuery
from seventeen_moments.core.themes import published_items, tagged_items, tagged_with

from .narrowing import in_order
from .year import in_dates

MODELS = [Essay, *kinds()]
MOST_COMPARED = 500  # pages of each model


def under_theme(model, order, in_one_year, *, theme, at, **values):
    """With `in_one_year` also of a year, whose values are those of `in_dates()`."""
    pages = tagged_with(theme, model.objects.published(at))
    if in_one_year and model is Essay:
        pages = pages.filter(year=values["year"])
    elif in_one_year:
        pages = in_dates(pages, **values)
    return in_order(pages, order)


theme_query = ListQuery(Essay, under_theme, list_rows, list_columns)


def theme_counts(at=None):
    """The published pages under each theme, as dicts with name, slug and count; most first.

    Counts all pages and subtracts the few that are hidden: what is published is very much, and
    would have to be looked up page by page.
    """
    items = []
    for model in MODELS:
        hidden = model.objects.hidden(at).order_by().values("pk")
        items += [(1, tagged_items(model)), (-1, tagged_items(model).filter(object_id__in=hidden))]
    return _by_number(_numbers(items))


def related_themes(theme, at=None):
    """The same for pages that are under this theme and another one."""
    items = []
    for model in MODELS:
        under_theme = published_items(model, at).filter(object_id__in=_keys_under(theme, model))
        items.append((1, under_theme.exclude(tag=theme)))
    return _by_number(_numbers(items))


def _keys_under(theme, model):
    """Of many pages the last ones."""
    return tagged_items(model).filter(tag=theme).order_by("-pk").values("object_id")[:MOST_COMPARED]


def _numbers(items):
    """The number of items of each theme, from one query; `items` are pairs of sign and queryset."""
    first, *others = [
        queryset.order_by()
        .annotate(sign=Value(sign))
        .values_list("tag", "sign")
        .annotate(Count("pk"))
        for sign, queryset in items
    ]
    numbers = Counter()
    for tag, sign, number in first.union(*others, all=True):
        numbers[tag] += sign * number
    return +numbers


def _by_number(numbers):
    themes = Tag.objects.in_bulk(list(numbers))
    counts = [
        {"name": themes[key].name, "slug": themes[key].slug, "count": number}
        for key, number in numbers.items()
        if key in themes
    ]
    return sorted(counts, key=lambda theme: (-theme["count"], theme["name"], theme["slug"]))
