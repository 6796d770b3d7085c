"""The signed address in every mail: whoever has it ends the mails, without an account."""

from django.core import signing
from django.urls import reverse

from essays.discussion.comments import Comment

from .models import Subscription

COMMENT, SUBSCRIPTION = "c", "s"


def address(reader):
    """For a comment whose author is told, or the subscription of a moderator."""
    kind = SUBSCRIPTION if isinstance(reader, Subscription) else COMMENT
    return reverse("notices:unsubscribe", args=[_signer().sign(f"{kind}{reader.pk}")])


def unsubscribe(signed):
    """BadSignature, if it was not signed here. What is there no more gets no mail either way."""
    kind, key = _read(signed)
    if kind == SUBSCRIPTION:
        Subscription.objects.filter(pk=key).update(how=Subscription.How.NONE)
        return
    # All comments of this address: who wants no mail from us wants none.
    comment = Comment.objects.filter(pk=key).exclude(email="").first()
    if comment:
        asking = Comment.objects.filter(email=comment.email, notices_since__isnull=False)
        asking.update(notices_since=None, language="")


def check(signed):
    _read(signed)


def _read(signed):
    value = _signer().unsign(signed)
    return value[0], int(value[1:])


def _signer():
    return signing.Signer(sep=".", salt="notices.unsubscribe")
