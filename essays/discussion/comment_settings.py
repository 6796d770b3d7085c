"""What holds for the discussions of the whole site: one row, edited in the admin."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

ONLY = 1


class CommentSettingsQuerySet(models.QuerySet):
    def row(self):
        return self.get_or_create(pk=ONLY)[0]


class CommentSettings(models.Model):
    role_rights = {"moderator": ["change", "view"]}

    comments_open = models.BooleanField(
        _("comments open on the whole site"),
        default=True,
        help_text=_("When closed, no essay takes comments; each keeps its own terms meanwhile."),
    )
    most_links = models.PositiveSmallIntegerField(
        _("links"),
        default=2,
        help_text=_("A comment with more waits for a moderator, whoever wrote it."),
    )
    most_an_hour = models.PositiveSmallIntegerField(
        _("comments an hour"),
        default=20,
        help_text=_("From one internet address, which a whole reading room may share."),
    )
    blocked_words = models.TextField(
        _("blocked words"),
        blank=True,
        help_text=_("A word or phrase a line. A comment that holds one goes to spam."),
    )
    blocked_addresses = models.TextField(
        _("blocked addresses"),
        blank=True,
        help_text=_(
            "One a line: an e-mail address, all of a domain (“@spam.example”), an internet address "
            "or network (“203.0.113.0/24”). A comment from there goes to spam."
        ),
    )

    objects = CommentSettingsQuerySet.as_manager()

    class Meta:
        verbose_name = _("house rules")
        verbose_name_plural = _("house rules")
        constraints = [
            models.CheckConstraint(condition=Q(pk=ONLY), name="essays_commentsettings_is_one_row")
        ]

    def __str__(self):
        return str(self._meta.verbose_name)
