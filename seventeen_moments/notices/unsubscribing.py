"""The signed link in every mail, which unsubscribes its recipient without an account."""

from django.core import signing
from django.urls import reverse

from essays.discussion.comments import Comment

from .models import Subscription

COMMENT, SUBSCRIPTION = "c", "s"


def unsubscribe_path(reader):
    """Takes the comment of the recipient, or the subscription of a moderator."""
    kind = SUBSCRIPTION if isinstance(reader, Subscription) else COMMENT
    return reverse("notices:unsubscribe", args=[_signer().sign(f"{kind}{reader.pk}")])


def unsubscribe(signed):
    """Raises BadSignature for other links. Deleted comments and subscriptions are ignored."""
    kind, key = _read(signed)
    if kind == SUBSCRIPTION:
        Subscription.objects.filter(pk=key).update(how=Subscription.How.NONE)
        return
    # Unsubscribes all comments of this address.
    comment = Comment.objects.filter(pk=key).exclude(email="").first()
    if comment:
        subscribed = Comment.objects.filter(email=comment.email, notices_since__isnull=False)
        subscribed.update(notices_since=None, language="")


def check(signed):
    _read(signed)


def _read(signed):
    value = _signer().unsign(signed)
    return value[0], int(value[1:])


def _signer():
    return signing.Signer(sep=".", salt="notices.unsubscribe")
