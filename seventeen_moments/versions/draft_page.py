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

from .conflicts import drafted_values, get_differences, public_values
from .draft_history import keep_draft
from .models import Draft, lock

NO_DRAFT = _("There is no draft of this page. It may already have been published or discarded.")
CHANGED = _("Someone changed the draft in the meantime. Look at it again before you discard it.")


class DraftPage:
    def __init__(self, model_admin):
        self.model_admin = model_admin

    def urls(self):
        opts = self.model_admin.opts
        view = self.model_admin.admin_site.admin_view(self.view)
        name = f"{opts.app_label}_{opts.model_name}_draft"
        return [path("<path:object_id>/draft/", view, name=name)]

    def view(self, request, object_id):
        row = self.model_admin.get_object(request, unquote(object_id))
        if not self.model_admin.has_change_permission(request, row):
            raise PermissionDenied
        if row is None:
            raise Http404
        draft = Draft.objects.of(row).select_related("author").first()
        if draft is None:
            return redirect_late(request, NO_DRAFT, row)
        if request.method == "POST":
            return self._discard(request, row)
        children = [
            child for child in draft.installed_children() if may_change(request.user, child.target)
        ]
        context = {
            **self.model_admin.admin_site.each_context(request),
            "title": draft,
            "opts": self.model_admin.opts,
            "change_form": change_form_of(row),
            "draft": draft,
            "seen": str(draft.updated),
            "compared": [
                (row, get_differences(row, public_values(row, values), values))
                for row, values in (
                    (part.target, drafted_values(part)) for part in [draft, *children]
                )
            ],
        }
        return render(request, "admin/versions/draft.html", context)

    def _discard(self, request, row):
        with transaction.atomic():
            lock(type(row), row.pk)
            draft = Draft.objects.of(row).select_related("parent").first()
            if draft is None:
                return redirect_late(request, NO_DRAFT, row)
            if str(draft.updated) != request.POST.get("seen"):
                messages.warning(request, CHANGED)
                return redirect(request.path)
            keep_draft(draft)
            draft.discard()
            self.model_admin.log_change(request, row, _("Draft discarded."))
        messages.success(request, _("The draft has been discarded. The history keeps it."))
        return redirect(change_form_of(row))


def redirect_late(request, message, row):
    """For a page that had its purpose until somebody else, or a first click, was done with it."""
    messages.warning(request, message)
    return redirect(change_form_of(row))


def change_form_of(row):
    options = row._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[row.pk])
