"""Who decided what about which comment, and when. Moderators can undo their latest action."""

from collections.abc import Collection
from typing import NamedTuple

from django.conf import settings
from django.contrib import admin
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from .flags import Flag
from .moderation_log import ModerationAction, record, undoes

Kind = ModerationAction.Kind
WITH_DECISIONS = [Kind.DECISION, Kind.FLAGS, Kind.REPLY]
CHUNK_SIZE = 500  # rows of one statement
MAX_REASON_LENGTH = 500  # characters


class DecisionQuerySet(models.QuerySet):
    def not_undone(self):
        return self.filter(undone_at=None)

    def undoable(self):
        """Decisions about comments that nobody has changed since.

        A comment that was public does not become so again with words that its author wrote since.
        """
        later = Decision.objects.not_undone().filter(
            comment=OuterRef("comment"), pk__gt=OuterRef("pk")
        )
        comments = self.model._meta.get_field("comment").related_model
        edits = comments._meta.get_field("edits").related_model.objects
        edited = edits.filter(comment=OuterRef("comment"), at__gte=OuterRef("at"))
        unchanged = self.filter(comment__state=F("after"), comment__withdrawn=False)
        unchanged = unchanged.exclude(Q(Exists(edited)) & ~Q(after="approved"), before="approved")
        return unchanged.not_undone().filter(~Exists(later))

    def deciders_of(self, comments, seen):
        """The accounts that gave the comments another state than the one that was seen."""
        decided = [each for each in comments if seen and seen.state_of(each) != each.state]
        decisions = self._latest_about(decided).filter(by__isnull=False).select_related("by")
        return sorted({str(decision.by) for decision in decisions})

    def repeated(self, comments, state, by):
        """The keys of comments that have this state by the latest decision of this account."""
        comments = [each for each in comments if each.state == state and not each.withdrawn]
        decisions = self._latest_about(comments).filter(by=by, after=state)
        return set(decisions.values_list("comment", flat=True))

    def _latest_about(self, comments):
        latest = self.not_undone().filter(comment=OuterRef("comment")).order_by("-pk")
        keys = [comment.pk for comment in comments[:CHUNK_SIZE]]
        return self.filter(comment__in=keys, pk=Subquery(latest.values("pk")[:1]))

    def undo(self, at=None):
        """Restores the state that the comments had before, and returns how many were restored."""
        at = at or timezone.now()
        with transaction.atomic():
            comments = Decision._meta.get_field("comment").related_model.objects
            comments.filter(pk__in=self.order_by().values("comment")).lock()
            decisions = list(self.undoable().select_for_update(of=["self"]))
            for keys in _chunks([decision.pk for decision in decisions]):
                Decision.objects.filter(pk__in=keys).update(undone_at=at)
            for before in {decision.before for decision in decisions}:
                comments = [each.comment_id for each in decisions if each.before == before]
                _set_state(comments, before or "removed")
            for decision in decisions:
                if decision.dismissed:
                    Flag.objects.filter(pk__in=decision.dismissed).update(dismissed=False)
        return len(decisions)


class Decision(models.Model):
    """What a moderator decided about one comment. The decisions of one action share a batch."""

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
    )  # empty: a reply written in the moderation queue
    after = models.CharField(_("state after"), max_length=10)
    dismissed = models.JSONField(_("flags"), default=list)  # their keys
    # Told to the author of a removed comment.
    reason = models.CharField(
        _("reason told to the author"), max_length=MAX_REASON_LENGTH, blank=True, db_default=""
    )
    batch = models.UUIDField(db_index=True)
    undone_at = models.DateTimeField(_("undone"), null=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["by", "-id"], name="essays_decision_latest"),
            models.Index(fields=["at"], condition=~Q(reason=""), name="essays_decision_reason"),
        ]

    def __str__(self):
        return f"{self.before or '–'} → {self.after}"

    @property
    @admin.display(description=_("decision"))
    def summary(self):
        """ "Pending → Spam"."""
        states = self._meta.get_field("comment").related_model.State
        before = states(self.before).label if self.before else pgettext("what was written", "Reply")
        return _("flags dismissed") if self.dismissed else f"{before} → {states(self.after).label}"

    @property
    def description(self):
        """The summary with the time, the moderator, and whether it was undone."""
        when = date_format(timezone.localtime(self.at), "j E Y, H:i")
        mark = _("undone")
        undone = f" ({mark})" if self.undone_at else ""
        return f"{when}: {self.summary}, {self.by or '–'}{undone}"


class DecisionResult(NamedTuple):
    changed: int
    skipped: int  # changed in the meantime, or deleted by their authors
    deciders: list  # the accounts that changed the state of these
    with_reason: Collection = ()  # the keys of comments whose authors are told a reason

    @classmethod
    def of(cls, changed, skipped, seen, with_reason=()):
        deciders = Decision.objects.deciders_of(skipped, seen)
        return cls(changed, len(skipped), deciders, with_reason)

    @property
    def warning(self):
        """Tells the moderator about the comments that were skipped; empty if there are none."""
        if not self.skipped:
            return ""
        left = ngettext(
            "%d comment has changed in the meantime, or was deleted by its author, and was left "
            "as it is.",
            "%d comments have changed in the meantime, or were deleted by their authors, and were "
            "left as they are.",
            self.skipped,
        )
        return with_deciders(left % self.skipped, self.deciders)


