from django.contrib import admin
from django.urls import reverse

from essays.admin.essays import EssayAdmin
from essays.models import Essay
from seventeen_moments.core.kinds import kinds
from seventeen_moments.versions.history_admin import HistoryMixin

from .inlines import inlines
from .saving import AtomicFormMixin
from .source_links import SourceLinksMixin

admin.site.unregister(Essay)


@admin.register(Essay)
class EssayWithSourcesAdmin(SourceLinksMixin, AtomicFormMixin, HistoryMixin, EssayAdmin):
    """The essay's page with its sections. It is here because the essays app imports no sources."""

    inlines = inlines()
    change_form_template = "admin/resources/essay_with_sources.html"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        links = [
            {
                "name": options.verbose_name,
                "url": reverse(
                    f"admin:{options.app_label}_{options.model_name}_add",
                    query={"essay": object_id},
                ),
            }
            for options in (kind._meta for kind in kinds())
        ]
        context = {"adding": links} | (extra_context or {})
        return super().change_view(request, object_id, form_url, context)
