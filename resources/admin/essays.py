from django.contrib import admin
from django.urls import reverse

from essays.admin.essays import EssayAdmin
from essays.models import Essay
from seventeen_moments.core.kinds import kinds
from seventeen_moments.versions.history_admin import HistoryMixin

from .inlines import inlines
from .saving import SavedWhole
from .source_links import SourcesToCite

admin.site.unregister(Essay)


@admin.register(Essay)
class EssayWithSourcesAdmin(SourcesToCite, SavedWhole, HistoryMixin, EssayAdmin):
    """The essay's page with its sections; essays themselves know nothing of sources."""

    inlines = inlines()
    change_form_template = "admin/resources/essay_with_sources.html"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        context = {"adding": [_adding(model, object_id) for model in kinds()]}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))


def _adding(model, essay):
    address = f"admin:{model._meta.app_label}_{model._meta.model_name}_add"
    return {"name": model._meta.verbose_name, "url": reverse(address, query={"essay": essay})}
