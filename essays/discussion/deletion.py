"""Deletes comments with everything that repeats their words or addresses."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from .comments import Comment
from .decisions import CHUNK_SIZE

TRACES = []  # functions of keys of comments, by the apps that keep something about comments


def deletes_traces(delete):
    """Declares a function that deletes what another app keeps about comments."""
    TRACES.append(delete)
    return delete


def delete_for_good(comments, *, batch_size=CHUNK_SIZE):
    """Deletes the comments, in batches, and returns their number.

    A comment with replies keeps its place above them, without anything that its author entered.
    Comments that leave the queryset in the meantime are left as they are.
    """
    # Replies are newer than what they reply to, and are deleted first.
    keys = list(comments.order_by("-pk").values_list("pk", flat=True))
    batches = [keys[start : start + batch_size] for start in range(0, len(keys), batch_size)]
    return sum(_delete(comments, batch) for batch in batches)


@transaction.atomic
def _delete(comments, keys):
    locked = Comment.objects.filter(pk__in=comments.order_by().filter(pk__in=keys).values("pk"))
    by_key = {comment.pk: comment for comment in locked.select_for_update()}
    answered = _with_other_replies(list(by_key))
    delete_traces_of(list(by_key))
    for key in answered:
        by_key[key].withdraw(by_moderator=True)
    Comment.objects.filter(pk__in=by_key.keys() - answered).delete()
    return len(by_key)


def _with_other_replies(keys):
    """The keys of root comments that have replies besides these comments."""
    replies = Comment.objects.filter(parent__in=keys).exclude(pk__in=keys)
    return set(replies.order_by().values_list("parent", flat=True))


def delete_traces_of(keys):
    """Deletes what the log of the admin and other apps keep about the comments."""
    content_type = ContentType.objects.get_for_model(Comment)
    entries = LogEntry.objects.filter(content_type=content_type, object_id__in=map(str, keys))
    entries.update(object_repr=Comment._meta.verbose_name)
    for delete in TRACES:
        delete(keys)
