from django.views.generic import DetailView

from essays.models import Essay
from seventeen_moments.drafts.preview import DraftPreviewMixin


class SectionPage(DraftPreviewMixin, DetailView):
    """One of an essay's four sections; `kind` is the model of its sources."""

    kind = None
    context_object_name = "essay"
    slug_url_kwarg = "essay"

    def get_queryset(self):
        return Essay.objects.with_section_counts()

    def get_template_names(self):
        return [f"resources/{self.kind.section().relation}.html", "resources/section.html"]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            section=self.kind.section(),
            sources=sources_of(self.object, self.kind),
            **kwargs,
        )


class SourcePage(DraftPreviewMixin, DetailView):
    kind = None
    context_object_name = "source"

    def get_template_names(self):
        return [f"resources/{self.kind._meta.model_name}.html"]

    def get_queryset(self):
        return self.kind.objects.filter(essay__slug=self.kwargs["essay"]).for_page()

    def get_context_data(self, **kwargs):
        section = sources_of(self.object.essay, self.kind)
        return super().get_context_data(
            essay=self.object.essay,
            section=self.kind.section(),
            sources=section,
            previous=section.before(self.object).first(),
            next=section.after(self.object).first(),
            parallel=self.object.parallel(self.request.GET.get("show", "").split(",")),
            **kwargs,
        )


def sources_of(essay, kind):
    return getattr(essay, kind.section().relation).for_essay(essay)
