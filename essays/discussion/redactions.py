"""Replaces passages of a comment by a mark. The original is kept for some time, to undo it."""

from hashlib import sha256

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .erasing import erase_copies
from .moderation_log import ModerationAction, record, undoes
from .passages import redacted

Kind = ModerationAction.Kind


class Redaction(models.Model):
    """What a moderator redacted in one comment, and why."""

    comment = models.ForeignKey(
        "essays.Comment", on_delete=models.CASCADE, related_name="redactions"
    )
    action = models.ForeignKey(
        ModerationAction, null=True, on_delete=models.SET_NULL, related_name="redactions"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(_("reason"), max_length=300)
    original = models.JSONField(
        null=True
    )  # name, text and state before; None when they are deleted
    after = models.CharField(max_length=64)  # hash of name and text

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        ordering = ["at", "pk"]
        indexes = [
            models.Index(
                fields=["at"],
                condition=Q(original__isnull=False),
                name="essays_redaction_original",
            )
        ]

    def __str__(self):
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M}"


class NotRedactedError(Exception):
    """Nothing was changed; its text tells the moderator why."""


def redact(comment, values, by, seen):
    """Redacts passages in the comment or in its whole thread; `values` are those of the form.

    Returns the number of comments that were changed.
    """
    root = comment.parent_id or comment.pk
    scope = Q(pk=comment.pk)
    if values["in_thread"]:
        scope |= Q(pk=root) | Q(parent=root)
    with transaction.atomic():
        comments = type(comment).objects.filter(scope, withdrawn=False).order_by("pk")
        comments = {each.pk: each for each in comments.select_for_update()}
        comment = comments.get(comment.pk)
        if comment is None or not seen.matches(comment):
            raise NotRedactedError(
                _(
                    "This comment has changed in the meantime, or was deleted by its author. "
                    "Nothing was redacted: read it again."
                )
            )
        patterns = _patterns(comment, values["passages"])
        action = record(Kind.REDACTION, by, essay=comment.essay, comment=comment)
        reason = values["reason"]
        changed = [each for each in comments.values() if _redact(each, patterns, action, reason)]
        if comment not in changed:  # only in an earlier text, or in a flag
            _keep(comment, action, reason)
        action.count = max(len(changed), 1)
        action.save(update_fields=["count"])
        erase_copies(list(comments))
    return action.count


def _patterns(comment, passages):
    texts = [comment.name, comment.text, *comment.edits.values_list("text", flat=True)]
    texts += comment.flags.values_list("reason", flat=True)
    texts += comment.moderator_notes.values_list("text", flat=True)
    patterns = []
    for passage in sorted(passages, key=lambda passage: -len(passage.words)):
        pattern = passage.pattern_for(texts)
        if pattern is None:
            missing = _("“%(words)s” is not in this comment. Nothing was redacted.")
            raise NotRedactedError(missing % {"words": passage.words.strip()})
        patterns.append(pattern)
    return patterns


def _redact(comment, patterns, action, reason):
    """Returns whether name or text changed. What others wrote about it is not restored."""
    _redact_rows(comment.edits.all(), "text", patterns)
    _redact_rows(comment.flags.all(), "reason", patterns)
    _redact_rows(comment.decisions.exclude(reason=""), "reason", patterns)
    _redact_rows(comment.moderator_notes.all(), "text", patterns)
    original = {"name": comment.name, "text": comment.text}
    state = {"state": comment.state}
    comment.name, comment.text = redacted(comment.name, patterns), redacted(comment.text, patterns)
    if original == {"name": comment.name, "text": comment.text}:
        return False
    if len(comment.name) > comment._meta.get_field("name").max_length:
        raise NotRedactedError(_("Nothing was redacted: select more of the name."))
    comment.save(update_fields=["name", "text"])
    _keep(comment, action, reason, original | state)
    return True


def _keep(comment, action, reason, original=None):
    comment.redactions.create(
        action=action, by=action.by, reason=reason, original=original, after=_hash(comment)
    )


def _redact_rows(rows, name, patterns):
    longest = rows.model._meta.get_field(name).max_length
    for row in rows:
        before = getattr(row, name)
        after = redacted(before, patterns)[:longest]
        if after != before:
            rows.filter(pk=row.pk).update(**{name: after})


def _hash(comment):
    return sha256(f"{comment.name}\0{comment.text}".encode()).hexdigest()


@undoes(Kind.REDACTION)
def undo(action, by):
    """Restores the comments that did not change since, while the original is kept."""
    redactions = action.redactions.filter(original__isnull=False, comment__withdrawn=False)
    restored = 0
    # Locks the comments as well.
    redactions = redactions.select_related("comment").select_for_update()
    for redaction in redactions.order_by("comment_id"):
        comment = redaction.comment
        # Words that were never public do not become so by this.
        was_public = redaction.original.get("state") == comment.State.APPROVED
        is_public = comment.state == comment.State.APPROVED
        if _hash(comment) == redaction.after and (was_public or not is_public):
            comment.name, comment.text = redaction.original["name"], redaction.original["text"]
            comment.save(update_fields=["name", "text"])
            redaction.delete()
            restored += 1
    return restored
