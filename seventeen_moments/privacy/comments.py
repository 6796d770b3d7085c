"""What readers wrote below the essays."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from essays.models import Comment
from seventeen_moments.bulk.comments import rows_of
from seventeen_moments.core.permissions import may_view

from .data_source import Line, PersonalDataSource

NEVER_SEEN = {Comment.State.WAITING, Comment.State.SPAM}


def find(email):
    return Comment.objects.filter(email__iexact=email).select_related("essay").order_by("-pk")


def line(comment, user):
    return Line(
        where=comment.essay.title if may_view(user, comment.essay) else _("Not public"),
        url=reverse("admin:essays_comment_change", args=[comment.pk]),
        when=comment.created,
        state=comment.get_state_display(),
        name=comment.name,
        words=comment.text,
    )


def erase(comments):
    erased = list(comments.select_for_update(of=["self"]))
    keys = [str(comment.pk) for comment in erased]
    for comment in erased:
        if comment.state in NEVER_SEEN and not comment.replies.exists():
            comment.delete()
        else:
            comment.withdraw()
    _forget_in_the_log(keys)
    return len(erased)


def _forget_in_the_log(keys):
    """The log of the admin repeats name and words; of comments deleted there it still does."""
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Comment))
    standing = Comment.objects.order_by().values(key=Cast("pk", CharField()))
    forgotten = entries.filter(Q(object_id__in=keys) | ~Q(object_id__in=standing))
    forgotten.update(object_repr=Comment._meta.verbose_name)


HOLDER = PersonalDataSource(
    name="comments",
    title=_("Comments"),
    fate=_(
        "Name, address and text are erased. If others may have replied, “Deleted by its author.” "
        "remains in their place. Spam and pending comments are deleted."
    ),
    find=find,
    tell=rows_of,
    line=line,
    erase=erase,
)
