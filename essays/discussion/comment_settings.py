"""Settings for the discussions of the whole site: one row, edited in the admin."""

from django.db import models, transaction
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .moderation_log import ModerationAction, record, undoes

ONLY = 1


class Proof(models.TextChoices):
    """How often an approved author has to confirm the address."""

    BROWSER = "browser", _("Once in each browser")
    EACH = "each", _("For each comment")


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

    def change(self, values, by):
        """Changes these fields of the row, and logs their values before and after."""
        with transaction.atomic():
            row = self.locked_row()
            before = {name: getattr(row, name) for name in values}
            changed = {name: value for name, value in values.items() if value != before[name]}
            if changed:
                self.filter(pk=ONLY).update(**changed)
                changes = {name: [before[name], value] for name, value in changed.items()}
                record(ModerationAction.Kind.SETTINGS, by, count=len(changes), changes=changes)


@undoes(ModerationAction.Kind.SETTINGS)
def undo(action, by):
    """Restores each field that still has the value that the action gave it."""
    with transaction.atomic():
        row, rows = CommentSettings.objects.locked_row(), CommentSettings.objects.filter(pk=ONLY)
        before = {
            name: values[0]
            for name, values in action.changes.items()
            if getattr(row, name, None) == values[1]
        }
        return len(before) if before and rows.update(**before) else 0


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
    proof = models.CharField(
        _("authors confirm their address"),
        max_length=10,
        choices=Proof,
        default=Proof.BROWSER,
        db_default=Proof.BROWSER,
        help_text=_(
            "By a link in an e-mail, so that nobody else’s comments appear at once because of a "
            "known address, and nobody gets notifications who did not ask for them. A browser is "
            "remembered only if its reader chooses so, by a cookie."
        ),
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

    objects = CommentSettingsQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment settings")
        verbose_name_plural = _("comment settings")
        constraints = [
            models.CheckConstraint(condition=Q(pk=ONLY), name="essays_commentsettings_is_one_row")
        ]

    def __str__(self):
        return str(capfirst(self._meta.verbose_name))
