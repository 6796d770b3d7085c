from django.db import transaction
from django.shortcuts import get_object_or_404
from django.views.generic import DetailView
from django.views.generic.edit import FormMixin

from seventeen_moments.core.views import for_one_reader

from ..models import CommentSettings, Essay
from .flag_form import FlagForm, FlagSubmission


@for_one_reader
class FlagPage(FormMixin, DetailView):
    template_name = "discussion/flag.html"
    context_object_name = "comment"
    form_class = FlagForm
    comment_settings = None

    def get_object(self, queryset=None):
        essay = get_object_or_404(Essay.objects.published(), slug=self.kwargs["slug"])
        return get_object_or_404(essay.comments.approved(), pk=self.kwargs["pk"])

    def get_form_kwargs(self):
        submission = FlagSubmission.of(self.request, self.comment_settings)
        return super().get_form_kwargs() | {"comment": self.object, "submission": submission}

    def get_context_data(self, **kwargs):
        return super().get_context_data(essay=self.object.essay, **kwargs)

    def post(self, request, **kwargs):
        self.object = self.get_object()
        with transaction.atomic():
            self.comment_settings = CommentSettings.objects.locked_row()
            form = self.get_form()
            if is_valid := form.is_valid():
                form.save()
        status = 429 if form.has_error("__all__", "too many") else 200
        context = self.get_context_data(form=None if is_valid else form)
        return self.render_to_response(context, status=status)
