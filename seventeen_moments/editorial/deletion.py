"""What may be deleted in the admin, and what goes along with it."""

from contextlib import nullcontext

from django.db import transaction


class DeletionMixin:
    """For a ModelAdmin."""

    # Whether whoever may delete what the rows belong to deletes them along, although they have
    # no permission to delete the rows themselves.
    deleted_with_parent = False

    def get_deleted_objects(self, objs, request):
        listed, counts, missing, protected = super().get_deleted_objects(objs, request)
        along = {
            model._meta.verbose_name
            for model, model_admin in self.admin_site._registry.items()
            if getattr(model_admin, "deleted_with_parent", False) and model is not self.model
        }
        return listed, counts, missing - along, protected

    def changelist_view(self, request, extra_context=None):
        # Django logs what was chosen and deletes it in one transaction each.
        confirmed = transaction.atomic() if "post" in request.POST else nullcontext()
        with confirmed:
            return super().changelist_view(request, extra_context)


class ReadOnlyMixin:
    """For the admin of rows that the program writes: nobody adds, changes or deletes them by hand.

    They go with what they belong to.
    """

    deleted_with_parent = True

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
