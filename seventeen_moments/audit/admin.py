from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from seventeen_moments.editorial.model_admin import EditorialModelAdmin, ReadOnlyMixin

from .models import Event


@admin.register(Event)
class EventAdmin(ReadOnlyMixin, EditorialModelAdmin):
    """Only for administrators: no group has the permission."""

    list_display = ["at", "kind", "subject", "by", "changes", "network", "count"]
    list_filter = ["kind", "at"]
    date_hierarchy = "at"
    search_fields = ["subject", "actor_name", "network", "request_id", "command"]
    search_help_text = _("A user name, a network, a request ID or a command.")
    show_full_result_count = False
    fields = [*list_display, "last", "browser", "request_id"]
    readonly_fields = fields
    view_on_site = False

    @admin.display(description=_("by"), ordering="actor_name")
    def by(self, event):
        if event.command:
            return _("the command %(name)s") % {"name": event.command}
        return event.actor_name

    @admin.display(description=_("details"))
    def changes(self, event):
        return event.changes
