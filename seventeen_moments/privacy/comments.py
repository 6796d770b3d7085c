"""Comments."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from essays.discussion.deletion import lock_with_actions
from essays.discussion.plain_text import REDACTED
from essays.discussion.redacted_text import label
from essays.models import Comment, CommentEdit, Essay
from seventeen_moments.bulk.comments import export as export_comments
from seventeen_moments.core.permissions import may_view, viewable_by

from .data_source import PersonalDataSource, Summary

NEVER_PUBLIC = {Comment.State.WAITING, Comment.State.SPAM}


def find(email):
    return Comment.objects.filter(email__iexact=email).select_related("essay").order_by("-pk")


def export(comments, user):
    essays = Essay.objects.filter(pk__in=comments.order_by().values("essay"))
    shown = {essay.slug for essay in viewable_by(user, essays).only("slug")}
    edits = CommentEdit.objects.filter(comment__in=comments.order_by().values("pk"))
    texts = {}
    for key, text in edits.values_list("comment", "text"):
        texts.setdefault(key, []).append(text.replace(REDACTED, label()))
    for row in export_comments(comments):
        row["earlier_texts"] = texts.get(row["id"], [])
        yield row | {"essay": row["essay"] if row["essay"] in shown else None}


def summary(comment, user):
    return Summary(
        title=comment.essay.title if may_view(user, comment.essay) else _("Not public"),
        url=reverse("admin:essays_comment_change", args=[comment.pk]),
        time=comment.created,
        state=comment.get_state_display(),
        name=comment.shown_name,
        text=comment.shown_text,
    )


def erase(comments):
    lock_with_actions(comments)
    erased = list(comments)
    keys = [str(comment.pk) for comment in erased]
    for comment in erased:
        if comment.state in NEVER_PUBLIC and not comment.replies.exists():
            comment.delete()
        else:
            comment.withdraw()
    # The log of the admin repeats names and texts, even of comments that were deleted there.
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Comment))
    existing = Comment.objects.order_by().values(key=Cast("pk", CharField()))
    anonymized = entries.filter(Q(object_id__in=keys) | ~Q(object_id__in=existing))
    anonymized.update(object_repr=Comment._meta.verbose_name)
    return len(erased)


DATA_SOURCE = PersonalDataSource(
    name="comments",
    title=_("Comments"),
    erase_note=_(
        "Name, address and text are erased. If others may have replied, “Deleted by its author.” "
        "remains in their place. Spam and pending comments are deleted."
    ),
    find=find,
    export=export,
    summary=summary,
    erase=erase,
)
