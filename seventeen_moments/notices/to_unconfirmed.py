"""The question whether its recipient wrote a comment. Nothing else is sent to an address before
its owner has answered, and no word of the comment and no name is in it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from essays.discussion.confirmations import MAX_AGE, Confirmation, confirm_path
from essays.discussion.refused_addresses import RefusedAddress, mailbox
from essays.discussion.submission_log import LoggedSubmission

from .messages import render
from .models import Mail

MOST_A_DAY = 3  # to one mailbox
STALE = timedelta(days=3)  # the link in it is valid for seven days


def write_questions(at=None):
    """One for each comment, unless its address had enough or refuses them."""
    at = at or timezone.now()
    essays = Confirmation._meta.get_field("comment").related_model._meta.get_field("essay")
    public = essays.related_model.objects.published(at)
    unasked = Confirmation.objects.unasked(at).filter(comment__essay__in=public.order_by())
    unasked = unasked.select_related("comment__essay").defer("comment__html", *_long_fields())
    confirmations = list(unasked.order_by("pk"))
    emails = {each.comment.email for each in confirmations}
    # Not the mails, which are deleted with the comment: who withdraws it could send another one.
    sent = LoggedSubmission.objects.counts_in_last_day({_logged(email) for email in emails}, at)
    refused = RefusedAddress.objects.among(emails)
    for confirmation in confirmations:
        email = confirmation.comment.email
        if sent[_logged(email)] < MOST_A_DAY and email not in refused:
            sent[_logged(email)] += _write(confirmation, at)


def _logged(email):
    return f"{mailbox(email)} question"


def _long_fields():
    comment = Confirmation._meta.get_field("comment").related_model
    return comment._meta.get_field("essay").related_model.long_fields("comment__essay__")


@transaction.atomic
def _write(confirmation, at):
    """Returns whether it was written: another process may have just done so."""
    unasked = Confirmation.objects.filter(pk=confirmation.pk, asked_at=None)
    if not unasked.update(asked_at=at):
        return False
    comment = confirmation.comment
    LoggedSubmission.objects.log(_logged(comment.email), "", at)
    Mail.objects.create(
        kind=Mail.Kind.CONFIRM,
        reader=comment,
        to=comment.email,
        **render(
            Mail.Kind.CONFIRM,
            confirmation.language,
            comment,
            comment=comment,
            publishes=confirmation.publishes and comment.state == comment.State.WAITING,
            notices=confirmation.notices,
            confirm=confirm_path(comment, at),
            until=timezone.localtime(at + MAX_AGE),
        ),
    )
    return True


def is_due(mail):
    """Checks again before sending: a moderator may have decided, or the author confirmed."""
    if mail.created < timezone.now() - STALE or RefusedAddress.objects.of(mail.to).exists():
        return False
    asked = Confirmation.objects.useful().filter(comment=mail.reader_id)
    return asked.filter(comment__email=mail.to).exists()
