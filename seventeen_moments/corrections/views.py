from django.db import transaction
from django.shortcuts import redirect
from django.views.generic import DetailView
from django.views.generic.edit import FormMixin

from essays.discussion.submissions import Submission
from essays.models import CommentSettings, Essay
from seventeen_moments.core.views import for_one_reader

from .forms import CorrectionForm, EssayCorrectionForm


@for_one_reader
class CorrectionPage(FormMixin, DetailView):
    """A form for any published essay or source, even if comments are closed."""

    kind = None
    template_name = "corrections/correction.html"
    context_object_name = "subject"
    form_class = CorrectionForm
    comment_settings = None

    def get_queryset(self):
        return self.kind.objects.published().filter(essay__slug=self.kwargs["essay"]).with_essay()

    def get_form_kwargs(self):
        sent = Submission.of(self.request, self.comment_settings)
        return super().get_form_kwargs() | {"subject": self.object, "submission": sent}

    def get_context_data(self, **kwargs):
        essay = getattr(self.object, "essay", None)
        return super().get_context_data(essay=essay, year=self.object.year, **kwargs)

    def post(self, request, **kwargs):
        with transaction.atomic():
            self.comment_settings = CommentSettings.objects.locked_row()
            self.object = self.get_object()
            form = self.get_form()
            if form.is_valid():
                form.save()
                return redirect(f"{self.object.get_absolute_url()}correction/thanks/")
        response = self.form_invalid(form)
        if form.has_error("__all__", "too many"):
            response.status_code = 429
        return response


class EssayCorrectionPage(CorrectionPage):
    kind = Essay
    form_class = EssayCorrectionForm

    def get_queryset(self):
        return Essay.objects.published()

    def get_initial(self):
        return {"about": self.request.GET.get("about", "")}


class Thanks:
    """The page after the form: reloading it does not send the form again."""

    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs):
        return super().get_context_data(form=None, **kwargs)


class CorrectionThanks(Thanks, CorrectionPage):
    pass


class EssayCorrectionThanks(Thanks, EssayCorrectionPage):
    pass
