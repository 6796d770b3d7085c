"""Settings for the discussions of the whole site: one row, edited in the admin."""

from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

ONLY = 1


class CommentSettingsQuerySet(models.QuerySet):
    def row(self):
        return self.get_or_create(pk=ONLY)[0]

    def current(self):
        """Read without creating the row, for pages that only show something."""
        return self.filter(pk=ONLY).first() or self.model()

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
    blocked_addresses = models.TextField(
        _("blocked addresses"),
        blank=True,
        help_text=_(
            "One per line: an e-mail address, a whole domain (“@spam.example”), an IP address or "
            "a network (“203.0.113.0/24”). Comments from these addresses are marked as spam."
        ),
    )

    rules = models.TextField(
        _("your own rules"),
        max_length=5000,
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "Shown first on the public page “Rules for comments”, whose other sentences follow "
            "from these settings. An empty line begins a new paragraph."
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
