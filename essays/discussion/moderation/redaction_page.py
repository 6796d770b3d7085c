"""Redacts passages of a comment. Shows the errors of the form in the queue, too."""

from django.contrib import admin, messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import FormView

from essays.models import Comment
from seventeen_moments.core.permissions import may_view

from ..redactions import NotRedactedError, redact
from ..seen import VERSION, Seen
from .redaction_form import RedactionForm
from .views import ModeratorRequiredMixin


class RedactionPage(ModeratorRequiredMixin, FormView):
    template_name = "admin/moderation/redact.html"

    @cached_property
    def comment(self):
        comments = Comment.objects.with_essay().filter(withdrawn=False)
        return get_object_or_404(comments, pk=self.kwargs["pk"])

    def get_form(self):
        return RedactionForm(self.comment.pk, self.request.POST or None)

    def form_valid(self, form):
        try:
            count = redact(self.comment, form.cleaned_data, self.request.user, self.seen())
        except NotRedactedError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        redacted = ngettext("Redacted in %d comment.", "Redacted in %d comments.", count)
        messages.success(self.request, redacted % count)
        return redirect(self.back)

    def seen(self):
        """Without a version, nothing was seen."""
        return Seen(self.request.POST, state="")

    @property
    def back(self):
        """The page of the admin that the moderator came from."""
        if "change" in self.request.GET:
            return reverse("admin:essays_comment_change", args=[self.comment.pk])
        query = self.request.GET.urlencode()
        return f"{reverse('moderation:queue')}?{query}#comment-{self.comment.pk}"

    def get_context_data(self, **kwargs):
        del self.comment  # as it is now
        return super().get_context_data(
            **admin.site.each_context(self.request),
            title=_("Redact words"),
            comment=self.comment,
            seen_name=f"{VERSION}-{self.comment.pk}",
            essay_is_shown=may_view(self.request.user, self.comment.essay),
            back=self.back,
            **kwargs,
        )
