"""Settings for the discussions of the whole site: one row, edited in the admin."""

from datetime import timedelta

from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .moderation_log import ModerationAction, record, undoes

ONLY = 1
LISTS = ["blocked_words"]  # one entry a line
Kind = ModerationAction.Kind


class Proof(models.TextChoices):
    """How often an approved author has to confirm the address."""

    BROWSER = "browser", _("Once in each browser")
    EACH = "each", _("For each comment")


class CommentSettingsQuerySet(models.QuerySet):
    def row(self):
        return self.get_or_create(pk=ONLY)[0]

    def current(self):
        """Does not create the row: for pages and jobs that only read it."""
        return self.filter(pk=ONLY).first() or self.model()

    def locked_row(self):
        """Locks the row until the transaction that stores a submission ends.

        No submission is stored after the site has closed its comments, and the limit an hour
        counts each of them. SQLite needs no lock: its transactions begin by waiting for other
        writers.
        """
        return self.select_for_update().row()

    def change(self, values, by):
        """Changes these fields of the row, and logs what they were and are."""
        with transaction.atomic():
            row = self.locked_row()
            before = {name: getattr(row, name) for name in values}
            changed = {name: value for name, value in values.items() if value != before[name]}
            if changed:
                self.filter(pk=ONLY).update(**changed)
                changes = {name: _change(name, before[name], changed[name]) for name in changed}
                record(Kind.SETTINGS, by, count=len(changes), changes=changes)

    def kept_since(self, at):
        """What is older than this time is deleted; None if it is kept."""
        days = self.current().keep_days
        return at - timedelta(days=days) if days else None


def _change(name, before, after):
    """Of a list its changed lines only: it may be long, and others change it as well."""
    if name not in LISTS:
        return [before, after]
    before, after = before.splitlines(), after.splitlines()
    return {"added": _without(after, before), "removed": _without(before, after)}


def _without(lines, others):
    others = {*others}
    return [line for line in dict.fromkeys(lines) if line not in others]


@undoes(Kind.SETTINGS, permission="essays.change_commentsettings")
def undo(action, by):
    """Restores what still is as the action left it: a value, or lines of a list."""
    with transaction.atomic():
        row, rows = CommentSettings.objects.locked_row(), CommentSettings.objects.filter(pk=ONLY)
        before = {}
        for name, change in action.changes.items():
            value = getattr(row, name, None)
            if isinstance(change, dict) and value is not None:
                kept = _without(value.splitlines(), change["added"])
                before[name] = "\n".join([*kept, *_without(change["removed"], kept)])
            elif change and value == change[1]:  # None: erased
                before[name] = change[0]
        before = {name: value for name, value in before.items() if value != getattr(row, name)}
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
    keep_days = models.PositiveSmallIntegerField(
        _("days until deletion"),
        null=True,
        blank=True,
        default=30,
        db_default=30,
        validators=[MaxValueValidator(3660)],
        help_text=_(
            "So many days after the decision, spam and removed comments are deleted for good, with "
            "their e-mail addresses; likewise redacted passages and the earlier texts of edited "
            "comments. Empty or 0: they are kept."
        ),
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
