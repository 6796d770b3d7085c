"""What the first page shows: an essay, what is new, and essays without a year."""

from django.utils import timezone

from essays.listed import essay_columns, essay_rows
from essays.models import Essay
from seventeen_moments.core.compiled import compiled
from seventeen_moments.core.listed import listed

from .newest import varied_sources

RECENT = 12  # essays, among which the home page features one with a picture
NEW_ESSAYS, NEW_SOURCES = 3, 5
OUTSIDE_TIME = 20  # essays, on the page of the years


@compiled(Essay)
def _newest(number, dated, *, at):
    essays = Essay.objects.published(at).newest()
    return essay_rows(essays if dated else essays.without_year(), at)[:number]


@compiled(Essay)
def _outside_time(number, *, at):
    return essay_rows(Essay.objects.published(at).without_year(), at)[:number]


def pages():
    at = timezone.now()
    essays = listed(essay_columns(), *_newest.raw(RECENT, True, at=at))
    # The newest of those with a picture and a year, if there are any.
    feature = max(essays, key=lambda essay: (bool(essay.picture), bool(essay.year)), default=None)
    others = [essay for essay in essays if essay != feature]
    undated = listed(essay_columns(), *_newest.raw(4, False, at=at))
    return {
        "feature": feature,
        "new": [*others[:NEW_ESSAYS], *varied_sources(NEW_SOURCES)],
        "outside_time": [essay for essay in undated if essay != feature][:3],
    }


def outside_time():
    return listed(essay_columns(), *_outside_time.raw(OUTSIDE_TIME, at=timezone.now()))
