from django.contrib import admin, messages
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from essays.models import Comment
from seventeen_moments.desk.model_admin import DeskModelAdmin

State = Comment.State
PAGE = [
    "essay",
    "name",
    "standing",
    "created",
    "parent",
    "quote",
    "text",
    "suspicion",
    "reasons",
    "state",
    "decided",
]
DISMISSED = ngettext_lazy("%d flag dismissed.", "%d flags dismissed.")
MOVED = {
    State.APPROVED: ngettext_lazy("%d comment approved.", "%d comments approved."),
    State.SPAM: ngettext_lazy("%d comment marked as spam.", "%d comments marked as spam."),
    State.REMOVED: ngettext_lazy("%d comment removed.", "%d comments removed."),
}


class FlaggedFilter(admin.SimpleListFilter):
    title = _("flags")
    parameter_name = "flagged"

    def lookups(self, request, model_admin):
        return [("1", _("Flagged"))]

    def queryset(self, request, comments):
        return comments.flagged() if self.value() else comments


@admin.register(Comment)
class CommentAdmin(DeskModelAdmin):
    """The moderators' queue. Editors read it, without the addresses of those who wrote."""

    list_display = ["excerpt", "name", "essay", "written", "shown_state", "raised"]
    list_filter = ["state", ("essay", admin.RelatedOnlyFieldListFilter), FlaggedFilter, "suspicion"]
    list_select_related = ["essay"]
    list_defer = ["html", "essay__body", "essay__body_html", "essay__body_text", "essay__notes"]
    search_fields = ["name", "text", "essay__title"]
    date_hierarchy = "created"
    actions = ["approve", "mark_as_spam", "remove", "dismiss_flags"]
    deleted_with_parent = True  # an essay takes its discussion along

    def get_queryset(self, request):
        return super().get_queryset(request).with_flag_counts()

    def get_ordering(self, request):
        return Comment.objects.waiting_first().query.order_by

    def has_add_permission(self, request):
        return False

    def get_list_display(self, request):
        return self._with_email(request, self.list_display)

    def get_search_fields(self, request):
        return self._with_email(request, self.search_fields)

    def get_fields(self, request, obj=None):
        return self._with_email(request, PAGE)

    def get_readonly_fields(self, request, obj=None):
        return [name for name in ["email", *PAGE] if name != "state"]

    def view_on_site(self, comment):
        return (comment if comment.is_published() else comment.essay).get_absolute_url()

    def save_model(self, request, obj, form, change):
        Comment.objects.filter(pk=obj.pk).decide(obj.state, request.user)

    @admin.display(description=_("comment"), ordering="text")
    def excerpt(self, comment):
        return Truncator(comment.text).chars(80)

    @admin.display(description=_("written"), ordering="created")
    def written(self, comment):
        return date_format(timezone.localtime(comment.created), "j M Y, H:i")

    @admin.display(description=_("state"), ordering="state")
    def shown_state(self, comment):
        return format_html(
            '<span class="state {}">{}</span>{}',
            comment.state,
            comment.get_state_display(),
            comment.suspicion and format_html("<br>{}", comment.get_suspicion_display()),
        )

    @admin.display(description=_("flags"), ordering="flags_count")
    def raised(self, comment):
        return comment.flags_count or ""

    @admin.display(description=_("flags"))
    def reasons(self, comment):
        return format_html_join("", "{}<br>", ((flag.reason,) for flag in comment.flags.raised()))

    @admin.display(description=_("decided"))
    def decided(self, comment):
        rows = comment.decisions.select_related("by")
        return format_html_join("", "{}<br>", ((row.in_words,) for row in rows))

    @admin.action(description=_("Dismiss flags"), permissions=["change"])
    def dismiss_flags(self, request, comments):
        dismissed = comments.dismiss_flags(request.user)
        self.message_user(request, DISMISSED % dismissed, messages.SUCCESS)

    @admin.action(description=_("Approve"), permissions=["change"])
    def approve(self, request, comments):
        self._move(request, comments, State.APPROVED)

    @admin.action(description=_("Mark as spam"), permissions=["change"])
    def mark_as_spam(self, request, comments):
        self._move(request, comments, State.SPAM)

    @admin.action(description=_("Remove"), permissions=["change"])
    def remove(self, request, comments):
        self._move(request, comments, State.REMOVED)

    def _move(self, request, comments, state):
        moved = comments.decide(state, request.user)
        self.message_user(request, MOVED[state] % moved, messages.SUCCESS)

    def _with_email(self, request, names):
        if not self.has_change_permission(request):
            return names
        return [*names[:2], "email", *names[2:]]
