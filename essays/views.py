from django.http import Http404
from django.urls import reverse
from django.views.generic import DetailView, ListView

from seventeen_moments.core.anchors import with_remarks
from seventeen_moments.core.paging import ConcatenatedQuerySet
from seventeen_moments.versions.preview import DraftPreviewMixin

from . import source_links
from .discussion.threads import Threads
from .forms import NarrowingForm
from .models import Essay
from .notes import with_notes


class EssayList(ListView):
    template_name = "essays/essays.html"
    paginate_by = 20
    narrowed_by = ["year", "theme"]

    def get_queryset(self):
        form = NarrowingForm(self.request.GET)
        if not form.is_valid():
            raise Http404
        self.chosen = form.cleaned_data
        return ConcatenatedQuerySet(form.name, form.narrow(Essay.objects.published()).for_list())

    def get_context_data(self, **kwargs):
        return super().get_context_data(**self.chosen, **kwargs)


class EssayPage(DraftPreviewMixin, DetailView):
    template_name = "essays/essay.html"

    def get_queryset(self):
        return Essay.objects.for_page()

    def get_context_data(self, **kwargs):
        images = self.object.images.for_essay(self.object)
        body, notes = source_links.linked(self.object, images)
        if self.object.takes_comments():
            body = with_remarks(body, reverse("essays:comments", args=[self.object.slug]))
        lead = self.object.lead()
        return super().get_context_data(
            lead=lead,
            body=with_notes(body, notes),
            images=[image for image in images if image != lead],  # it stands above already
            page_obj=Threads(self.object).page(1),
            related=Essay.objects.published().related_to(self.object)[:6],
            **kwargs,
        )
