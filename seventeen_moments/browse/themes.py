from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db.models import Count, F, Q
from taggit.models import TaggedItem

from essays.models import Essay
from resources.models import KINDS

KEY, KEPT = "browse:theme_counts", 60  # seconds


def theme_counts(at=None):
    """What visitors find under each theme, the fullest first: rows of name, slug and count."""
    return _counted(shown_items(at))


def known_counts():
    """The same as a list, of the last minute: of a large archive they take long to count."""
    return cache.get_or_set(KEY, lambda: list(theme_counts()), KEPT)


def forget_counts(**kwargs):
    """Whoever saves sees their work at once; other processes within the minute."""
    cache.delete(KEY)


def related_themes(theme, at=None):
    """The same rows for what visitors find under this theme and under another, too."""
    return _counted(shown_items(at, themes=theme).exclude(tag=theme))


def shown_items(at=None, **narrow):
    """A row for each theme of each published essay and source."""
    types = ContentType.objects.get_for_models(Essay, *KINDS)
    shown = Q()
    for model, content_type in types.items():
        published = model.objects.published(at).filter(**narrow).order_by().values("pk")
        shown |= Q(content_type=content_type, object_id__in=published)
    return TaggedItem.objects.filter(shown)


def _counted(items):
    rows = items.values(name=F("tag__name"), slug=F("tag__slug"))
    return rows.annotate(count=Count("pk")).order_by("-count", "name")
