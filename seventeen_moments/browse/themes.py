"""Themes, by what visitors find under them."""

from collections import Counter

from django.db.models import Count

from essays.models import Essay
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.themes import published_items, tagged_items

MODELS = [Essay, *kinds()]


def theme_counts(at=None):
    """What visitors find under each theme, the fullest first: rows of name, slug and count."""
    return _counted(
        tagged_items(model).filter(
            object_id__in=model.objects.published(at).order_by().values("pk")
        )
        for model in MODELS
    )


def related_themes(theme, at=None):
    """The same rows for what visitors find under this theme and under another, too."""
    return _counted(
        published_items(model, at)
        .filter(object_id__in=tagged_items(model).filter(tag=theme).values("object_id"))
        .exclude(tag=theme)
        for model in MODELS
    )


def _counted(items):
    """One query, whose counts of each model are added here."""
    first, *others = [
        rows.order_by().values_list("tag__name", "tag__slug").annotate(Count("pk"))
        for rows in items
    ]
    found = Counter()
    for name, slug, count in first.union(*others, all=True):
        found[name, slug] += count
    fullest = sorted(found.items(), key=lambda row: (-row[1], row[0]))
    return [{"name": name, "slug": slug, "count": count} for (name, slug), count in fullest]
