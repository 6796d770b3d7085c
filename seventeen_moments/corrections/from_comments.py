"""Comments that moderators send to the editors as corrections.

The name and the words of the reader stay in the comment, which its author may delete.
"""

from django.contrib import messages
from django.db import transaction
from django.utils.translation import gettext as _

from essays.discussion.moderation.entry_parts import EntryPart
from essays.discussion.moderation.entry_views import EntryActionView
from essays.models import Comment

from .models import Correction


def send_to_editors(comment, user):
    """Returns the correction, and whether it is new: each comment is sent once."""
    with transaction.atomic():
        essay = comment.essay
        values = {"subject": essay, "title": essay.title, "sent_by": user}
        values |= {"about": comment.about, "quote": comment.quote}
        Comment.objects.select_for_update().get(pk=comment.pk)
        earlier = Correction.objects.filter(comment=comment).first()
        return earlier or Correction.objects.create(comment=comment, **values), earlier is None


def prepare(comments, user):
    corrections = Correction.objects.filter(comment__in=comments)
    by_comment = {
        correction.comment_id: correction
        for correction in corrections.select_related("sent_by", "settled_by")
    }
    for comment in comments:
        comment.correction = by_comment.get(comment.pk)


ENTRY_PART = EntryPart("admin/corrections/_of_comment.html", prepare)


class SendToEditors(EntryActionView):
    def act(self):
        if self.comment.withdrawn:
            messages.warning(self.request, _("This comment no longer exists."))
            return
        _correction, is_new = send_to_editors(self.comment, self.request.user)
        sent = _("Sent to the editors.") if is_new else _("It was already sent to the editors.")
        messages.success(self.request, sent)
