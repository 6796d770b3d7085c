"""The question whether its recipient wrote a comment. Nothing else is sent to an address before
its owner has answered, and no word of the comment and no name is in it."""

from collections import Counter
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from essays.discussion.confirmations import MAX_AGE, Confirmation, confirm_path
from essays.discussion.refused_addresses import RefusedAddress

from .messages import render
from .models import Mail

DAY = timedelta(days=1)
MOST_A_DAY = 3  # to one address
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
    questions = Mail.objects.filter(kind=Mail.Kind.CONFIRM, created__gt=at - DAY)
    sent = Counter(questions.filter(to__in=emails).values_list("to", flat=True))
    refused = RefusedAddress.objects.among(emails)
    for confirmation in confirmations:
        email = confirmation.comment.email
        if sent[email] < MOST_A_DAY and email not in refused:
            sent[email] += _write(confirmation, at)


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
