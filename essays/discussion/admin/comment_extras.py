"""What a moderator does on the page of a comment besides choosing its state."""

from django import forms
from django.template.defaultfilters import linebreaks_filter
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from essays.models import CommentNote

from ..blocking import targets_of
from ..decisions import MAX_REASON_LENGTH
from ..moderation.notes import add_note
from ..removal_reasons import cleaned_reason
from ..thread_closing import set_thread_closed


class SmallTextarea(forms.Textarea):
    def __init__(self):
        super().__init__(attrs={"rows": 3, "dir": "auto"})


class CommentExtrasForm(forms.ModelForm):
    """These fields are kept when the page is refused because of somebody else’s change."""

    reason = forms.CharField(
        label=_("Reason told to the author"),
        required=False,
        max_length=MAX_REASON_LENGTH,
        widget=SmallTextarea,
        help_text=_("Only if you remove the comment. Empty: the author is told no reason."),
    )
    moderator_note = forms.CharField(
        label=_("Note for moderators"),
        required=False,
        max_length=CommentNote.MAX_LENGTH,
        widget=SmallTextarea,
        help_text=_("Never public. Erased with the comment."),
    )
    closed = forms.BooleanField(
        label=_("Thread closed"),
        required=False,
        show_hidden_initial=True,  # as the page showed it: an old page changes nothing
        help_text=_("The thread takes no more replies from readers. Moderators can still reply."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["closed"] = self.instance.root.thread_closed

    def clean_reason(self):
        return cleaned_reason(self.cleaned_data["reason"])

    def save_extras(self, user):
        add_note(self.instance, self.cleaned_data["moderator_note"], user)
        if "closed" in self.changed_data and user.has_perm("essays.open_close_comments"):
            set_thread_closed(self.instance, self.cleaned_data["closed"], user)


def field_names(user):
    names = ["reason", "moderator_note", "closed"]
    return names if user.has_perm("essays.open_close_comments") else names[:2]


def shown_notes(comment):
    rows = (
        (
            date_format(localtime(note.at), "j E Y, H:i"),
            note.by or "–",
            linebreaks_filter(note.text),
        )
        for note in comment.moderator_notes.select_related("by")
    )
    return format_html_join("", "<p><b>{}, {}</b></p>{}", rows)


def related_pages(comment):
    """Links to what its author wrote, to its thread, and to the page that blocks the author."""
    pages = [
        (reverse("moderation:author", args=[comment.pk]), _("All by this author")),
        (reverse("moderation:whole_thread", args=[comment.root.pk]), _("Show the whole thread")),
    ]
    if targets_of(comment):
        change = reverse("admin:essays_comment_change", args=[comment.pk])
        block = reverse("moderation:block", args=[comment.pk], query={"next": change})
        pages.append((block, _("Block the sender")))
    return format_html_join(" · ", '<a href="{}">{}</a>', pages)
