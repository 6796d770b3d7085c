"""The admin pages on which earlier states are viewed, compared and restored."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from reversion.models import Version

from seventeen_moments.core.permissions import is_editor, permission

from .changes import describe_changes
from .comparison import changed_fields, changed_sections
from .draft_page import redirect_late
from .field_display import displayed_fields
from .restoration import Restoration
from .states import Row, State, versions_of
from .values import display_time

PER_PAGE = 25


class ComparisonForm(forms.Form):
    before = forms.ModelChoiceField(None)
    after = forms.ModelChoiceField(None)

    def __init__(self, versions, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["before"].queryset = self.fields["after"].queryset = versions


class HistoryViews:
    def __init__(self, model_admin):
        self.model_admin, self.model, self.opts = model_admin, model_admin.model, model_admin.opts

    def urls(self):
        pages = [
            ("<int:key>/history/compare/", self.compare, "compare"),
            ("<int:key>/history/<int:version>/", self.state, "state"),
            ("<int:key>/history/<int:version>/restore/", self.restore, "restore"),
            ("recover/", self.deleted, "deleted"),
            ("recover/<int:version>/", self.recover, "recover"),
        ]
        admin_view = self.model_admin.admin_site.admin_view
        return [
            path(route, admin_view(view), name=self._url_name(name)) for route, view, name in pages
        ]

    # Of one row

    def history(self, request, key):
        row = self._get_row(request, key)
        versions = versions_of(self.model, row.pk)
        page = Paginator(versions, PER_PAGE).get_page(request.GET.get("page"))
        shown = list(page)
        # The last one on the page is described by its changes to the next older one.
        older = versions[page.end_index() : page.end_index() + 1] if page.has_next() else []
        changes = describe_changes(self.model, row.pk, [*shown, *older])
        states = [(version, changes.get(version.pk)) for version in shown]
        context = {"states": states, "page_obj": page, "newest": page.number == 1}
        return self._render(request, "states", row, _("History"), **context)

    def compare(self, request, key):
        row = self._get_row(request, key)
        form = ComparisonForm(self._versions(key), request.GET)
        if not form.is_valid():
            messages.error(request, _("Choose two versions from the list to compare them."))
            return redirect(self._url("history", row.pk))
        before, after = sorted(map(State, form.cleaned_data.values()), key=lambda s: s.version.pk)
        context = {
            "states": [before, after],
            "fields": changed_fields(before, after),
            "sections": changed_sections(before, after),
        }
        return self._render(request, "compare", row, _("Two versions"), **context)

    def state(self, request, key, version):
        row = self._get_row(request, key)
        state = State(get_object_or_404(self._versions(key), pk=version))
        context = _state_context(state) | {"newest": self._versions(key).first()}
        return self._render(request, "state", row, _("State"), **context)

    def restore(self, request, key, version):
        row = self._get_row(request, key)
        state = State(get_object_or_404(self._versions(key), pk=version))
        restoration, obstacles = self._restore(request, state)
        if request.method == "POST" and not obstacles:
            return redirect(self._url("history", row.pk))
        context = _state_context(state) | {"restoration": restoration, "obstacles": obstacles}
        return self._render(request, "restore", row, _("Restore this version?"), **context)

    # Of deleted rows

    def may_recover(self, user):
        """Not for users who may change only their own rows: the list shows those of others."""
        return user.has_perms([permission(action, self.model) for action in ("add", "change")])

    def deleted(self, request):
        page = Paginator(self._deleted_versions(request), PER_PAGE)
        page = page.get_page(request.GET.get("page"))
        context = {"rows": list(map(Row, page)), "page_obj": page}
        return self._render(request, "deleted", None, _("Deleted"), **context)

    def recover(self, request, version):
        deleted = self._deleted_versions(request).filter(pk=version).first()
        if deleted is None:
            version = get_object_or_404(Version.objects.get_for_model(self.model), pk=version)
            row = get_object_or_404(self.model._base_manager, pk=version.object_id)
            message = _("“%(title)s” is not deleted. It may already have been recovered.")
            return redirect_late(request, message % {"title": row}, row)
        state = State(deleted)
        _restoration, obstacles = self._restore(request, state)
        if request.method == "POST" and not obstacles:
            return redirect(self._url("change", state.root.pk))
        context = _state_context(state) | {"obstacles": obstacles}
        return self._render(request, "recover", None, str(state.root), **context)

    # Shared

    def _get_row(self, request, key):
        # A state holds the whole essay, with drafts of others in it: no author may read it.
        if not is_editor(request.user, self.model):
            raise PermissionDenied
        row = self.model_admin.get_object(request, str(key))
        if row is None:
            raise Http404
        if not self.model_admin.has_change_permission(request, row):
            raise PermissionDenied
        return row

    def _versions(self, key):
        versions = Version.objects.get_for_object_reference(self.model, key)
        return versions.select_related("revision__user")

    def _deleted_versions(self, request):
        if not self.may_recover(request.user):
            raise PermissionDenied
        versions = Version.objects.get_deleted(self.model).select_related("revision__user")
        return versions.order_by("-pk")

    def _restore(self, request, state):
        """Restores the state if the request is a POST; returns the obstacles, too."""
        restoration = Restoration(state, request.user)
        if request.method != "POST":
            return restoration, restoration.obstacles()
        try:
            restoration.restore()
        except ValidationError as error:
            return restoration, error.messages
        message = _("“%(name)s” has been restored to the version of %(time)s.")
        time = display_time(state.revision.date_created)
        messages.success(request, message % {"name": state.root, "time": time})
        return restoration, []

    def _url_name(self, name):
        return f"{self.opts.app_label}_{self.opts.model_name}_{name}"

    def _url(self, name, *args):
        return reverse(f"admin:{self._url_name(name)}", args=args)

    def _render(self, request, template, row, title, **context):
        admin_site = self.model_admin.admin_site
        request.current_app = admin_site.name
        context |= {"title": title, "row": row, "opts": self.opts}
        context = admin_site.each_context(request) | context
        return TemplateResponse(request, f"admin/versions/{template}.html", context)


def _state_context(state):
    sections = [
        (
            capfirst(kind._meta.verbose_name_plural),
            [(row, displayed_fields(row, state)) for row in rows],
        )
        for kind, rows in state.sections()
        if rows
    ]
    return {"state": state, "fields": displayed_fields(state.root, state), "sections": sections}
