"""What moderators did, whatever it was: one row an action, and how each kind is undone.

`record()` writes the row in the transaction of the change. A kind that can be undone declares its
function with `undoes()`.
"""

from uuid import uuid4

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import ExpressionWrapper, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

UNDO = {}  # by kind: undoes an action, and returns how many things it restored
PERMISSIONS = {}  # by kind: who may undo it


class ModerationActionQuerySet(models.QuerySet):
    def not_undone(self):
        return self.filter(undone_at=None)

    def with_undo_rights(self, user):
        """Adds may_be_undone: whether the user may undo the action."""
        kinds = [kind for kind, permission in PERMISSIONS.items() if user.has_perm(permission)]
        is_undoable = Q(undone_at=None, kind__in=kinds)
        return self.annotate(
            may_be_undone=ExpressionWrapper(is_undoable, output_field=models.BooleanField())
        )

    def latest_of(self, user):
        """The user's latest action that the moderation queue can undo.

        Includes actions that cannot be undone because others have changed everything since.
        """
        kinds = ModerationAction.ON_COMMENTS & UNDO.keys()
        return self.filter(by=user, kind__in=kinds).not_undone().first()


class ModerationAction(models.Model):
    """The decisions of an action about comments have its key as their batch."""

    class Kind(models.TextChoices):
        DECISION = "decision", _("Decision")
        FLAGS = "flags", _("Flags dismissed")
        REPLY = "reply", pgettext_lazy("what was written", "Reply")
        SWITCH = "switch", _("Comments opened or closed")
        POLICY = "policy", _("Comment policy")
        SETTINGS = "settings", _("Comment settings")
        THREAD = "thread", _("Thread opened or closed")
        REDACTION = "redaction", _("Redaction")
        BLOCK = "block", _("Sender blocked")
        EMPTIED = "emptied", _("Spam deleted")
        ERASURE = "erasure", _("Data of a person erased")
        IMPORT = "import", _("Import")

    # What the moderation queue offers, which undoes the latest of these.
    ON_COMMENTS = {Kind.DECISION, Kind.FLAGS, Kind.REPLY, Kind.THREAD, Kind.REDACTION, Kind.BLOCK}

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("time"), default=timezone.now)
    # What it was about, if it was about one thing.
    essay = models.ForeignKey(
        "essays.Essay",
        verbose_name=_("essay"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    comment = models.ForeignKey(
        "essays.Comment",
        verbose_name=_("comment"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    count = models.PositiveIntegerField(_("number"), default=1)
    # What the kind needs to be shown and undone. No words and no address of a reader, because an
    # erasure does not search it.
    changes = models.JSONField(_("details"), default=dict, encoder=DjangoJSONEncoder)
    undone_at = models.DateTimeField(_("undone"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("undone by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = ModerationActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("action of a moderator")
        verbose_name_plural = _("moderation log")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="essays_action_latest"),
            models.Index(fields=["by", "-at", "-id"], name="essays_action_by"),
            models.Index(fields=["kind", "-at", "-id"], name="essays_action_kind"),
        ]

    def __str__(self):
        return self.get_kind_display()

    @property
    def is_undoable(self):
        return self.undone_at is None and self.kind in UNDO

    def later(self):
        """Actions of the kind that others, or oneself, did since."""
        actions = ModerationAction.objects.not_undone().filter(kind=self.kind, at__gte=self.at)
        return actions.exclude(pk=self.pk)

    def may_undo(self, user):
        return self.is_undoable and user.has_perm(PERMISSIONS[self.kind])

    def undo(self, by):
        """Undoes what is still as the action left it. Returns how many things were restored."""
        with transaction.atomic():
            action = ModerationAction.objects.select_for_update().get(pk=self.pk)
            if not action.is_undoable:
                return 0
            if restored := UNDO[action.kind](action, by):
                action.undone_at, action.undone_by = timezone.now(), by
                action.save(update_fields=["undone_at", "undone_by"])
        return restored


def undoes(*kinds, permission="essays.change_comment"):
    def declare(undo):
        UNDO.update(dict.fromkeys(kinds, undo))
        PERMISSIONS.update(dict.fromkeys(kinds, permission))
        return undo

    return declare


def record(kind, by, **fields):
    """Writes one action; `by` may be None for the archive itself. Call it in the transaction."""
    return ModerationAction.objects.create(kind=kind, by=by, **fields)
