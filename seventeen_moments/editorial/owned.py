"""The admin for authors: they find their own objects, and cannot publish them."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.names import account_name
from seventeen_moments.core.permissions import (
    editable_by,
    is_author,
    is_editor,
    may_change,
    may_publish,
)
from seventeen_moments.core.publication import Status

PUBLICATION_FIELDS = {"status", "published_at", "entered_by"}


class OwnedAdminMixin:
    def get_queryset(self, request):
        return editable_by(request.user, super().get_queryset(request))

    def user_queryset(self, request):
        return editable_by(request.user, super().user_queryset(request))

    def has_view_permission(self, request, obj=None):
        own = is_author(request.user, self.model) and (obj is None or obj.is_owned_by(request.user))
        return own or super().has_view_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return is_author(request.user, self.model) or is_editor(request.user, self.model)
        return may_change(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        if is_author(request.user, self.model):
            return obj is None or may_change(request.user, obj)
        return super().has_delete_permission(request, obj)

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "entered_by"]

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if is_author(request.user, self.model) and self.has_change_permission(request, obj):
            return exclude_fields(PUBLICATION_FIELDS, fieldsets)
        return exclude_fields({"entered_by"}, fieldsets) if obj is None else fieldsets

    @admin.display(description=_("entered by"))
    def entered_by(self, obj):
        # The field itself would be a link to the account, which editors may not open.
        return account_name(obj.owner) if obj.owner else self.get_empty_value_display()

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if not may_publish(request.user, self.model):
            for name in PUBLICATION_FIELDS:  # `fields` may name them
                form.base_fields.pop(name, None)
        return form

    def refuse_publication(self, request):
        """Refuses a request for publication as a whole, in the form or in one of its rows."""
        publishes = any(
            name.rpartition("-")[2] == "status" and Status.PUBLISHED in request.POST.getlist(name)
            for name in request.POST
        )
        if publishes and not may_publish(request.user, self.model):
            raise PermissionDenied

    def changeform_view(self, request, *args, **kwargs):
        self.refuse_publication(request)
        return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.owner = request.user
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        for row in formset.extra_forms:
            row.instance.owner = request.user
        super().save_formset(request, form, formset, change)


class OwnedInlineMixin:
    """Authors add their own drafts, and do not see those of others."""

    def get_queryset(self, request):
        queryset = editable_by(request.user, super().get_queryset(request))
        if is_author(request.user, self.model):
            return queryset.filter(status=Status.DRAFT)
        return queryset

    def has_view_permission(self, request, obj=None):
        return is_author(request.user, self.model) or super().has_view_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return is_author(request.user, self.model) or super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return is_author(request.user, self.model) or super().has_delete_permission(request, obj)

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        if may_publish(request.user, self.model):
            return fields
        return [name for name in fields if name not in PUBLICATION_FIELDS]


def exclude_fields(names, fieldsets):
    """The fieldsets without these fields. Empty fieldsets are left out."""
    reduced = [
        (title, options | {"fields": [name for name in options["fields"] if name not in names]})
        for title, options in fieldsets
    ]
    return [(title, options) for title, options in reduced if options["fields"]]
