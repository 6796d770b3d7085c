"""Who decided what about which comment, and when. Who took the latest action can undo it."""

from typing import NamedTuple
from uuid import uuid4

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from .flags import Flag

AT_ONCE = 500  # rows of one statement


class DecisionQuerySet(models.QuerySet):
    def not_undone(self):
        return self.filter(undone_at=None)

    def undoable(self):
        """Those after which nobody changed the comment."""
        later = Decision.objects.not_undone().filter(
            comment=OuterRef("comment"), pk__gt=OuterRef("pk")
        )
        unchanged = self.filter(comment__state=F("after"), comment__withdrawn=False)
        return unchanged.not_undone().filter(~Exists(later))

    def last_of(self, user):
        """The latest action of the user, whatever became of it. One that was undone is none, even
        if only a part of it came back."""
        undone = Decision.objects.filter(batch=OuterRef("batch"), undone_at__isnull=False)
        actions = self.filter(by=user).not_undone().filter(~Exists(undone))
        last = actions.order_by("-pk").values_list("batch", flat=True)[:1]
        return self.filter(by=user, batch__in=list(last))

    def undo(self, at=None):
        """How many comments came back to the state that they had before."""
        at = at or timezone.now()
        with transaction.atomic():
            rows = list(self.undoable().select_for_update())  # the comments are locked along
            for keys in _parts([row.pk for row in rows]):
                Decision.objects.filter(pk__in=keys).update(undone_at=at)
            for before in {row.before for row in rows}:
                _move([row.comment_id for row in rows if row.before == before], before or "removed")
            for row in rows:
                if row.dismissed:
                    Flag.objects.filter(pk__in=row.dismissed).update(dismissed=False)
        return len(rows)


class Decision(models.Model):
    """One action may take several, which share a batch."""

    comment = models.ForeignKey(
        "essays.Comment",
        verbose_name=_("comment"),
        on_delete=models.CASCADE,
        related_name="decisions",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("decided"), default=timezone.now)
    before = models.CharField(
        _("state before"), max_length=10, blank=True
    )  # empty: written from the desk
    after = models.CharField(_("state after"), max_length=10)
    dismissed = models.JSONField(_("flags"), default=list)  # their keys
    batch = models.UUIDField(db_index=True)
    undone_at = models.DateTimeField(_("undone"), null=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["by", "-id"], name="essays_decision_latest")]

    def __str__(self):
        return f"{self.before or '–'} → {self.after}"

    @property
    def moved(self):
        """ "Waiting → Spam"."""
        states = self._meta.get_field("comment").related_model.State
        before = states(self.before).label if self.before else pgettext("what was written", "Reply")
        return _("flags dismissed") if self.dismissed else f"{before} → {states(self.after).label}"

    @property
    def in_words(self):
        """And when, by whom, and whether it was undone."""
        when = date_format(timezone.localtime(self.at), "j E Y, H:i")
        undone = f" ({_('undone')})" if self.undone_at else ""
        return f"{when}: {self.moved}, {self.by or '–'}{undone}"


class Decided(NamedTuple):
    moved: int
    stayed: int  # for they changed meanwhile, or their authors took them back


class Decidable(models.QuerySet):
    """How comments are moved, so that it is kept who moved them."""

    def decide(self, state, by, *, seen, batch=None):
        """Moves those that are still as they were `seen` (None: however they are now).

        What its author took back stays as it is.
        """
        with transaction.atomic():
            rows = list(self._rows().only("state", "text", "withdrawn").select_for_update())
            still = [row for row in rows if not row.withdrawn and (not seen or seen.holds_for(row))]
            moving = [row for row in still if row.state != state]
            batch = batch or uuid4()
            Decision.objects.bulk_create(
                [
                    Decision(comment=row, by=by, before=row.state, after=state, batch=batch)
                    for row in moving
                ],
                batch_size=AT_ONCE,
            )
            _move([row.pk for row in moving], state)
        return Decided(len(moving), len(rows) - len(still))

    def dismiss_flags(self, by, *, seen):
        """Dismisses the flags that were `seen` on comments that are still as they were seen.

        Counts flags, and the comments that changed meanwhile.
        """
        with transaction.atomic():
            rows = list(self._rows().only("state", "text", "withdrawn").select_for_update())
            still = {row.pk: row for row in rows if not seen or seen.holds_for(row)}
            raised = Flag.objects.raised().filter(comment__in=self.order_by().values("pk"))
            flags = {}
            for flag in raised.select_for_update(of=["self"]):
                if flag.comment_id in still and (not seen or seen.has_flag(flag)):
                    flags.setdefault(flag.comment_id, []).append(flag.pk)
            batch = uuid4()
            Decision.objects.bulk_create(
                Decision(
                    comment=still[comment],
                    by=by,
                    before=still[comment].state,
                    after=still[comment].state,
                    dismissed=keys,
                    batch=batch,
                )
                for comment, keys in flags.items()
            )
            keys = [key for keys in flags.values() for key in keys]
            for part in _parts(keys):
                Flag.objects.filter(pk__in=part).update(dismissed=True)
        return Decided(len(keys), len(rows) - len(still))

    def _rows(self):
        """Without the annotations of a list, which no database locks."""
        return self.model.objects.filter(pk__in=self.order_by().values("pk"))


def _move(keys, state):
    for part in _parts(keys):
        _comments().filter(pk__in=part).update(state=state)


def _parts(keys):
    """By keys, for PostgreSQL took minutes to join thousands of fresh rows; and in parts, for a
    statement holds so many parameters and no more."""
    return [keys[at : at + AT_ONCE] for at in range(0, len(keys), AT_ONCE)]


def _comments():
    return Decision._meta.get_field("comment").related_model.objects
