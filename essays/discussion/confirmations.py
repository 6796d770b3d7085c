"""What the author of a comment is asked to confirm by a link in an e-mail, and that link.

Anybody can type an address, so it proves nothing. Until its owner confirms, no comment appears at
once because of it, and nothing but the question is sent to it.
"""

from datetime import datetime, timedelta

from django.core import signing
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from seventeen_moments.core.keyed_hash import keyed_hashes
from seventeen_moments.core.retention import delete_expired, retention_rule

MAX_AGE = timedelta(days=7)  # of a link
ASKED_WITHIN = timedelta(days=1)  # after that, the question would only puzzle


class ConfirmationQuerySet(models.QuerySet):
    def useful(self):
        """Those that would still change something. Spam is no reason to write to anybody."""
        waits = Q(publishes=True, comment__state="waiting")
        is_public = Q(comment__state__in=["waiting", "approved"])
        return self.filter(waits | (Q(notices=True) & is_public))

    def unasked(self, at=None):
        """Those whose e-mail has not been written."""
        recent = (at or timezone.now()) - ASKED_WITHIN
        return self.useful().filter(asked_at=None, created__gt=recent)

    def drop_notices(self, email):
        """Somebody who unsubscribes is not asked whether they want notifications either."""
        asked = self.filter(comment__email=email)
        asked.filter(publishes=False).delete()
        asked.update(notices=False)


class Confirmation(models.Model):
    comment = models.OneToOneField(
        "essays.Comment", on_delete=models.CASCADE, related_name="confirmation"
    )
    publishes = models.BooleanField(default=False)  # at once, by the comment policy
    notices = models.BooleanField(default=False)
    language = models.CharField(max_length=10)
    created = models.DateTimeField(default=timezone.now, db_index=True)
    asked_at = models.DateTimeField(null=True)  # when the e-mail was written

    objects = ConfirmationQuerySet.as_manager()

    def __str__(self):
        return f"{self.comment_id}"


@retention_rule("unanswered confirmations")
def delete_unanswered(at):
    return delete_expired(Confirmation.objects.filter(created__lte=at - MAX_AGE))


def confirm_path(comment, at=None):
    """The link, valid for this comment while it has this address."""
    at = at or timezone.now()
    signed = _signer().sign_object([comment.pk, _hashes(comment)[0], int(at.timestamp())])
    return reverse("essays:confirm_comment", args=[comment.essay.slug, signed])


def linked_key(signed):
    """Returns the key of the comment in the link, or raises BadSignature."""
    return _signer().unsign_object(signed)[0]


def is_link_of(signed, comment):
    """Whether the comment still has the address to which the link was sent."""
    return bool(comment.email) and _signer().unsign_object(signed)[1] in _hashes(comment)


def has_expired(signed, at):
    issued = datetime.fromtimestamp(_signer().unsign_object(signed)[2], tz=at.tzinfo)
    return at - issued > MAX_AGE


def _hashes(comment):
    return [hashed[:16] for hashed in keyed_hashes(_signer().salt, comment.email)]


def _signer():
    return signing.Signer(sep=".", salt="essays.discussion.confirmations")
