"""Where comments came from, as hashes that are only kept for some days and never shown.

Moderators can so block a sender who changes the e-mail address, without seeing a network address.
"""

from datetime import timedelta

from django.db import models

from seventeen_moments.core.keyed_hash import keyed_hashes
from seventeen_moments.core.retention import delete_expired, retention_rule

from .comment_settings import CommentSettings

SALT = "essays.discussion.senders"


def sender_hashes(network):
    """With each key of the archive; none of an unknown network, which many would share."""
    return keyed_hashes(SALT, network) if network else []


class CommentSenderQuerySet(models.QuerySet):
    def remember(self, comment, submission):
        hashes = sender_hashes(submission.address)
        if hashes and submission.settings.sender_days:
            self.create(comment=comment, sender=hashes[0], at=submission.at)


class CommentSender(models.Model):
    comment = models.OneToOneField(
        "essays.Comment", primary_key=True, on_delete=models.CASCADE, related_name="sender"
    )
    sender = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(db_index=True)

    objects = CommentSenderQuerySet.as_manager()

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"


@retention_rule("hashes of the senders of comments")
def delete_senders(at):
    days = timedelta(days=CommentSettings.objects.current().sender_days)
    return delete_expired(CommentSender.objects.filter(at__lte=at - days))
