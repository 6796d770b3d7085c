"""What moderators do with one comment besides deciding about it."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import BadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from essays.models import Comment
from seventeen_moments.core.permissions import may_view

from ..thread_closing import set_thread_closed
from .notes import save_notes
from .views import ModeratorRequiredMixin


def redirect_back(request, comment):
    """To the page of this site that the form or the address names, else to the queue."""
    back = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect("moderation:comment", comment.pk)


class Notes(ModeratorRequiredMixin, View):
    """Saves the notes of the queue; its form has one for each comment."""

    def post(self, request, pk):
        errors = save_notes(request.POST, request.user)
        for error in errors:
            messages.error(request, error)
        if not errors:
            messages.success(request, _("Note saved."))
        return redirect_back(request, Comment(pk=pk))


class ThreadForm(forms.Form):
    closed = forms.TypedChoiceField(choices=[("1", ""), ("0", "")], coerce="1".__eq__)


class ThreadSwitch(ModeratorRequiredMixin, TemplateView):
    """Closes or reopens a thread; from the pages of readers by way of a page that asks."""

    permission_required = "essays.open_close_comments"
    template_name = "admin/moderation/thread.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.comment = None

    def get_comment(self):
        comments = Comment.objects.with_essay().select_related("parent")
        return get_object_or_404(comments, pk=self.kwargs["pk"])

    def post(self, request, pk):
        comment, form = self.get_comment(), ThreadForm(request.POST)
        if not form.is_valid():
            raise BadRequest
        is_closed = form.cleaned_data["closed"]
        changed = set_thread_closed(comment, is_closed, request.user)
        done = _("The thread is closed.") if is_closed else _("The thread is open again.")
        already = _("Nothing changed: the thread was already closed.")
        if not is_closed:
            already = _("Nothing changed: the thread was already open.")
        messages.success(request, done if changed else already)
        # Notes that were typed in the same form.
        if request.user.has_perm("essays.change_comment"):
            for error in save_notes(request.POST, request.user):
                messages.error(request, error)
        return redirect_back(request, comment)

    def get_context_data(self, **kwargs):
        comment = self.get_comment()
        essay_is_shown = may_view(self.request.user, comment.essay)
        back = reverse("moderation:comment", args=[comment.pk])
        if comment.is_published():
            back = comment.get_absolute_url()
        elif comment.essay.is_published():
            back = comment.essay.get_absolute_url()
        return super().get_context_data(
            **admin.site.each_context(self.request),
            title=_("Reopen the thread") if comment.root.thread_closed else _("Close the thread"),
            comment=comment.root,
            essay=comment.essay if essay_is_shown else None,
            back=back,
            **kwargs,
        )
