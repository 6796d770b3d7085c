"""Deletes all spam for good, after a page that says how much there is."""

import re

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import FormView

from essays.models import Comment

from ..decisions import CHUNK_SIZE
from ..deletion import delete_for_good
from ..moderation_log import ModerationAction, record
from .forms import QueueFilterForm
from .views import ModeratorRequiredMixin

MOST = 10_000  # comments at once: the form sends the key of each


class EmptySpamForm(forms.Form):
    """The spam that was there when the page was loaded; what came since stays."""

    keys = forms.RegexField(r"^\d{1,18}(,\d{1,18})*$", widget=forms.HiddenInput)

    def clean_keys(self):
        keys = re.findall(r"\d+", self.cleaned_data["keys"], re.ASCII)
        if len(keys) > MOST:
            raise forms.ValidationError("too many")
        return sorted(map(int, keys), reverse=True)


class EmptySpam(ModeratorRequiredMixin, FormView):
    template_name = "admin/moderation/empty_spam.html"
    form_class = EmptySpamForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        filters = QueueFilterForm(request.GET, request.user)
        filters.is_valid()
        self.essay = filters.cleaned_data.get("essay")

    def spam(self):
        spam = Comment.objects.filter(state=Comment.State.SPAM, withdrawn=False)
        return spam.filter(essay=self.essay) if self.essay else spam

    def form_valid(self, form):
        count = self.delete(form.cleaned_data["keys"])
        deleted = ngettext(
            "%d spam comment deleted for good.", "%d spam comments deleted for good.", count
        )
        messages.success(self.request, deleted % count)
        return redirect(self.back())

    def form_invalid(self, form):
        messages.error(self.request, _("The form was not sent completely. Please send it again."))
        return redirect(self.request.get_full_path())

    def delete(self, keys):
        """In batches, the newest first. The log counts what is deleted, even if interrupted."""
        action, count = None, 0
        for start in range(0, len(keys), CHUNK_SIZE):
            with transaction.atomic():
                batch = keys[start : start + CHUNK_SIZE]
                count += delete_for_good(self.spam().filter(pk__in=batch))
                action = self.log(action, count)
        return count

    def log(self, action, count):
        if action:
            action.count = count
            action.save(update_fields=["count"])
        elif count:
            kind = ModerationAction.Kind.EMPTIED
            action = record(kind, self.request.user, essay=self.essay, count=count)
        return action

    def back(self):
        query = {"tab": "spam"} | ({"essay": self.essay.pk} if self.essay else {})
        return reverse("moderation:queue", query=query)

    def get_context_data(self, **kwargs):
        keys = list(self.spam().order_by("pk").values_list("pk", flat=True)[:MOST])
        return super().get_context_data(
            **admin.site.each_context(self.request),
            title=_("Empty spam"),
            keys=",".join(map(str, keys)),
            count=len(keys),
            rest=self.spam().count() - len(keys) if len(keys) == MOST else 0,
            essay=self.essay,
            back=self.back(),
            **kwargs,
        )
