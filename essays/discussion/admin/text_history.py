from django.contrib import admin
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..edits import compared_texts


class TextHistoryMixin:
    """Shows moderators what was redacted, and what the author changed."""

    @admin.display(description=_("history of the text"))
    def text_history(self, comment):
        if comment.withdrawn:
            return "–"
        comment.compared_texts = compared_texts(comment, comment.edits.all())
        comment.shown_redactions = comment.redactions.select_related("by")
        history = render_to_string("admin/moderation/_text_history.html", {"comment": comment})
        address = reverse("moderation:redact", args=[comment.pk], query={"change": 1})
        return format_html('{}<a href="{}">{}</a>', history, address, _("Redact words"))
