"""The page of a draft in the admin, where it is compared with the public page, and discarded."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.permissions import may_change

from .conflicts import get_differences
from .draft_history import keep_draft
from .models import Draft, lock
from .values import get_values


class DraftPage:
    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_draft"
        view = self.admin_site.admin_view(self.draft_view)
        return [path("<path:object_id>/draft/", view, name=name), *super().get_urls()]

    def draft_view(self, request, object_id):
        row = self.get_object(request, unquote(object_id))
        draft = row and Draft.objects.of(row).select_related("author").first()
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        if draft is None:
            raise Http404
        if request.method == "POST":
            return self._discard_draft(request, row)
        children = [
            child for child in draft.installed_children() if may_change(request.user, child.target)
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": draft,
            "opts": self.opts,
            "change_form": change_form_of(row),
            "draft": draft,
            "seen": str(draft.updated),
            "compared": [
                (row, get_differences(row, get_values(row, data), data))
                for row, data in ((part.target, part.data) for part in [draft, *children])
            ],
        }
        return render(request, "admin/versions/draft.html", context)

    def _discard_draft(self, request, row):
        with transaction.atomic():
            lock(self.model, row.pk)
            draft = Draft.objects.of(row).select_related("parent").first()
            if draft is None or str(draft.updated) != request.POST.get("seen"):
                words = _(
                    "Someone changed the draft in the meantime. Look at it again before you "
                    "discard it."
                )
                self.message_user(request, words, messages.WARNING)
                return redirect(request.path)
            keep_draft(draft)
            draft.discard()
            self.log_change(request, row, _("Draft discarded."))
        message = _("The draft has been discarded. The history keeps it.")
        self.message_user(request, message, messages.SUCCESS)
        return redirect(change_form_of(row))


def change_form_of(row):
    options = row._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[row.pk])
