"""The page of a draft in the admin: compared with what is public, and discarded."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.permissions import may_change

from .conflicts import differences
from .models import Draft, lock
from .values import values_of


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
            return self._discard(request, row)
        context = {
            **self.admin_site.each_context(request),
            "title": draft,
            "opts": self.opts,
            "change_form": change_form_of(row),
            "draft": draft,
            "seen": str(draft.updated),
            "compared": [_compared(draft), *self._compared_children(request, draft)],
        }
        return render(request, "admin/draft.html", context)

    def _compared_children(self, request, draft):
        compared = map(_compared, draft.parts())
        return [pair for pair in compared if may_change(request.user, pair[0])]

    def _discard(self, request, row):
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
            draft.drop()
            self.log_change(request, row, _("Draft discarded."))
        self.message_user(request, _("The draft has been discarded."), messages.SUCCESS)
        return redirect(change_form_of(row))


def change_form_of(row):
    options = row._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[row.pk])


def _compared(draft):
    row = draft.target
    return row, differences(row, values_of(row, draft.data), draft.data)
