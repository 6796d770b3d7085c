from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from seventeen_moments.bulk.access import AdminAccess
from seventeen_moments.bulk.models import ImportMapping
from seventeen_moments.core.kinds import kinds
from seventeen_moments.editorial.model_admin import EditorialModelAdmin

from .choices import targets
from .mapping import Mapping


@admin.register(ImportMapping)
class ImportMappingAdmin(EditorialModelAdmin):
    """Renames and deletes mappings; they are added and changed on the page of an import."""

    list_display = ["name", "system", "updated"]
    search_fields = ["name"]
    fields = ["name", "system", "columns"]
    readonly_fields = ["system", "columns"]
    view_on_site = False

    @admin.display(description=_("system"))
    def system(self, saved):
        return Mapping.from_json(saved.content).profile.label

    @admin.display(description=_("columns"))
    def columns(self, saved):
        labels = dict(targets())
        columns = Mapping.from_json(saved.content).columns.items()
        return "\n".join(f"{heading} → {labels.get(target, target)}" for heading, target in columns)

    def has_module_permission(self, request):
        return AdminAccess(request).may_import(kinds())

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_change_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_delete_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_add_permission(self, request):
        return False
