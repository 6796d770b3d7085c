from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Q
from taggit.models import TaggedItem

from essays.models import Essay
from resources.models import KINDS


def theme_counts(at=None):
    """What visitors find under each theme, the fullest first: rows of name, slug and count."""
    types = ContentType.objects.get_for_models(Essay, *KINDS)
    shown = Q()
    for model, content_type in types.items():
        published = model.objects.published(at).order_by().values("pk")
        shown |= Q(content_type=content_type, object_id__in=published)
    return (
        TaggedItem.objects.filter(shown)
        .values(name=F("tag__name"), slug=F("tag__slug"))
        .annotate(count=Count("pk"))
        .order_by("-count", "name")
    )
