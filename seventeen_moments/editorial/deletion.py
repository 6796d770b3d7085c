"""Deletion in the admin, and of what belongs to the deleted objects."""

from contextlib import nullcontext

from django.db import transaction


class DeletionMixin:
    # Users who may delete the parent of an object also delete the object, without a permission
    # for it.
    deleted_with_parent = False

    def get_deleted_objects(self, objs, request):
        listed, counts, missing, protected = super().get_deleted_objects(objs, request)
        deleted_too = {
            model._meta.verbose_name
            for model, model_admin in self.admin_site._registry.items()
            if getattr(model_admin, "deleted_with_parent", False) and model is not self.model
        }
        return listed, counts, missing - deleted_too, protected

    def changelist_view(self, request, extra_context=None):
        # Django logs and deletes the selected objects in separate transactions.
        transaction_if_confirmed = transaction.atomic() if "post" in request.POST else nullcontext()
        with transaction_if_confirmed:
            return super().changelist_view(request, extra_context)


class ReadOnlyMixin:
    """For objects that only the program writes. They are deleted with their parent."""

    deleted_with_parent = True

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
