"""Settings for the discussions of the whole site: one row, edited in the admin."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

ONLY = 1


class CommentSettingsQuerySet(models.QuerySet):
    def row(self):
        return self.get_or_create(pk=ONLY)[0]

    def locked_row(self):
        """Locks the row until the transaction that stores a submission ends.

        No submission is stored after the site has closed its comments, and the limit an hour
        counts each of them. SQLite needs no lock: its transactions begin by waiting for other
        writers.
        """
        return self.select_for_update().row()


class CommentSettings(models.Model):
    role_rights = {"moderator": ["change", "view"]}

    comments_open = models.BooleanField(
        _("comments open on the whole site"),
        default=True,
        help_text=_(
            "When closed, no essay accepts comments. Each essay keeps its own comment policy."
        ),
    )
    most_links = models.PositiveSmallIntegerField(
        _("links allowed"),
        default=2,
        help_text=_("A comment with more links always needs approval."),
    )
    most_an_hour = models.PositiveSmallIntegerField(
        _("comments per hour"),
        default=20,
        help_text=_("From one IP address. A whole reading room may share one."),
    )
    blocked_words = models.TextField(
        _("blocked words"),
        blank=True,
        help_text=_("One word or phrase per line. A comment that contains one is marked as spam."),
    )
    # Empty: its lines are moved to Block. Removed in a later release.
    blocked_addresses = models.TextField(_("blocked addresses"), blank=True, editable=False)
    sender_days = models.PositiveSmallIntegerField(
        _("days to recognise a sender"),
        default=14,
        db_default=14,
        validators=[MaxValueValidator(90)],
        help_text=_(
            "A keyed hash of the network that a comment came from is kept for so long, so that "
            "you can block its sender. It is never shown. 0: it is not kept."
        ),
    )

    objects = CommentSettingsQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment settings")
        verbose_name_plural = _("comment settings")
        constraints = [
            models.CheckConstraint(condition=Q(pk=ONLY), name="essays_commentsettings_is_one_row")
        ]

    def __str__(self):
        return str(capfirst(self._meta.verbose_name))
