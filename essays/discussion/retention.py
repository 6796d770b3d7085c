"""Deletes spam, removed comments and the originals of redactions for good, after some time."""

from itertools import takewhile

from django.db.models import Exists, OuterRef, Q

from seventeen_moments.core.retention import delete_expired, retention_rule

from .comment_settings import CommentSettings
from .comments import Comment
from .deletion import delete_for_good
from .edits import CommentEdit
from .redactions import Redaction

BATCH = 500  # comments of one transaction
MOST_BATCHES = 20  # at once: the rest follows an hour later


@retention_rule("spam and removed comments")
def delete_comments(at):
    since = CommentSettings.objects.kept_since(at)
    if since is None:
        return 0
    count = 0
    for state in [Comment.State.SPAM, Comment.State.REMOVED]:
        batches = (_delete_batch(state, since) for _number in range(MOST_BATCHES))
        count += sum(takewhile(bool, batches))
    return count


@retention_rule("originals of redactions")
def delete_originals(at):
    since = CommentSettings.objects.kept_since(at)
    expired = Redaction.objects.filter(original__isnull=False, at__lte=since or at)
    return expired.update(original=None) if since and expired.exists() else 0


@retention_rule("earlier texts of comments")
def delete_edits(at):
    since = CommentSettings.objects.kept_since(at)
    return delete_expired(CommentEdit.objects.filter(at__lte=since)) if since else 0


def _delete_batch(state, since):
    replies = Comment.objects.filter(parent=OuterRef("pk"))
    expired = Comment.objects.filter(state=state, state_since__lte=since)
    expired = expired.filter(Q(withdrawn=False) | ~Exists(replies))
    keys = expired.order_by("state_since").values_list("pk", flat=True)[:BATCH]
    return delete_for_good(expired.filter(pk__in=list(keys)))
