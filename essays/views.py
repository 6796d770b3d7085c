from django.http import Http404
from django.urls import reverse
from django.views.generic import DetailView, ListView

from seventeen_moments.core.anchors import with_remarks
from seventeen_moments.core.paging import ConcatenatedQuerySet
from seventeen_moments.versions.preview import DraftPreviewMixin

from .discussion.threads import Threads
from .forms import EssayFilterForm
from .models import Essay
from .notes import with_notes
from .source_links import shown_in_text, with_source_links


class EssayList(ListView):
    template_name = "essays/essays.html"
    paginate_by = 20
    narrowed_by = ["year", "theme"]  # kept in the links to other pages

    def get_queryset(self):
        form = EssayFilterForm(self.request.GET)
        if not form.is_valid():
            raise Http404
        self.filters = form.cleaned_data
        essays = form.filter(Essay.objects.published()).for_list()
        return ConcatenatedQuerySet(form.cache_key, essays)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**self.filters, **kwargs)


class EssayPage(DraftPreviewMixin, DetailView):
    template_name = "essays/essay.html"

    def get_queryset(self):
        return Essay.objects.for_page()

    def get_context_data(self, **kwargs):
        body, notes = with_source_links(self.object)
        if self.object.takes_comments():
            body = with_remarks(body, reverse("essays:comments", args=[self.object.slug]))
        lead = self.object.lead()
        shown = shown_in_text(self.object) | ({lead.key} if lead else set())
        return super().get_context_data(
            lead=lead,
            body=with_notes(body, notes, self.object.language),
            named=[
                (section, sources)
                for section in self.object.sections()
                if (sources := section.first_sources(shown))
            ],
            page_obj=Threads(self.object).page(1),
            related=Essay.objects.published().related_to(self.object)[:6],
            **kwargs,
        )
