from django.http import Http404
from django.urls import reverse
from django.views.generic import DetailView, ListView

from seventeen_moments.anchors import with_remarks
from seventeen_moments.drafts.preview import DraftPreviewMixin
from seventeen_moments.paging import Chain

from . import citing
from .forms import NarrowingForm
from .models import Essay
from .noting import with_notes
from .threads import Threads


class EssayList(ListView):
    template_name = "essays/essays.html"
    paginate_by = 20
    narrowed_by = ["year", "theme"]

    def get_queryset(self):
        form = NarrowingForm(self.request.GET)
        if not form.is_valid():
            raise Http404
        self.chosen = form.cleaned_data
        return Chain(form.name, form.narrow(Essay.objects.published()).for_list())

    def get_context_data(self, **kwargs):
        return super().get_context_data(**self.chosen, **kwargs)


class EssayPage(DraftPreviewMixin, DetailView):
    template_name = "essays/essay.html"

    def get_queryset(self):
        return Essay.objects.for_page()

    def get_context_data(self, **kwargs):
        images = self.object.images.for_essay(self.object)
        body, notes = citing.linked(self.object, images)
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
