from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.utils.translation import gettext_lazy as _

from .health import checks_of


class HealthFilter(admin.SimpleListFilter):
    """Narrows a list to what one of the checks finds."""

    title = _("health")
    parameter_name = "health"

    def lookups(self, request, model_admin):
        return [(check.name, check.sentence) for check in checks_of(model_admin.model)]

    def queryset(self, request, queryset):
        chosen = self.value()
        if chosen is None:
            return queryset
        for check in checks_of(queryset.model):
            if check.name == chosen:
                return queryset.filter(check.condition())
        raise IncorrectLookupParameters
