"""What is deleted with the words of a comment, wherever they were copied."""

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.dispatch import Signal

# The values of a comment whose words are gone for good.
EMPTY = {
    **dict.fromkeys(["name", "email", "text", "quote", "language"], ""),
    **dict.fromkeys(["about", "notices_since", "edited", "token"]),
    "withdrawn": True,
}

# Sent in the transaction, with the `keys` of comments whose words were redacted, or are gone with
# the comment (`are_gone`). Apps that copied the words erase them.
words_erased = Signal()


def erase_traces(keys):
    """Deletes all that repeats the words of comments that are erased."""
    for name in ["Flag", "Redaction", "CommentEdit"]:
        apps.get_model("essays", name).objects.filter(comment__in=keys).delete()
    erase_copies(keys, are_gone=True)


def erase_copies(keys, are_gone):
    """The log of the admin repeats names and texts."""
    comment = apps.get_model("essays", "Comment")
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(comment))
    entries = entries.filter(object_id__in=[str(key) for key in keys])
    entries.update(object_repr=comment._meta.verbose_name)
    words_erased.send(comment, keys=keys, are_gone=are_gone)
