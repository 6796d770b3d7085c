"""What is deleted with the words of a comment, wherever they were copied."""

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType

# The values of a comment whose words are gone for good.
EMPTY = {
    **dict.fromkeys(["name", "email", "text", "quote", "language"], ""),
    **dict.fromkeys(["about", "notices_since", "proved_at", "edited", "token"]),
    "withdrawn": True,
}

DELETE, REWRITE = [], []  # functions of keys of comments, by the apps that copy words of comments


def deletes_traces(delete):
    """Declares a function that deletes what an app keeps about comments that are erased."""
    DELETE.append(delete)
    return delete


def rewrites_copies(rewrite):
    """Declares a function that removes redacted words from what an app keeps about comments."""
    REWRITE.append(rewrite)
    return rewrite


def erase_traces(keys):
    """Deletes all that repeats the words of comments that are erased."""
    copies = ["Flag", "CommentNote", "CommentSender", "Redaction", "CommentEdit", "Confirmation"]
    for name in copies:
        apps.get_model("essays", name).objects.filter(comment__in=keys).delete()
    decisions = apps.get_model("essays", "Decision").objects.filter(comment__in=keys)
    decisions.exclude(reason="").update(reason="")
    clean_admin_log(keys)
    for delete in DELETE:
        delete(keys)


def erase_copies(keys):
    """The same for words that were redacted in comments that stay."""
    clean_admin_log(keys)
    for rewrite in REWRITE:
        rewrite(keys)


def clean_admin_log(keys):
    """The log of the admin repeats names and texts."""
    comment = apps.get_model("essays", "Comment")
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(comment))
    entries = entries.filter(object_id__in=[str(key) for key in keys])
    entries.update(object_repr=comment._meta.verbose_name)
