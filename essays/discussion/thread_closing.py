"""Closes one thread: its comments take no more replies from readers."""

from django.db import transaction

from .comments import Comment
from .moderation_log import ModerationAction, record, undoes


@transaction.atomic
def set_thread_closed(comment, is_closed, by):
    """Closes or reopens the thread of the comment. Returns whether that changed it."""
    # A reply locks the essay, too: none is stored after the thread was closed.
    essays = Comment._meta.get_field("essay").related_model.objects.only("pk")
    essay = essays.select_for_update().get(pk=comment.essay_id)
    if not _set(comment.root.pk, is_closed):
        return False
    kind, changes = ModerationAction.Kind.THREAD, {"closed": is_closed}
    record(kind, by, essay=essay, comment=comment.root, changes=changes)
    return True


@undoes(ModerationAction.Kind.THREAD, permission="essays.open_close_comments")
def undo(action, by):
    if action.later().filter(comment=action.comment_id).exists():
        return 0
    return _set(action.comment_id, not action.changes["closed"])


def _set(root, is_closed):
    threads = Comment.objects.filter(pk=root, parent=None).exclude(thread_closed=is_closed)
    return threads.update(thread_closed=is_closed)
