"""Mails about comments that are deleted for good."""

from django.db.models import Q

from essays.discussion.deletion import deletes_traces

from .models import Mail


@deletes_traces
def delete_mails(keys):
    """Deletes mails about the comments and to their authors, queued ones included."""
    Mail.objects.filter(Q(comment__in=keys) | Q(reader__in=keys)).delete()
    # A digest names its comments only by links in its text.
    link = rf"/admin/moderation/comments/({'|'.join(map(str, keys))})/"
    if keys:
        digests = Mail.objects.filter(comment=None, kind=Mail.Kind.DIGEST)
        digests.filter(body__regex=link).delete()
