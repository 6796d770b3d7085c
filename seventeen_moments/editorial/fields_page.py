"""Pages of the admin that change a few fields of an essay or a source.

They save as its form does: as a draft if the page is public, with the same checks, the same
history and the same answer to editors who save at once.
"""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from seventeen_moments.core.publication import Status
from seventeen_moments.core.stored_files import atomic_with_files
from seventeen_moments.versions.conflicts import OVER, VERSION, ConflictCheck
from seventeen_moments.versions.draft_forms import DRAFT
from seventeen_moments.versions.draft_page import change_form_of
from seventeen_moments.versions.overlay import is_live
from seventeen_moments.versions.saving import message_about_draft

from .not_saved import not_saved


class FieldsPage:
    name = ""  # of the page, the last part of its address
    title = ""
    template = ""
    fields = []  # names

    def __init__(self, model_admin):
        self.model_admin = model_admin

    def urls(self):
        opts = self.model_admin.opts
        view = self.model_admin.admin_site.admin_view(self.view)
        name = f"{opts.app_label}_{opts.model_name}_{self.name}"
        return [path(f"<path:object_id>/{self.name}/", view, name=name)]

    def submit(self, request, row, form):
        """Completes `form.data` and calls `save_if_valid()`.

        Returns its response, or what the context of the page is to have besides.
        """
        return self.save_if_valid(request, row, form) or {}

    def context(self, row, form):
        return {}

    def view(self, request, object_id):
        if request.method != "POST":
            return self._answer(request, object_id)
        try:
            with atomic_with_files():
                return self._answer(request, object_id)
        except IntegrityError:
            return not_saved(self.model_admin.admin_site, request)

    def _answer(self, request, object_id):
        row = self.model_admin.get_object(request, unquote(object_id))
        if not self.model_admin.has_change_permission(request, row):
            raise PermissionDenied
        if row is None:
            raise Http404
        data = None
        if request.method == "POST":
            data = request.POST.copy()
            data[DRAFT] = "1"
            request.POST = data  # the steps of saving read it, too
        form = self.model_admin.get_form(request, row, change=True, fields=self.fields)
        form = form(data, instance=row)
        row.conflict_check = ConflictCheck(row, self.fields, [])
        answer = {} if data is None else self.submit(request, row, form)
        if isinstance(answer, HttpResponse):
            return answer
        sent = data and (data.get(OVER) or data.get(VERSION))
        context = {
            **self.model_admin.admin_site.each_context(request),
            "title": self.title,
            "opts": self.model_admin.opts,
            "original": row,
            "change_form": change_form_of(row),
            "form": form,
            "overlay": row.overlay,
            "conflict": row.conflict_check,
            "version": sent or row.conflict_check.version,
            **self.context(row, form),
            **answer,
        }
        return render(request, self.template, context)

    def save_if_valid(self, request, row, form):
        if not form.is_valid():
            return None
        model_admin = self.model_admin
        row = model_admin.save_form(request, form, change=True)
        model_admin.save_model(request, row, form, change=True)
        model_admin.save_related(request, form, [], change=True)
        if not is_live(row) and row.typed_themes is not None:
            row.themes.set(row.typed_themes)  # of a draft that is saved with the row
        message = model_admin.construct_change_message(request, form, [])
        model_admin.log_change(request, row, message)
        is_draft = is_live(row) or row.status == Status.DRAFT
        messages.success(request, message_about_draft(row) if is_draft else _("Saved."))
        return redirect(request.path)
