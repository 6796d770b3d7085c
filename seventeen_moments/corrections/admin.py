from hashlib import sha256

from django import forms
from django.contrib import admin, messages
from django.template.defaultfilters import linebreaks_filter
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from essays.discussion import plain_text
from essays.discussion.staff_replies import publish_reply
from essays.models import Comment
from seventeen_moments.editorial.filters import RelatedFilter
from seventeen_moments.editorial.model_admin import EditorialModelAdmin
from seventeen_moments.notices.messages import absolute

from .from_comments import SendToEditors
from .models import Correction

State = Correction.State
FIELDS = [
    "subject_of",
    "quote",
    "shown_text",
    "sender",
    "sent",
    "suspicion",
    "state",
    "remark",
    "settled",
]
MAX_REPLY_LENGTH = Comment.MAX_LENGTH - 500  # leaves room for the link
PUBLISHED = _("Your reply has been published below the comment.")
MESSAGES = {
    State.DONE: ngettext_lazy("%d correction marked as done.", "%d corrections marked as done."),
    State.DECLINED: ngettext_lazy("%d correction declined.", "%d corrections declined."),
    State.SPAM: ngettext_lazy("%d correction marked as spam.", "%d corrections marked as spam."),
}


class CorrectionAdminForm(forms.ModelForm):
    """Refuses changes if another editor has changed the correction while the page was open."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    public_reply = forms.CharField(
        label=_("Reply below the comment"),
        required=False,
        strip=False,
        max_length=MAX_REPLY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_(
            "Optional. Published at once under your name, with a link to the passage. Readers see "
            "it below the comment."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = _version(self.instance)
        if not self.instance.comment:
            del self.fields["public_reply"]

    def clean_public_reply(self):
        text = plain_text.cleaned(self.cleaned_data["public_reply"])
        comment = self.instance.comment
        if text and not (comment and comment.is_published()):
            raise forms.ValidationError(
                _("The comment is not public, so readers would not see a reply. Nothing was saved.")
            )
        return text

    def clean(self):
        super().clean()
        # Locked until the end of the admin's transaction.
        stored = Correction.objects.select_for_update().get(pk=self.instance.pk)
        if self.cleaned_data.get("seen") == _version(stored):
            return
        self.data = self.data.copy()
        self.data["seen"] = _version(stored)
        changed = _(
            "This has changed since the page was opened: it is now “%(state)s”, with the remark "
            "“%(remark)s”. Nothing was saved. Save again if you still want to."
        ) % {"state": stored.get_state_display(), "remark": stored.remark}
        by = stored.settled_by and _("Already resolved by: %(name)s.") % {"name": stored.settled_by}
        raise forms.ValidationError([changed, by] if by else changed)


def _version(correction):
    return sha256(f"{correction.state} {correction.remark}".encode()).hexdigest()


@admin.register(Correction)
class CorrectionAdmin(EditorialModelAdmin):
    """Open corrections first, in the order in which they were sent."""

    form = CorrectionAdminForm
    fields = FIELDS
    readonly_fields = [name for name in FIELDS if name not in {"state", "remark"}]
    list_display = ["excerpt", "subject_of", "sender", "sent", "shown_state", "settled"]
    list_filter = [
        "state",
        ("content_type", RelatedFilter),
        "suspicion",
    ]
    list_select_related = ["settled_by", "sent_by", "comment"]
    search_fields = ["title", "text", "name", "email", "remark", "comment__text", "comment__name"]
    date_hierarchy = "created"
    actions = ["mark_done", "decline", "mark_as_spam"]
    view_on_site = False

    def dashboard_panel(self, request):
        if not self.has_view_permission(request):
            return None
        return {
            "template": "admin/corrections/_open.html",
            "count": self.user_queryset(request).open().count(),
            "list": reverse(
                "admin:corrections_correction_changelist", query={"state__exact": "open"}
            ),
        }

    def get_queryset(self, request):
        return super().get_queryset(request).with_subjects()

    def get_ordering(self, request):
        return Correction.objects.open_first().query.order_by

    def get_urls(self):
        view = self.admin_site.admin_view(SendToEditors.as_view())
        name = "corrections_correction_from_comment"
        return [path("from-comment/<int:pk>/", view, name=name), *super().get_urls()]

    def get_fields(self, request, obj=None):
        if not self.has_change_permission(request):
            return FIELDS
        return [*FIELDS, *(["public_reply"] if obj and obj.comment else []), "seen"]

    def has_add_permission(self, request):
        return False

    def save_model(self, request, obj, form, change):
        obj.save(update_fields=["remark"])
        Correction.objects.filter(pk=obj.pk).settle(obj.state, request.user)
        if text := form.cleaned_data.get("public_reply"):
            text = f"{text}\n\n{absolute(obj.subject_url)}"
            reply = publish_reply(obj.comment, request.user, text)
            message = format_html('<a href="{}">{}</a>', reply.get_absolute_url(), PUBLISHED)
            self.message_user(request, message, messages.SUCCESS)

    @admin.display(description=_("correction"))
    def excerpt(self, correction):
        return Truncator(correction.words).chars(80)

    @admin.display(description=_("correction"))
    def shown_text(self, correction):
        return linebreaks_filter(correction.words)

    @admin.display(description=_("about"), ordering="title")
    def subject_of(self, correction):
        if correction.subject is None:
            return _("“%(title)s” (deleted)") % {"title": correction.title}
        model = correction.subject._meta
        change_page = f"admin:{model.app_label}_{model.model_name}_change"
        return format_html(
            '<a href="{}">{}</a><br><a href="{}">{}</a>',
            correction.subject_url,
            correction.subject,
            reverse(change_page, args=[correction.object_id]),
            _("Change the %(kind)s") % {"kind": model.verbose_name},
        )

    @admin.display(description=_("from"), ordering="name")
    def sender(self, correction):
        if correction.comment:
            comment = reverse("admin:essays_comment_change", args=[correction.comment_id])
            sent_by = _("sent by %(name)s") % {"name": correction.sent_by or "–"}
            name = correction.comment.shown_name or _("Comment")
            return format_html('<a href="{}">{}</a><br>{}', comment, name, sent_by)
        address = correction.email and format_html('<a href="mailto:{0}">{0}</a>', correction.email)
        return format_html("{} {}", correction.name, address)

    @admin.display(description=_("sent"), ordering="created")
    def sent(self, correction):
        return date_format(timezone.localtime(correction.created), "j E Y, H:i")

    @admin.display(description=_("state"), ordering="state")
    def shown_state(self, correction):
        return format_html(
            '<span class="state {}">{}</span>{}',
            correction.state,
            correction.get_state_display(),
            correction.suspicion and format_html("<br>{}", correction.get_suspicion_display()),
        )

    @admin.display(description=_("resolved"), ordering="settled_at")
    def settled(self, correction):
        if correction.settled_at is None:
            return ""
        day = date_format(timezone.localtime(correction.settled_at), "j E Y")
        return f"{correction.settled_by or ''} {day}".strip()

    @admin.action(description=_("Done"), permissions=["change"])
    def mark_done(self, request, corrections):
        self._settle(request, corrections, State.DONE)

    @admin.action(description=_("Decline"), permissions=["change"])
    def decline(self, request, corrections):
        self._settle(request, corrections, State.DECLINED)

    @admin.action(description=_("Mark as spam"), permissions=["change"])
    def mark_as_spam(self, request, corrections):
        self._settle(request, corrections, State.SPAM)

    def _settle(self, request, corrections, state):
        count = corrections.settle(state, request.user)
        self.message_user(request, MESSAGES[state] % count, messages.SUCCESS)
