"""Replies that moderators write once and use again. All of them share one list."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.languages import LanguageField

from .comments import Comment

NAME = "{name}"


class SavedReply(models.Model):
    role_rights = {"moderator": ["add", "change", "delete", "view"]}

    title = models.CharField(
        _("title"), max_length=100, help_text=_("Only for moderators: what they choose it by.")
    )
    text = models.TextField(
        _("text"),
        max_length=Comment.MAX_LENGTH,
        help_text=_("“{name}” is replaced by the name of the comment’s author."),
    )
    language = LanguageField(_("language"), blank=True)

    class Meta:
        verbose_name = _("saved reply")
        verbose_name_plural = _("saved replies")
        ordering = ["title", "pk"]
        indexes = [models.Index(fields=["title", "id"], name="essays_savedreply_title")]

    def __str__(self):
        return self.title

    def text_for(self, comment):
        return self.text.replace(NAME, comment.shown_name)


def with_saved_reply(data, prefix, comment):
    """The form with the text of the chosen reply if none was typed: without JavaScript."""
    key = data.get(f"{prefix}-saved", "")
    if data.get(f"{prefix}-text", "").strip() or not (key.isascii() and key.isdecimal()):
        return data
    saved = SavedReply.objects.filter(pk=key[:18]).first()
    if saved is None:
        return data
    data = data.copy()
    data[f"{prefix}-text"] = saved.text_for(comment)
    return data