class ModeratedQuerySet(models.QuerySet):
    """Changes the state of comments, and records who did so."""

    def decide(self, state, by, *, seen, batch=None, reasons=None):
        """Changes the state of the comments that are still as they were `seen`.

        None, however they are, is for code without a page. Skips comments that their authors
        deleted.
        `batch` is the key of an action that the caller records; otherwise it is recorded here.
        `reasons` are what the authors of removed comments are told, by the key of the comment.
        """
        with transaction.atomic():
            comments = self.lock()
            valid = [
                comment
                for comment in comments
                if not comment.withdrawn and (not seen or seen.matches(comment))
            ]
            changed = [comment for comment in valid if comment.state != state]
            if changed and batch is None:
                batch = _record(Kind.DECISION, by, changed, after=state)
            reasons = reasons if state == "removed" and reasons else {}
            Decision.objects.bulk_create(
                [
                    Decision(
                        comment=comment,
                        by=by,
                        before=comment.state,
                        after=state,
                        reason=reasons.get(comment.pk, ""),
                        batch=batch,
                    )
                    for comment in changed
                ],
                batch_size=CHUNK_SIZE,
            )
            _set_state([comment.pk for comment in changed], state)
        skipped = _without(comments, valid)
        # A double click, or a form that was sent again.
        repeated = Decision.objects.repeated(skipped, state, by) if skipped else ()
        skipped = [comment for comment in skipped if comment.pk not in repeated]
        # A form that was sent again has told its reasons the first time.
        with_reason = reasons.keys() & {*repeated, *(comment.pk for comment in changed)}
        return DecisionResult.of(len(changed), skipped, seen, with_reason)

    def dismiss_flags(self, by, *, seen):
        """Dismisses the flags that were `seen`, on comments that are still as they were seen.

        Returns the number of flags, and of comments that changed in the meantime.
        """
        with transaction.atomic():
            comments = self.lock()
            valid = {each.pk: each for each in comments if not seen or seen.matches(each)}
            raised = Flag.objects.raised().filter(comment__in=self.order_by().values("pk"))
            flags = {}  # keys of flags by the key of their comment
            for flag in raised.select_for_update(of=["self"]):
                if flag.comment_id in valid and (not seen or seen.has_flag(flag)):
                    flags.setdefault(flag.comment_id, []).append(flag.pk)
            flagged = [valid[key] for key in flags]
            batch = _record(Kind.FLAGS, by, flagged) if flagged else None
            Decision.objects.bulk_create(
                Decision(
                    comment=valid[comment],
                    by=by,
                    before=valid[comment].state,
                    after=valid[comment].state,
                    dismissed=keys,
                    batch=batch,
                )
                for comment, keys in flags.items()
            )
            keys = [key for keys in flags.values() for key in keys]
            for chunk in _chunks(keys):
                Flag.objects.filter(pk__in=chunk).update(dismissed=True)
        return DecisionResult.of(len(keys), _without(comments, valid.values()), seen)

    def lock(self):
        """Locks and returns the comments, without annotations: no database locks those.

        In one order, so that two who change the same comments never wait for each other.
        """
        comments = self.model.objects.filter(pk__in=self.order_by().values("pk")).order_by("pk")
        return list(comments.only("essay", "state", "text", "withdrawn").select_for_update())


@undoes(*WITH_DECISIONS)
def undo(action, by):
    return Decision.objects.filter(batch=action.pk).undo()


def _record(kind, by, comments, **changes):
    """Records an action about the comments, and returns the batch of its decisions."""
    essays = {comment.essay_id for comment in comments}
    about = {
        "essay_id": comments[0].essay_id if len(essays) == 1 else None,
        "comment": comments[0] if len(comments) == 1 else None,
    }
    return record(kind, by, count=len(comments), changes=changes, **about).pk


def with_deciders(sentence, names):
    """Adds who has already decided; the moderator may have done so in another window."""
    if not names:
        return sentence
    decided = gettext("Already decided by: %(names)s.") % {"names": ", ".join(names)}
    return f"{sentence} {decided}"


def _without(comments, valid):
    keys = {comment.pk for comment in valid}
    return [comment for comment in comments if comment.pk not in keys]


def _set_state(keys, state):
    comments = Decision._meta.get_field("comment").related_model.objects
    for chunk in _chunks(keys):
        comments.filter(pk__in=chunk).update(state=state, state_since=timezone.now())


def _chunks(keys):
    """Splits the keys, because the parameters of one statement are limited.

    Rows are found by their keys because PostgreSQL took minutes to join thousands of new rows.
    """
    return [keys[start : start + CHUNK_SIZE] for start in range(0, len(keys), CHUNK_SIZE)]
