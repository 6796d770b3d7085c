from django.contrib import admin, messages
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from essays.models import Comment
from seventeen_moments.desk.model_admin import DeskModelAdmin

State = Comment.State
MOVED = {
    State.APPROVED: ngettext_lazy("%d comment approved.", "%d comments approved."),
    State.SPAM: ngettext_lazy("%d comment marked as spam.", "%d comments marked as spam."),
    State.REMOVED: ngettext_lazy("%d comment removed.", "%d comments removed."),
}


@admin.register(Comment)
class CommentAdmin(DeskModelAdmin):
    """The moderators' queue. Editors read it, without the addresses of those who wrote."""

    list_display = ["excerpt", "name", "essay", "written", "shown_state"]
    list_filter = ["state", ("essay", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["essay"]
    list_defer = ["html", "essay__body", "essay__body_html", "essay__body_text", "essay__notes"]
    search_fields = ["name", "text", "essay__title"]
    date_hierarchy = "created"
    actions = ["approve", "mark_as_spam", "remove"]

    def get_ordering(self, request):
        return Comment.objects.waiting_first().query.order_by

    def has_add_permission(self, request):
        return False

    def get_list_display(self, request):
        return self._with_email(request, self.list_display)

    def get_search_fields(self, request):
        return self._with_email(request, self.search_fields)

    def get_fields(self, request, obj=None):
        return self._with_email(request, ["essay", "name", "created", "text", "state"])

    def get_readonly_fields(self, request, obj=None):
        return ["essay", "name", "email", "created", "text"]

    def save_model(self, request, obj, form, change):
        obj.save(update_fields=["state"])

    @admin.display(description=_("comment"), ordering="text")
    def excerpt(self, comment):
        return Truncator(comment.text).chars(80)

    @admin.display(description=_("written"), ordering="created")
    def written(self, comment):
        return date_format(timezone.localtime(comment.created), "j M Y, H:i")

    @admin.display(description=_("state"), ordering="state")
    def shown_state(self, comment):
        return format_html(
            '<span class="state {}">{}</span>', comment.state, comment.get_state_display()
        )

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
        moved = comments.exclude(state=state).update(state=state)
        self.message_user(request, MOVED[state] % moved, messages.SUCCESS)

    def _with_email(self, request, names):
        if not self.has_change_permission(request):
            return names
        return [*names[:2], "email", *names[2:]]
