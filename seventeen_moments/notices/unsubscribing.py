"""The signed link in every mail, which unsubscribes its recipient without an account."""

from django.core import signing
from django.urls import reverse

from essays.discussion.comments import Comment
from essays.discussion.confirmations import Confirmation
from essays.discussion.refused_addresses import RefusedAddress, hash_of

from .models import Mail, Subscription

COMMENT, SUBSCRIPTION, QUESTION = "c", "s", "q"


def unsubscribe_path(reader, mail_kind=None):
    """Takes the comment of the recipient, or the subscription of a moderator."""
    kind = SUBSCRIPTION if isinstance(reader, Subscription) else COMMENT
    key = reader.pk
    if mail_kind == Mail.Kind.CONFIRM:
        # Of the address: the comment may be deleted when its owner reads the question.
        kind, key = QUESTION, hash_of(reader.email)
    return reverse("notices:unsubscribe", args=[_signer().sign(f"{kind}{key}")])


def unsubscribe(signed):
    """Raises BadSignature for other links. Deleted comments and subscriptions are ignored."""
    kind, key = _read(signed)
    if kind == SUBSCRIPTION:
        Subscription.objects.filter(pk=key).update(how=Subscription.How.NONE)
        return
    if kind == QUESTION:
        RefusedAddress.objects.refuse_hash(key)
        return
    # Unsubscribes all comments of this address.
    comment = Comment.objects.filter(pk=key).exclude(email="").first()
    if comment:
        Confirmation.objects.drop_notices(comment.email)
        subscribed = Comment.objects.filter(email=comment.email, notices_since__isnull=False)
        subscribed.update(notices_since=None, language="")


def is_about_questions(signed):
    """Raises BadSignature for other links."""
    return _read(signed)[0] == QUESTION


def _read(signed):
    value = _signer().unsign(signed)
    return value[0], value[1:]


def _signer():
    return signing.Signer(sep=".", salt="notices.unsubscribe")
