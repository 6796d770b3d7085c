"""Notes that moderators write to each other about a comment. Never public, erased with it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CommentNote(models.Model):
    MAX_LENGTH = 2000  # characters

    comment = models.ForeignKey(
        "essays.Comment",
        verbose_name=_("comment"),
        on_delete=models.CASCADE,
        related_name="moderator_notes",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("time"), default=timezone.now)
    text = models.TextField(_("note for moderators"), max_length=MAX_LENGTH)

    class Meta:
        verbose_name = _("note for moderators")
        verbose_name_plural = _("notes for moderators")
        ordering = ["at", "pk"]

    def __str__(self):
        # Without its words, because the log of the admin repeats this text.
        return f"{self.at:%Y-%m-%d %H:%M}"
