from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Q
from taggit.models import TaggedItem

from essays.models import Essay
from resources.models import KINDS


def theme_counts(at=None):
    """What visitors find under each theme, the fullest first: rows of name, slug and count."""
    return _counted(shown_items(at))


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
