from datetime import date

from django.conf import settings
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from essays.models import Essay
from seventeen_moments.core.anchors import citation_query
from seventeen_moments.core.language import canonical_url
from seventeen_moments.core.narrowing import DATE, NEWEST, TITLE, chosen_order, sort_facet
from seventeen_moments.versions.preview import DraftPreviewMixin

from . import transcripts
from .downloads.views import WordsFile
from .published import AFTER, BEFORE, PER_PAGE, PublicSection, PublicSource

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
    public = None

    def get_queryset(self):
        return Essay.objects.with_section_counts().select_related("lead_image")

    def get_object(self, queryset=None):
        if not self.request.GET.keys() & {"draft", "sort"}:
            public = PublicSection(self.kind, self.kwargs["essay"])
            if public.essay:
                self.public = public
                return public.essay
            if self.request.user.is_anonymous:
                raise Http404
        return super().get_object(queryset)

    def get_template_names(self):
        layout = "gallery" if self.kind.shown_as_picture else "section"
        return [f"resources/{self.kind.source_kind.relation}.html", f"resources/{layout}.html"]

    def get_context_data(self, **kwargs):
        relation = self.kind.source_kind.relation
        order = chosen_order(self.request.GET)
        sources = self.public or self.object.visible_sources(relation)
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
            values=self.public and [*self.public.key, self.request.path],
            **kwargs,
        )


class SourcePage(DraftPreviewMixin, DetailView):
    kind = None
    context_object_name = "source"
    public = None

    def get_template_names(self):
        return [f"resources/{self.kind._meta.model_name}.html", "resources/source.html"]

    def get_queryset(self):
        return self.kind.objects.filter(essay__slug=self.kwargs["essay"]).for_page()

    def get_object(self, queryset=None):
        if "draft" not in self.request.GET:
            public = PublicSource(self.kind, self.kwargs["essay"], self.kwargs["slug"])
            if public.source:
                self.public = public
                return public.source
            if self.request.user.is_anonymous:
                raise Http404
        return super().get_object(queryset)

    def neighbours(self):
        """The sources before and after it in its section, the nearest first."""
        if self.public:
            return self.public.before, self.public.after
        section = self.object.essay.visible_sources(self.kind.source_kind.relation)
        return list(section.before(self.object)[:BEFORE]), list(section.after(self.object)[:AFTER])

    def values(self):
        """All that the page shows, unless the query of the address says more."""
        if not self.public or self.request.GET.keys() & {"show", "cite"}:
            return None
        size = 0
        if file := getattr(self.object, "file", None):
            try:
                size = file.size
            except OSError:  # the page says that it is missing, until it is there again
                return None
        address = canonical_url(self.request, {}, settings.LANGUAGE_CODE)
        return [self.public.key, size, address, timezone.localdate().toordinal()]

    def parallel(self):
        return self.object.parallel(self.request.GET.get("show", "").split(","))

    def get_context_data(self, **kwargs):
        before, after = self.neighbours()
        return super().get_context_data(
            essay=self.object.essay,
            section=self.kind.source_kind,
            section_url=reverse(
                f"resources:{self.kind.source_kind.relation}", args=[self.object.essay.slug]
            ),
            sources=[*reversed(before), self.object, *after],
            previous=before[0] if before else None,
            next=after[0] if after else None,
            parallel=SimpleLazyObject(self.parallel),
            citation_query=citation_query(self.request),
            values=self.values(),
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
