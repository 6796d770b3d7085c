from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from seventeen_moments.editorial.filters import UsedChoicesFilter
from seventeen_moments.editorial.publishable_admin import PublishableAdmin

from .models import Page


@admin.register(Page)
class PageAdmin(PublishableAdmin):
    """The first pages come with the archive; editors change them, and add others."""

    list_display = ["title", "address", "language", "state", "since", "entered_by", "page"]
    list_filter = ["status", ("language", UsedChoicesFilter)]
    list_defer = ["body", "body_html", "notes"]
    list_select_related = ["owner"]
    search_fields = ["title", "slug", "body"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "language"]}),
        (_("The page"), {"fields": ["body"]}),
        (_("Publication"), {"fields": ["state", "entered_by"]}),
    ]

    class Media:
        css = {"all": ["seventeen_moments/admin/editor.css"]}

    def get_readonly_fields(self, request, obj=None):
        # Links in the foot and elsewhere name the address.
        fixed = ["slug", "language"] if obj else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    @admin.display(description=_("address"), ordering="slug")
    def address(self, page):
        return page.address
