"""Mails repeat the words of comments: they go with these, or are written again without them."""

from django.db.models import Q

from essays.discussion.erasing import deletes_traces, rewrites_copies

from . import to_moderators
from .models import Mail, Subscription
from .queue import recipients_of


@deletes_traces
def delete_mails(keys):
    """Deletes mails about the comments and to their authors, queued ones included."""
    for relation in ["comment", "reader"]:
        Mail.objects.filter(**{f"{relation}__in": keys}).delete()
    replace_digests(keys)


@rewrites_copies
def rewrite_mails(keys):
    """Writes queued mails again. Of the others only the record stays that somebody was notified."""
    is_removal = Q(comment=None, kind=Mail.Kind.REMOVED, reader__in=keys)
    mails = Mail.objects.filter(Q(comment__in=keys) | is_removal)
    for mail in mails.waiting().select_related("reader", "decision", "subscription__user"):
        Mail.objects.filter(pk=mail.pk).update(**recipients_of(mail).text_of(mail))
    mails.exclude(state=Mail.State.WAITING).exclude(to="").erase()
    replace_digests(keys)


def replace_digests(keys):
    digests = Mail.objects.digests_about(keys)
    subscribers = list(digests.waiting().values_list("subscription", flat=True))
    digests.delete()
    for subscription in Subscription.objects.filter(pk__in=subscribers).select_related("user"):
        to_moderators.write_digest(subscription)
