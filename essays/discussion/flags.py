from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.keyed_hash import keyed_hashes
from seventeen_moments.core.retention import delete_expired, retention_rule

ADDRESS_RETENTION = timedelta(days=1)
SUSPECT_RETENTION = timedelta(days=30)


class FlagQuerySet(models.QuerySet):
    def raised(self):
        return self.filter(dismissed=False)

    def suspect(self):
        return self.exclude(suspicion="")

    def flag_once(self, comment, address, reason, suspicion="", token=None):
        """Stores one flag for each comment and address, while the hash of the address is kept.

        After moderators have dismissed flags of the comment, the address may report it again.
        A suspect flag does not take the place of another.
        """
        # The comment is part of the salt, so that two flags of one reader have different hashes.
        salt = f"essays.discussion.flags.{comment.pk}"
        dismissed = comment.flags.filter(dismissed=True, suspicion="")
        latest = dismissed.aggregate(latest=models.Max("pk"))["latest"]
        salt = ".".join(str(part) for part in [salt, latest, suspicion] if part)
        hashed, *earlier = keyed_hashes(salt, address)
        if not (earlier and comment.flags.filter(address__in=earlier).exists()):
            fields = {"reason": reason, "suspicion": suspicion, "token": token}
            fields["dismissed"] = bool(suspicion)
            comment.flags.get_or_create(address=hashed, defaults=fields)


class Flag(models.Model):
    """A reader’s report that something is wrong with a comment. A flag hides nothing."""

    comment = models.ForeignKey("essays.Comment", on_delete=models.CASCADE, related_name="flags")
    reason = models.CharField(_("What is wrong with this comment?"), max_length=300)
    address = models.CharField(max_length=64, null=True, editable=False)  # noqa: DJ001
    created = models.DateTimeField(auto_now_add=True)
    dismissed = models.BooleanField(default=False)
    # A Comment.Suspicion. What is suspect counts as dismissed: no moderator is told of it.
    suspicion = models.CharField(max_length=10, blank=True, db_default="", editable=False)
    # The token of its form, so that a form that is sent twice is stored once.
    token = models.CharField(max_length=32, null=True, unique=True, editable=False)  # noqa: DJ001

    objects = FlagQuerySet.as_manager()

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        ordering = ["created", "pk"]
        indexes = [
            models.Index(
                fields=["comment"], condition=Q(dismissed=False), name="essays_flag_raised"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "address"], name="essays_flag_once_for_each_address"
            )
        ]

    def __str__(self):
        return self.reason


@retention_rule("hashes of flags")
def erase_addresses(at):
    expired = Flag.objects.filter(created__lte=at - ADDRESS_RETENTION, address__isnull=False)
    return expired.update(address=None) if expired.exists() else 0


@retention_rule("suspect flags")
def delete_suspect_flags(at):
    return delete_expired(Flag.objects.suspect().filter(created__lte=at - SUSPECT_RETENTION))
