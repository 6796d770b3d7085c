from django.urls import reverse
from django.views.generic import DetailView, ListView

from seventeen_moments.core import languages
from seventeen_moments.core.anchors import citation_query, with_actions
from seventeen_moments.core.paging import ConcatenatedQuerySet
from seventeen_moments.versions.preview import DraftPreviewMixin

from .discussion.threads import Threads
from .essay_filters import EssayFilterForm
from .models import Essay
from .notes import with_notes
from .source_links import shown_in_text, with_source_links


class EssayList(ListView):
    template_name = "essays/essays.html"
    paginate_by = 20

    def get_queryset(self):
        self.form = EssayFilterForm(self.request.GET)
        self.narrowed_by = list(self.form.filters)  # in the canonical address
        essays = self.form.sort(self.form.filter(Essay.objects.published())).for_list()
        return ConcatenatedQuerySet(self.form.cache_key, essays)

    def get_context_data(self, **kwargs):
        filters = self.form.filters
        return super().get_context_data(
            **filters,
            language_name=languages.name(filters["language"]) if "language" in filters else "",
            narrowed=bool(filters or self.form.order),
            facets=self.form.facets(),
            **kwargs,
        )


class EssayPage(DraftPreviewMixin, DetailView):
    template_name = "essays/essay.html"

    def get_queryset(self):
        return Essay.objects.for_page()

    def get_context_data(self, **kwargs):
        body, notes = with_source_links(self.object)
        takes_comments = self.object.takes_comments()
        comments = reverse("essays:comments", args=[self.object.slug]) if takes_comments else ""
        body = with_actions(body, citation_query(self.request), comments)
        lead = self.object.lead()
        shown = shown_in_text(self.object) | ({lead.key} if lead else set())
        named = [
            (section, sources)
            for section in self.object.sections()
            if (sources := section.first_sources(shown))
        ]
        pictures = (source for _section, sources in named for source in sources if source.picture)
        return super().get_context_data(
            lead=lead,
            picture=lead or next(pictures, None),
            body=with_notes(body, notes, self.object.language),
            named=named,
            page_obj=Threads(self.object).page(1),
            related=Essay.objects.published().related_to(self.object)[:6],
            **kwargs,
        )
