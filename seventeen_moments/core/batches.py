"""Saving many rows of one model with a few queries.

Signals of Django accompany single rows. Whatever follows a save connects to these two as well: the
search index, and redirects from former addresses.
"""

from django.contrib.contenttypes.models import ContentType
from django.dispatch import Signal
from django.utils import timezone
from taggit.models import Tag, TaggedItem

# The sender is the model. They bring the `rows`, and the names of the `fields` that may change.
batch_saving, batch_saved = Signal(), Signal()


def save_batch(rows, fields, themes=None):
    """Saves the fields of rows of one model, and the names of their themes by the key of the row.

    Derived fields are stored as by save(). Needs a transaction.
    """
    model = type(rows[0])
    details = {"rows": rows, "fields": {*fields, *(["themes"] if themes else [])}}
    batch_saving.send(model, **details)
    now = timezone.now()
    for row in rows:
        row.updated = now
    model._default_manager.bulk_update(rows, [*fields, "updated"])
    if themes:
        set_themes(model, themes)
    batch_saved.send(model, **details)


def set_themes(model, themes):
    """Gives each row, by its key, the themes with these names. Missing themes are created."""
    names = {name for wanted in themes.values() for name in wanted}
    tags = {tag.name: tag for tag in Tag.objects.filter(name__in=names)}
    tags |= {name: Tag.objects.create(name=name) for name in sorted(names - tags.keys())}
    content_type = ContentType.objects.get_for_model(model)
    wanted = {(key, tags[name].pk) for key, of_row in themes.items() for name in of_row}
    items = TaggedItem.objects.filter(content_type=content_type, object_id__in=themes.keys())
    present = {(key, tag): item for item, key, tag in items.values_list("pk", "object_id", "tag")}
    surplus = [item for pair, item in present.items() if pair not in wanted]
    TaggedItem.objects.filter(pk__in=surplus).delete()
    TaggedItem.objects.bulk_create(
        TaggedItem(content_type=content_type, object_id=key, tag_id=tag)
        for key, tag in sorted(wanted - present.keys())
    )
