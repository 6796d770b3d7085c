"""What moderators do with one comment besides deciding about it."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import BadRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from essays.models import Comment
from seventeen_moments.core.permissions import may_view

from ..switch_field import SwitchField
from ..thread_closing import set_thread_closed
from .notes import FIELD, save_notes
from .unsent_texts import redirect_with_unsent, unsent_texts
from .views import ModeratorRequiredMixin


class EntryActionView(ModeratorRequiredMixin, View):
    """A button of one comment in the form of the queue, which has texts for all comments."""

    def post(self, request, pk):
        comments = Comment.objects.with_essay().select_related("parent")
        self.comment = get_object_or_404(comments, pk=pk)
        self.act()
        return save_and_redirect(request, self.comment)

    def act(self):
        raise NotImplementedError


def save_and_redirect(request, comment):
    """Saves the typed notes. The page that follows shows what the button did not send."""
    if request.user.has_perm("essays.change_comment"):
        for error in save_notes(request.POST, request.user):
            messages.error(request, error)
    return redirect_with_unsent(request, back_to(request, comment))


def back_to(request, comment):
    """The page of this site that the form or the address names, else the queue."""
    back = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return back
    return reverse("moderation:comment", args=[comment.pk])


def typed_texts(data, *sent):
    """The texts of the form that a page which asks first has to send again, by their names."""
    notes = {name: data[name] for name in data if FIELD.fullmatch(name) and data[name].strip()}
    return notes | unsent_texts(data, *sent)


class Notes(ModeratorRequiredMixin, View):
    """Saves the notes, also if the comment no longer exists: the error repeats them."""

    def post(self, request, pk):
        return save_and_redirect(request, Comment(pk=pk))


class ThreadForm(forms.Form):
    closed = SwitchField()


class ThreadSwitch(EntryActionView, TemplateView):
    """Closes or reopens a thread; from the pages of readers by way of a page that asks."""

    permission_required = "essays.open_close_comments"
    template_name = "admin/moderation/thread.html"

    def act(self):
        form = ThreadForm(self.request.POST)
        if not form.is_valid():
            raise BadRequest
        is_closed = form.cleaned_data["closed"]
        if set_thread_closed(self.comment, is_closed, self.request.user):
            done = _("The thread is closed.") if is_closed else _("The thread is open again.")
        elif is_closed:
            done = _("The thread was already closed.")
        else:
            done = _("The thread was already open.")
        messages.success(self.request, done)

    def get_context_data(self, pk, **kwargs):
        comments = Comment.objects.with_essay().select_related("parent")
        comment = get_object_or_404(comments, pk=pk)
        shown = may_view(self.request.user, comment.essay)
        return super().get_context_data(
            **admin.site.each_context(self.request),
            title=_("Reopen the thread") if comment.root.thread_closed else _("Close the thread"),
            comment=comment.root,
            essay=comment.essay if shown else None,
            back=self.page_of(comment, shown),
            **kwargs,
        )

    def page_of(self, comment, is_shown):
        if comment.is_published():
            return comment.get_absolute_url()
        return comment.essay.get_absolute_url() if is_shown else reverse("admin:index")
