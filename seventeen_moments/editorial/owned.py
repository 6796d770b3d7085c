"""The admin for authors: they add their own objects, and cannot publish them."""

from seventeen_moments.core.permissions import editable_by, is_author
from seventeen_moments.core.publication import Status


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


def exclude_fields(names, fieldsets):
    """The fieldsets without these fields. Empty fieldsets are left out."""
    reduced = [
        (title, options | {"fields": [name for name in options["fields"] if name not in names]})
        for title, options in fieldsets
    ]
    return [(title, options) for title, options in reduced if options["fields"]]
