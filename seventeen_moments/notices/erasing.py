"""Mails repeat the words of comments: they go with these, or are written again without them."""

from django.dispatch import receiver

from essays.discussion.erasing import words_erased

from . import to_moderators
from .models import Mail, Subscription
from .queue import recipients_of


@receiver(words_erased)
def erase_words(keys, are_gone, **kwargs):
    digests = Mail.objects.digests_about(keys)
    mails = Mail.objects.filter(comment__in=keys)
    if are_gone:  # so nobody can be notified again
        Mail.objects.filter(reader__in=keys).delete()
        mails.delete()
    else:
        for mail in mails.waiting().select_related("reader", "subscription__user"):
            Mail.objects.filter(pk=mail.pk).update(**recipients_of(mail).text_of(mail))
        mails.exclude(state=Mail.State.WAITING).exclude(to="").erase()
    subscribers = list(digests.waiting().values_list("subscription", flat=True))
    digests.delete()
    for subscription in Subscription.objects.filter(pk__in=subscribers).select_related("user"):
        to_moderators.write_digest(subscription)
