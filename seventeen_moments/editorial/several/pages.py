"""“Change several”: the form, the preview, and the list of changes that can be undone."""

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from seventeen_moments.core.completeness import checks_for
from seventeen_moments.core.permissions import is_editor

from ..model_admin import is_key
from ..models import BulkChange
from .changes import Edit, Undo
from .form import ChangeSeveralForm
from .plan import SHOWN

KEYS = "keys"  # of the selected rows, in the address, beside the filters of the list
PER_PAGE = 25
MOST_NAMED = 10  # rows in a message


def address(model_admin, name, query=None, args=()):
    opts = model_admin.opts
    return reverse(
        f"{model_admin.admin_site.name}:{opts.app_label}_{opts.model_name}_{name}",
        args=args,
        query=query,
    )


def completing(model, name):
    """The field, in a list, that completes what the check of that name finds incomplete."""
    return [
        check.field(model)
        for check in checks_for(model)
        if check.name == name and check.field and check.field(model) in model.fields_for_several()
    ]


class ChangeSeveralPage:
    def __init__(self, model_admin):
        self.model_admin, self.model, self.opts = model_admin, model_admin.model, model_admin.opts

    def urls(self):
        pages = [
            ("several/", self.change, "several"),
            ("several/changes/", self.changes, "several_changes"),
            ("several/changes/<int:key>/undo/", self.undo, "several_undo"),
        ]
        view, prefix = self.model_admin.admin_site.admin_view, self.opts.label_lower
        prefix = prefix.replace(".", "_")
        return [path(route, view(page), name=f"{prefix}_{name}") for route, page, name in pages]

    # The form and the preview

    def change(self, request):
        self._require_permission(request)
        query = request.GET.copy()
        keys = query.pop(KEYS, [])
        request.GET = query  # what the list understands
        back = address(self.model_admin, "changelist", query)
        try:
            keys = self._keys(request, keys)
        except IncorrectLookupParameters:
            return redirect(address(self.model_admin, "changelist", {"e": "1"}))
        if not keys:  # perhaps because they were completed by a first click
            if not self._say_done(request, self._made(request)):
                messages.warning(request, _("There is nothing to change in this list."))
            return redirect(back)
        data = request.POST if request.method == "POST" else None
        ticked = completing(self.model, query.get("incomplete"))
        form = ChangeSeveralForm(self.model_admin, request, data, ticked=ticked)
        if request.method == "POST" and form.is_valid() and "edit" not in request.POST:
            edit = Edit(self.model_admin, request.user, keys, form.cleaned_data)
            if "confirm" in request.POST and self._apply(request, edit):
                return redirect(back)
            return self._preview(request, edit.preview(), back)
        context = {
            "form": form,
            "count": len(keys),
            "total": self.model_admin.get_queryset(request).count(),
            "back": back,
            "media": self.model_admin.media + form.media,
        }
        return self._render(request, "form", _("Change several"), **context)

    def _keys(self, request, selected):
        """The keys of the rows, in the order of the list."""
        rows = self.model_admin.get_changelist_instance(request).queryset
        if selected:
            keys = [key for key in ".".join(selected).split(".") if is_key(key)]
            rows = rows.filter(pk__in=keys)
        return list(dict.fromkeys(rows.values_list("pk", flat=True)))

    def _preview(self, request, edit, back):
        context = {
            "edit": edit,
            "table": edit.table(),
            "columns": edit.columns,
            "skipped": edit.skipped[:SHOWN],
            "more": max(len(edit.changed) - SHOWN, 0),
            "more_skipped": max(len(edit.skipped) - SHOWN, 0),
            "sent": [
                (name, value)
                for name, values in request.POST.lists()
                if name not in {"csrfmiddlewaretoken", "confirm", "preview"}
                for value in values
            ],
            "back": back,
        }
        return self._render(request, "preview", _("What will change"), **context)

    def _apply(self, request, edit):
        """Whether the list is shown next, because the change was made, now or by a first click."""
        digest = request.POST["confirm"]
        try:
            change = edit.apply(digest)
        except IntegrityError:  # somebody saved the same rows at the same moment
            change = None
        if self._say_done(request, change or self._made(request)):
            return True
        sentence = _(
            "Nothing was changed yet: some of these were changed in the meantime. Look again."
        )
        messages.warning(request, sentence)
        return False

    def _made(self, request):
        """The change that was confirmed, if a first click has made it; or None."""
        mine = BulkChange.objects.of(self.model).undoable().filter(user=request.user)
        digest = request.POST.get("confirm", "")
        return mine.filter(digest=digest).first() if digest.isalnum() else None

    def _say_done(self, request, change):
        if change:
            undo = address(self.model_admin, "several_undo", args=[change.pk])
            context = {"change": change, "undo": undo}
            message = render_to_string("admin/several/_done.html", context, request)
            messages.success(request, message)
        return bool(change)

    # Changes that were made

    def changes(self, request):
        self._require_permission(request)
        page = Paginator(self._changes(request), PER_PAGE).get_page(request.GET.get("page"))
        rows = [
            (change, address(self.model_admin, "several_undo", args=[change.pk])) for change in page
        ]
        context = {"rows": rows, "page_obj": page, "is_editor": is_editor(request.user, self.model)}
        return self._render(request, "changes", _("Changes of several"), **context)

    def _changes(self, request):
        """Editors see those of all, because everybody’s rows are theirs to change."""
        changes = BulkChange.objects.of(self.model).defer("values").select_related("user")
        changes = changes.exclude(pk__in=BulkChange.objects.expired().values("pk"))
        if not is_editor(request.user, self.model):
            changes = changes.filter(user=request.user)
        return changes.order_by("-pk")

    def undo(self, request, key):
        self._require_permission(request)
        change = self._changes(request).filter(pk=key).first()
        if change is None:
            raise Http404
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        undo = Undo(self.model_admin, request.user, change)
        try:
            undone = undo.undo()
        except IntegrityError:
            undone = False
        if undone:
            number = len(undo.changed)
            message = ngettext(
                "Undone: %d row has its earlier values again.",
                "Undone: %d rows have their earlier values again.",
                number,
            )
            messages.success(request, message % number)
        elif not undo.skipped:
            messages.warning(request, _("There is nothing to undo: this was undone already."))
        if undo.skipped:
            messages.warning(request, left_alone(undo.skipped))
        return redirect(address(self.model_admin, "changelist"))

    def _require_permission(self, request):
        if not self.model_admin.has_change_permission(request):
            raise PermissionDenied

    def _render(self, request, template, title, **context):
        context = {
            **self.model_admin.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            **context,
        }
        return render(request, f"admin/several/{template}.html", context)


def left_alone(skipped):
    """The skipped rows with their reasons, as a sentence."""
    named = "; ".join(f"“{row.title}”: {row.reason}" for row in skipped[:MOST_NAMED])
    more = len(skipped) - MOST_NAMED
    message = ngettext("%d row was left as it is.", "%d rows were left as they are.", len(skipped))
    message = f"{message % len(skipped)} {named}"
    return message + (" …" if more > 0 else "")
