"""Who imports or exports, and what that one may do with sources."""

from django.contrib import admin

from essays.models import Essay
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.permissions import is_editor


class Anybody:
    """The command line: whoever has it has everything."""

    user = None

    def essays(self):
        return Essay.objects.all()

    def sources(self, model):
        return model.objects.all()

    def may_add(self, model):
        return True

    def may_change(self, source):
        return True


class AtTheDesk:
    """Whatever the admin's pages allow, and nothing more."""

    def __init__(self, request):
        self.request, self.user = request, request.user

    def kinds(self):
        """Those whose sources may be added and changed."""
        return [model for model in kinds() if self.may_add(model) and self._may_change(model)]

    def exported(self):
        return [model for model in kinds() if self._may_change(model)]

    def essays(self):
        return Essay.objects.filter(pk__in=self._visible(Essay))

    def sources(self, model):
        return model.objects.filter(pk__in=self._visible(model))

    def may_add(self, model):
        return _desk(model).has_add_permission(self.request)

    def may_change(self, source):
        return _desk(type(source)).has_change_permission(self.request, source)

    def _may_change(self, model):
        # Authors change single drafts of their own, and import none.
        return is_editor(self.user, model)

    def _visible(self, model):
        return _desk(model).get_queryset(self.request).order_by().values("pk")


def _desk(model):
    return admin.site.get_model_admin(model)
