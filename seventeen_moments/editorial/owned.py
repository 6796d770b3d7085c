"""The admin for authors: they add their own objects, and cannot publish them."""

from django.core.exceptions import PermissionDenied

from seventeen_moments.core.permissions import editable_by, is_author, may_publish
from seventeen_moments.core.publication import Status

PUBLICATION_FIELDS = {"status", "published_at", "entered_by"}


def refuse_publication(request, model):
    """Refuses a request for publication as a whole, in the form or in one of its rows."""
    publishes = any(
        name.rpartition("-")[2] == "status" and Status.PUBLISHED in request.POST.getlist(name)
        for name in request.POST
    )
    if publishes and not may_publish(request.user, model):
        raise PermissionDenied


def withhold_publication(form):
    """The class of forms, without the fields that its user may not fill in."""
    if not may_publish(form.user, form._meta.model):
        for name in PUBLICATION_FIELDS:  # the admin's `fields` may name them
            form.base_fields.pop(name, None)
    return form


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
