"""Counts of the published pages under each theme."""

from collections import Counter

from django.db.models import Count

from essays.models import Essay
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.themes import published_items, tagged_items

MODELS = [Essay, *kinds()]


def theme_counts(at=None):
    """The published pages under each theme, as dicts with name, slug and count; most first."""
    return _counted(
        tagged_items(model).filter(
            object_id__in=model.objects.published(at).order_by().values("pk")
        )
        for model in MODELS
    )


def related_themes(theme, at=None):
    """The same for pages that are under this theme and another one."""
    return _counted(
        published_items(model, at)
        .filter(object_id__in=tagged_items(model).filter(tag=theme).values("object_id"))
        .exclude(tag=theme)
        for model in MODELS
    )


def _counted(items):
    """Adds the counts of all models, from one query."""
    first, *others = [
        queryset.order_by().values_list("tag__name", "tag__slug").annotate(Count("pk"))
        for queryset in items
    ]
    counts = Counter()
    for name, slug, count in first.union(*others, all=True):
        counts[name, slug] += count
    fullest = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [{"name": name, "slug": slug, "count": count} for (name, slug), count in fullest]
