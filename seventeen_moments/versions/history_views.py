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

from seventeen_moments.core.permissions import is_editor, permission

from .changes import describe_changes
from .comparison import changed_fields, changed_sections
from .draft_history_views import DraftHistoryViews
from .draft_page import redirect_late
from .field_display import displayed_fields
from .restoration import Restoration
from .state_models import RecordedState
from .states import Row, State, all_states, deleted_versions, states_of
from .values import display_time

PER_PAGE = 25


class ComparisonForm(forms.Form):
    before = forms.ModelChoiceField(None)
    after = forms.ModelChoiceField(None)

    def __init__(self, states, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["before"].queryset = self.fields["after"].queryset = states


class HistoryViews:
    def __init__(self, model_admin):
        self.model_admin, self.model, self.opts = model_admin, model_admin.model, model_admin.opts

    def urls(self):
        pages = [
            ("<int:key>/history/compare/", self.compare, "compare"),
            ("<int:key>/history/<int:state>/", self.state, "state"),
            ("<int:key>/history/<int:state>/restore/", self.restore, "restore"),
            ("recover/", self.deleted, "deleted"),
            ("recover/<int:key>/", self.recover, "recover"),
        ]
        pages += DraftHistoryViews(self).pages()
        admin_view = self.model_admin.admin_site.admin_view
        return [
            path(route, admin_view(view), name=self._url_name(name)) for route, view, name in pages
        ]

    # Of one row

    def history(self, request, key):
        row = self.get_row(request, key)
        states = states_of(self.model, row.pk)
        page = Paginator(states, PER_PAGE).get_page(request.GET.get("page"))
        shown = list(page)
        # The last one on the page is described by its changes to the next older one.
        older = states[page.end_index() : page.end_index() + 1] if page.has_next() else []
        changes = describe_changes(self.model, row.pk, [*shown, *older])
        context = {
            "states": [(state, changes.get(state.pk)) for state in shown],
            "page_obj": page,
            "newest": page.number == 1,
            **DraftHistoryViews(self).latest(row),
        }
        return self.render(request, "states", row, _("History"), **context)

    def compare(self, request, key):
        row = self.get_row(request, key)
        form = ComparisonForm(all_states(self.model, key), request.GET)
        if not form.is_valid():
            messages.error(request, _("Choose two versions from the list to compare them."))
            return redirect(self.url("history", row.pk))
        before, after = sorted(map(State, form.cleaned_data.values()), key=lambda s: s.recorded.pk)
        context = {
            "states": [before, after],
            "fields": changed_fields(before, after),
            "sections": changed_sections(before, after),
        }
        return self.render(request, "compare", row, _("Two versions"), **context)

    def state(self, request, key, state):
        row = self.get_row(request, key)
        states = all_states(self.model, key)
        state = State(get_object_or_404(states, pk=state))
        context = _state_context(state) | {"newest": states.first()}
        return self.render(request, "state", row, _("State"), **context)

    def restore(self, request, key, state):
        row = self.get_row(request, key)
        state = State(get_object_or_404(all_states(self.model, key), pk=state))
        restoration, obstacles = self._restore(request, state)
        if request.method == "POST" and not obstacles:
            return redirect(self.url("history", row.pk))
        context = _state_context(state) | {"restoration": restoration, "obstacles": obstacles}
        return self.render(request, "restore", row, _("Restore this version?"), **context)

    # Of deleted rows

    def may_recover(self, user):
        """Not for users who may change only their own rows: the list shows those of others."""
        return user.has_perms([permission(action, self.model) for action in ("add", "change")])

    def deleted(self, request):
        self._require_recovery(request)
        page = Paginator(deleted_versions(self.model), PER_PAGE)
        page = page.get_page(request.GET.get("page"))
        states = RecordedState.objects.select_related("revision__user")
        states = states.in_bulk([version.state for version in page])
        rows = [(Row(version), states[version.state].revision) for version in page]
        context = {"rows": rows, "page_obj": page}
        return self.render(request, "deleted", None, _("Deleted"), **context)

    def recover(self, request, key):
        self._require_recovery(request)
        if row := self.model._base_manager.filter(pk=key).first():
            message = _("“%(title)s” is not deleted. It may already have been recovered.")
            return redirect_late(request, message % {"title": row}, row)
        version = get_object_or_404(deleted_versions(self.model), object_id=str(key))
        state = State(all_states(self.model, key).get(pk=version.state))
        _restoration, obstacles = self._restore(request, state)
        if request.method == "POST" and not obstacles:
            return redirect(self.url("change", state.root.pk))
        context = _state_context(state) | {"obstacles": obstacles}
        return self.render(request, "recover", None, str(state.root), **context)

    # Shared

    def get_row(self, request, key):
        # A state holds the whole essay, with drafts of others in it: no author may read it.
        if not is_editor(request.user, self.model):
            raise PermissionDenied
        row = self.model_admin.get_object(request, str(key))
        if row is None:
            raise Http404
        if not self.model_admin.has_change_permission(request, row):
            raise PermissionDenied
        return row

    def _require_recovery(self, request):
        if not self.may_recover(request.user):
            raise PermissionDenied

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

    def url(self, name, *args):
        return reverse(f"admin:{self._url_name(name)}", args=args)

    def render(self, request, template, row, title, **context):
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
