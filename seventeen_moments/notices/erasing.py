"""Mails repeat the words of comments. They are erased with these, or written again without them."""

from django.dispatch import receiver

from essays.discussion.erasing import words_erased

from . import to_moderators
from .models import Mail, Subscription
from .queue import recipients_of


@receiver(words_erased)
def erase_words(keys, are_gone, **kwargs):
    digests = Mail.objects.digests_about(keys)
    mails = Mail.objects.filter(comment__in=keys).exclude(to="")
    if are_gone:
        Mail.objects.filter(reader__in=keys).exclude(to="").erase()
    else:
        for mail in mails.waiting().select_related("reader", "subscription__user"):
            text = recipients_of(mail).text_of(mail)
            Mail.objects.filter(pk=mail.pk).update(**text)
        mails = mails.exclude(state=Mail.State.WAITING)
    mails.erase()
    subscribers = list(digests.waiting().values_list("subscription", flat=True))
    digests.delete()
    for subscription in Subscription.objects.filter(pk__in=subscribers).select_related("user"):
        to_moderators.write_digest(subscription)
