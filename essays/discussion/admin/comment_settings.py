from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from essays.models import Block, CommentSettings
from seventeen_moments.editorial.model_admin import EditorialModelAdmin


@admin.register(CommentSettings)
class CommentSettingsAdmin(EditorialModelAdmin):
    """The list redirects to the form of the only row."""

    fields = [
        "comments_open",
        "most_links",
        "most_an_hour",
        "blocked_words",
        "blocked_senders",
        "sender_days",
    ]
    readonly_fields = ["blocked_senders"]
    view_on_site = False

    @admin.display(description=_("blocked senders"))
    def blocked_senders(self, row):
        count = Block.objects.in_force().count()
        address = reverse("admin:essays_block_changelist")
        return format_html('<a href="{}">{}</a>', address, count or _("None"))

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect("admin:essays_commentsettings_change", CommentSettings.objects.row().pk)
