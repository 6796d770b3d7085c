"""The earlier texts of a comment that its author changed, for moderators."""

from itertools import pairwise
from typing import NamedTuple

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seventeen_moments.versions.worddiff import word_diff

from .redacted_text import shown


class CommentEdit(models.Model):
    """One change by the author. The last one led to the present text."""

    comment = models.ForeignKey("essays.Comment", on_delete=models.CASCADE, related_name="edits")
    text = models.TextField(_("earlier text"))
    at = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        verbose_name = _("change by the author")
        verbose_name_plural = _("changes by the author")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["at"], name="essays_commentedit_at")]

    def __str__(self):
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M}"


class ComparedTexts(NamedTuple):
    at: object
    pieces: list  # of the earlier text and the one that replaced it


def record_edit(comment, earlier, was_approved, at):
    """Keeps the earlier text. Readers see when a comment changed that had been public."""
    comment.edits.create(text=earlier, at=at)
    if was_approved or comment.edited or _was_ever_approved(comment):
        comment.edited = at


def _was_ever_approved(comment):
    approved = Q(before=comment.State.APPROVED) | Q(after=comment.State.APPROVED)
    return comment.decisions.filter(approved).exists()


def compared_texts(comment, edits):
    """The differences of each change, the latest first."""
    texts = [shown(text) for text in [*(edit.text for edit in edits), comment.text]]
    compared = [word_diff(before, after) for before, after in pairwise(texts)]
    return [*map(ComparedTexts, [edit.at for edit in edits], compared)][::-1]
