"""Redacts passages of a comment. Shows the errors of the form in the queue, too."""

from django.contrib import admin, messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import FormView

from essays.models import Comment
from seventeen_moments.core.permissions import may_view

from ..redactions import NotRedactedError, redact
from ..seen import VERSION, Seen
from .entry_views import typed_texts
from .notes import save_notes
from .redaction_form import RedactionForm
from .unsent_texts import redirect_with_unsent
from .views import ModeratorRequiredMixin


class RedactionPage(ModeratorRequiredMixin, FormView):
    template_name = "admin/moderation/redact.html"

    def comment(self):
        comments = Comment.objects.with_essay().filter(withdrawn=False)
        return get_object_or_404(comments, pk=self.kwargs["pk"])

    def get_form(self):
        return RedactionForm(self.kwargs["pk"], self.request.POST or None)

    def form_valid(self, form):
        seen = Seen(self.request.POST, state="")  # without a version, nothing was seen
        try:
            count = redact(self.comment(), form.cleaned_data, self.request.user, seen)
        except NotRedactedError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        redacted = ngettext("Redacted in %d comment.", "Redacted in %d comments.", count)
        messages.success(self.request, redacted % count)
        for error in save_notes(self.request.POST, self.request.user):
            messages.error(self.request, error)
        return redirect_with_unsent(self.request, self.back, ("redact", self.kwargs["pk"]))

    @property
    def back(self):
        """The page of the admin that the moderator came from."""
        key = self.kwargs["pk"]
        if "change" in self.request.GET:
            return reverse("admin:essays_comment_change", args=[key])
        return f"{reverse('moderation:queue', query=self.request.GET)}#comment-{key}"

    def get_context_data(self, **kwargs):
        comment = self.comment()
        return super().get_context_data(
            **admin.site.each_context(self.request),
            title=_("Redact words"),
            comment=comment,
            seen_name=f"{VERSION}-{comment.pk}",
            essay_is_shown=may_view(self.request.user, comment.essay),
            back=self.back,
            typed=typed_texts(self.request.POST, ("redact", comment.pk)),
            **kwargs,
        )
