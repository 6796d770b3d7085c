"""Deletes comments with everything that repeats their words or addresses."""

from django.db import transaction

from .comments import Comment
from .decisions import CHUNK_SIZE
from .erasing import EMPTY, erase_traces
from .moderation_log import ModerationAction


def delete_for_good(comments, *, batch_size=CHUNK_SIZE):
    """Deletes the comments, in batches, and returns their number.

    A comment with replies keeps its place above them, without anything that its author entered.
    Comments that leave the queryset in the meantime are left as they are.
    """
    # Replies are newer than what they reply to, and are deleted first.
    keys = list(comments.order_by("-pk").values_list("pk", flat=True))
    batches = [keys[start : start + batch_size] for start in range(0, len(keys), batch_size)]
    return sum(_delete(comments, batch) for batch in batches)


def lock_with_actions(comments):
    """Locks and returns the comments. As an undo, it first locks the actions about them."""
    keys = comments.order_by().values("pk")
    actions = ModerationAction.objects.filter(comment__in=keys).order_by("pk")
    list(actions.select_for_update(of=["self"]).values_list("pk"))
    return comments.lock()


@transaction.atomic
def _delete(comments, keys):
    keys = {comment.pk for comment in lock_with_actions(comments.filter(pk__in=keys))}
    erase_traces(list(keys))
    answered = _with_other_replies(keys)
    emptied = Comment.objects.filter(pk__in=answered)
    emptied.update(**EMPTY, erased=True, state=Comment.State.REMOVED)
    Comment.objects.filter(pk__in=keys - answered).delete()
    return len(keys)


def _with_other_replies(keys):
    """The keys of root comments that have replies besides these comments."""
    replies = Comment.objects.filter(parent__in=keys).exclude(pk__in=keys)
    return set(replies.order_by().values_list("parent", flat=True))
