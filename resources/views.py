from datetime import date

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from essays.models import Essay
from seventeen_moments.core.anchors import citation_query
from seventeen_moments.core.narrowing import DATE, NEWEST, TITLE, chosen_order, sort_facet
from seventeen_moments.versions.preview import DraftPreviewMixin

from . import transcripts
from .downloads.views import WordsFile

BEFORE, AFTER = 2, 3  # pictures of the section beside one: a row of six

PER_PAGE = 48  # pictures fill rows of two, three and four

# Not by the database, because the section of a draft is not in it.
SORT_KEYS = {
    TITLE: lambda source: source.title.casefold(),
    DATE: lambda source: (source.earliest or date.max, source.title.casefold()),
    NEWEST: lambda source: (-source.published_at.timestamp(), -source.pk),
}


class SectionPage(DraftPreviewMixin, DetailView):
    """One of an essay's sections; `kind` is the model of its sources."""

    kind = None
    context_object_name = "essay"
    slug_url_kwarg = "essay"

    def get_queryset(self):
        return Essay.objects.with_section_counts().select_related("lead_image")

    def get_template_names(self):
        layout = "gallery" if self.kind.shown_as_picture else "section"
        return [f"resources/{self.kind.source_kind.relation}.html", f"resources/{layout}.html"]

    def get_context_data(self, **kwargs):
        relation = self.kind.source_kind.relation
        sources = self.object.visible_sources(relation)
        order = chosen_order(self.request.GET)
        if order:
            sources = sorted(sources, key=SORT_KEYS[order])
        paginator = Paginator(sources, PER_PAGE)
        paginator.count = getattr(self.object, f"{relation}_count")  # without a query
        try:
            page = paginator.page(self.request.GET.get("page", 1))
        except InvalidPage:
            raise Http404 from None
        return super().get_context_data(
            section=self.kind.source_kind,
            sources=page.object_list,
            page_obj=page,
            paginator=paginator,
            facets=[sort_facet(_("As arranged"), order)],
            narrowed=bool(order),
            **kwargs,
        )


class SourcePage(DraftPreviewMixin, DetailView):
    kind = None
    context_object_name = "source"

    def get_template_names(self):
        return [f"resources/{self.kind._meta.model_name}.html", "resources/source.html"]

    def get_queryset(self):
        return self.kind.objects.filter(essay__slug=self.kwargs["essay"]).for_page()

    def get_context_data(self, **kwargs):
        section = self.object.essay.visible_sources(self.kind.source_kind.relation)
        before = list(section.before(self.object)[:BEFORE])
        after = list(section.after(self.object)[:AFTER])
        return super().get_context_data(
            essay=self.object.essay,
            section=self.kind.source_kind,
            section_url=reverse(
                f"resources:{self.kind.source_kind.relation}", args=[self.object.essay.slug]
            ),
            sources=[*reversed(before), self.object, *after],
            previous=before[0] if before else None,
            next=after[0] if after else None,
            parallel=self.object.parallel(self.request.GET.get("show", "").split(",")),
            citation_query=citation_query(self.request),
            **kwargs,
        )


class Captions(DraftPreviewMixin, WordsFile):
    """Of the first column, or of the one that `?in=` names."""

    kind = None
    content_type = "text/vtt; charset=utf-8"

    def get_queryset(self):
        return self.kind.objects.filter(essay__slug=self.kwargs["essay"]).with_essay()

    def get_content(self):
        first = [column.name for column in self.object.parallel().columns][:1]
        name = self.request.GET.get("in", *first)
        return transcripts.captions(self.object, name)
