"""Permissions to import and export: those of the command line, and those of an admin user."""

from django.contrib import admin

from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.permissions import is_editor


class FullAccess:
    """For commands: an operator may do everything."""

    user = None

    def visible(self, model):
        return model.objects.all()

    def may_add(self, model):
        return True

    def may_change(self, page):
        return True


class AdminAccess:
    """Allows what the pages of the admin allow."""

    def __init__(self, request):
        self.request, self.user = request, request.user

    def may_import(self, models):
        return any(is_editor(self.user, model) and self.may_add(model) for model in models)

    def exportable_kinds(self):
        # Authors change single drafts of their own. They neither import nor export.
        return [model for model in kinds() if is_editor(self.user, model)]

    def visible(self, model):
        listed = admin.site.get_model_admin(model).get_queryset(self.request)
        return model.objects.filter(pk__in=listed.order_by().values("pk"))

    def may_add(self, model):
        return admin.site.get_model_admin(model).has_add_permission(self.request)

    def may_change(self, page):
        model_admin = admin.site.get_model_admin(type(page))
        return model_admin.has_change_permission(self.request, page)
