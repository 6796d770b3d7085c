from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import DO_NOTHING, F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LABELS = {
    "language": _("language"),
    "new": pgettext_lazy("of a login", "new"),
    "failures": _("failed logins"),
    "added": pgettext_lazy("a group", "added"),
    "deleted": pgettext_lazy("a group", "deleted"),
}
VALUES = {"network": _("network"), "browser": _("browser"), "": "–"}

MOST_A_DAY = 1000  # rows of failed sign-ins of one kind, however many networks take part


class EventQuerySet(models.QuerySet):
    def count_up(self, kind, network, account=None, **fields):
        """Adds one to the row of the account, the network and the day.

        A flood from many networks shares one row for each account.
        """
        at = timezone.now()
        day = at.replace(hour=0, minute=0, second=0, microsecond=0)
        key = f"{kind}/{account.pk if account else ''}/{{}}/{at:%Y-%m-%d}"
        tally = key.format(network)
        if self._add_one(tally, at):
            return
        if self.filter(kind=kind, at__gte=day).count() >= MOST_A_DAY:
            network, tally = "", key.format("")
        values = fields | {"kind": kind, "network": network, "at": at, "last": at}
        values |= {"account": account, "subject": account.get_username() if account else ""}
        _event, created = self.get_or_create(values, tally=tally)
        if not created:
            self._add_one(tally, at)

    def _add_one(self, tally, at):
        return self.filter(tally=tally).update(count=F("count") + 1, last=at)


class Event(models.Model):
    """What somebody did to accounts, rights and data. Written once, by recording.py."""

    class Kind(models.TextChoices):
        SIGNED_IN = "signed-in", _("Logged in")
        SIGNED_OUT = "signed-out", _("Logged out")
        FAILED = "failed", _("Login failed")
        UNKNOWN = "unknown", _("Login failed: unknown name")
        LOCKED = "locked", _("Login locked")
        SPRAYING = "spraying", _("Logins failed with many names")
        PASSWORD_CHANGED = "password", _("Password changed")
        LINK_MADE = "link", _("Link to set a password made")
        SECOND_FACTOR_ON = "factor-on", _("Second factor turned on")
        SECOND_FACTOR_OFF = "factor-off", _("Second factor turned off")
        ACCOUNT_ADDED = "added", _("Account added")
        ACCOUNT_CHANGED = "changed", _("Account changed")
        ACCOUNT_DELETED = "deleted", _("Account deleted")
        GROUP_CHANGED = "group", _("Group changed")
        EXPORTED = "exported", _("Exported")
        IMPORTED = "imported", _("Imported")
        ERASED = "erased", _("Data of a person erased")
        FEED_MADE = "feed", _("Address of the queue feed made")
        BACKUP = "backup", _("Backup made")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    # Without constraints: what is recorded of an account stays when the account is deleted.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    actor_name = models.CharField(_("by"), max_length=150, blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    subject = models.CharField(
        pgettext_lazy("of an event", "subject"),
        max_length=250,
        blank=True,
        help_text=_("The account, the group or the data."),
    )
    details = models.JSONField(_("details"), default=dict)
    command = models.CharField(_("command"), max_length=40, blank=True)  # without a request
    network = models.CharField(_("network"), max_length=50, blank=True)
    browser = models.CharField(_("browser"), max_length=20, blank=True)
    request_id = models.CharField(_("request ID"), max_length=64, blank=True)
    # Failed sign-ins are counted by account, network and day, so that they cannot fill the disk.
    count = models.PositiveIntegerField(_("count"), default=1)
    last = models.DateTimeField(_("last time"), null=True)
    tally = models.CharField(max_length=100, null=True, unique=True, editable=False)  # noqa: DJ001

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-pk"]
        # No group has it: administrators only, because networks tell where people are.
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["network", "at"], name="audit_event_network"),
            models.Index(fields=["account", "kind"], name="audit_event_account"),
            models.Index(fields=["kind", "at"], name="audit_event_kind"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.subject}" if self.subject else self.kind_name

    @property
    def kind_name(self):
        return self.get_kind_display()

    @property
    def changes(self):
        """The details in one line: “staff status: No → Yes”."""
        return ", ".join(f"{_label(name)}: {_words(value)}" for name, value in self.details.items())


def _label(name):
    for model in [User, Group, Event]:
        try:
            return model._meta.get_field(name).verbose_name
        except FieldDoesNotExist:
            pass
    return LABELS.get(name, name)


def _words(value):
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        before, after = (
            ", ".join(each) if isinstance(each, list) else _words(each) for each in value
        )
        return f"{before or '–'} → {after or '–'}"
    return str(VALUES.get(value, value) if isinstance(value, str) else value)
