from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView
from django.views.generic.edit import FormMixin

from seventeen_moments.drafts.preview import DraftPreviewMixin
from seventeen_moments.views import PreviewMixin

from . import citing
from .forms import CommentForm, NarrowingForm
from .models import Essay


class EssayList(ListView):
    template_name = "essays/essays.html"
    paginate_by = 20

    def get_queryset(self):
        form = NarrowingForm(self.request.GET)
        if not form.is_valid():
            raise Http404
        self.chosen = form.cleaned_data
        return form.narrow(Essay.objects.published()).for_list()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**self.chosen, **kwargs)


class EssayPage(DraftPreviewMixin, DetailView):
    template_name = "essays/essay.html"

    def get_queryset(self):
        return Essay.objects.for_page()

    def get_context_data(self, **kwargs):
        images = self.object.images.for_essay(self.object)
        body, notes = citing.linked(self.object, images)
        return super().get_context_data(
            lead=self.object.lead(),
            body=body,
            notes=notes,
            images=images,
            comments=self.object.comments.approved(),
            related=Essay.objects.published().related_to(self.object)[:6],
            **kwargs,
        )


class CommentPage(PreviewMixin, FormMixin, DetailView):
    template_name = "essays/comments.html"
    model = Essay
    form_class = CommentForm

    def get_context_data(self, **kwargs):
        return super().get_context_data(comments=self.object.comments.approved(), **kwargs)

    def post(self, request, **kwargs):
        # The row stays locked until the comment is stored, so that none slips in after closing.
        # SQLite needs no lock: its transactions begin by waiting for the other writers.
        with transaction.atomic():
            self.object = self.get_object(Essay.objects.select_for_update())
            if not self.object.comments_open:
                return self.refuse()
            form = self.get_form()
            if not form.is_valid():
                return self.form_invalid(form)
            form.instance.essay = self.object
            form.save()
        messages.success(
            request, _("Thank you. Your comment waits for a moderator and will then stand here.")
        )
        return redirect(reverse("essays:comments", args=[self.object.slug]) + "#write")

    def refuse(self):
        response = self.render_to_response(self.get_context_data(form=None))
        response.status_code = 403
        return response
