from django.db import transaction
from taggit.models import Tag, TaggedItem

from seventeen_moments.redirection.remembering import lead_themes_to


@transaction.atomic
def merge(themes, kept):
    """Whatever carries one of the themes carries `kept` instead, and their addresses lead there."""
    others = Tag.objects.filter(pk__in=themes.values("pk")).exclude(pk=kept.pk)
    lead_themes_to(kept, others)
    carriers = TaggedItem.objects.filter(tag__in=others).values_list("content_type", "object_id")
    TaggedItem.objects.bulk_create(
        [TaggedItem(tag=kept, content_type_id=kind, object_id=key) for kind, key in set(carriers)],
        ignore_conflicts=True,  # what carries it already
    )
    others.delete()
