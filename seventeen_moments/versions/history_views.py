"""The pages of the admin on which earlier states are looked at and brought back."""

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

from seventeen_moments.core.permissions import is_editor

from . import comparison
from .changes import changes
from .field_words import shown
from .register import permission
from .restoration import Restoration, when
from .states import Row, State, versions_of

ON_A_PAGE = 25


class TwoStates(forms.Form):
    before = forms.ModelChoiceField(None)
    after = forms.ModelChoiceField(None)

    def __init__(self, versions, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["before"].queryset = self.fields["after"].queryset = versions

    def in_order(self):
        """The earlier one first, whichever way round they were chosen."""
        return sorted(self.cleaned_data.values(), key=lambda version: version.pk)


class HistoryPages:
    def __init__(self, model_admin):
        self.desk, self.model, self.opts = model_admin, model_admin.model, model_admin.opts

    def urls(self):
        pages = [
            ("<int:key>/history/compare/", self.compare, "compare"),
            ("<int:key>/history/<int:version>/", self.state, "state"),
            ("<int:key>/history/<int:version>/restore/", self.restore, "restore"),
            ("recover/", self.deleted, "deleted"),
            ("recover/<int:version>/", self.recover, "recover"),
        ]
        return [
            path(address, self.desk.admin_site.admin_view(view), name=self._url_name(name))
            for address, view, name in pages
        ]

    def may_recover(self, user):
        """Whoever may change no rows but their own sees none of what others deleted."""
        return user.has_perms([permission(action, self.model) for action in ("add", "change")])

    # One row

    def history(self, request, key):
        row = self._row(request, key)
        page = Paginator(versions_of(self.model, row.pk), ON_A_PAGE).get_page(
            request.GET.get("page")
        )
        shown, older = list(page), self._next_older(row, page)
        told = changes(self.model, row.pk, [*shown, *older])
        states = [(version, told.get(version.pk)) for version in shown]
        context = {"states": states, "page_obj": page, "newest": page.number == 1}
        return self._answer(request, "states", row, _("History"), **context)

    def compare(self, request, key):
        row = self._row(request, key)
        form = TwoStates(self._versions(key), request.GET)
        if not form.is_valid():
            messages.error(request, _("Choose two versions from the list to compare them."))
            return redirect(self._url("history", row.pk))
        before, after = map(State, form.in_order())
        context = {
            "states": [before, after],
            "fields": comparison.compared(before, after),
            "sections": comparison.sections(before, after),
        }
        return self._answer(request, "compare", row, _("Two versions"), **context)

    def state(self, request, key, version):
        row = self._row(request, key)
        state = self._state(key, version)
        newest = self._versions(key).first()
        context = _shown(state) | {"newest": newest}
        return self._answer(request, "state", row, _("State"), **context)

    def restore(self, request, key, version):
        row = self._row(request, key)
        state = self._state(key, version)
        plan, obstacles = self._plan(request, state)
        if request.method == "POST" and not obstacles:
            return redirect(self._url("history", row.pk))
        context = _shown(state) | {"plan": plan, "obstacles": obstacles}
        return self._answer(request, "restore", row, _("Restore this version?"), **context)

    # What was deleted

    def deleted(self, request):
        self._may_recover(request)
        deleted = Version.objects.get_deleted(self.model).select_related("revision__user")
        page = Paginator(deleted.order_by("-pk"), ON_A_PAGE).get_page(request.GET.get("page"))
        context = {"rows": list(map(Row, page)), "page_obj": page}
        return self._answer(request, "deleted", None, _("Deleted"), **context)

    def recover(self, request, version):
        self._may_recover(request)
        deleted = Version.objects.get_deleted(self.model).select_related("revision__user")
        state = State(get_object_or_404(deleted, pk=version))
        _plan, obstacles = self._plan(request, state)
        if request.method == "POST" and not obstacles:
            return redirect(self._url("change", state.root.pk))
        context = _shown(state) | {"obstacles": obstacles}
        return self._answer(request, "recover", None, str(state.root), **context)

    # What they share

    def _row(self, request, key):
        # A state holds the essay whole, other people's drafts in it: no author reads it.
        if not is_editor(request.user, self.model):
            raise PermissionDenied
        row = self.desk.get_object(request, str(key))
        if row is None:
            raise Http404
        if not self.desk.has_change_permission(request, row):
            raise PermissionDenied
        return row

    def _may_recover(self, request):
        if not self.may_recover(request.user):
            raise PermissionDenied

    def _versions(self, key):
        versions = Version.objects.get_for_object_reference(self.model, key)
        return versions.select_related("revision__user")

    def _state(self, key, version):
        return State(get_object_or_404(self._versions(key), pk=version))

    def _next_older(self, row, page):
        """The state below the last of the page: against it that one is told."""
        if not page.has_next():
            return []
        return versions_of(self.model, row.pk)[page.end_index() : page.end_index() + 1]

    def _plan(self, request, state):
        """What it takes to bring the state back, done where it was asked, and what hinders it."""
        plan = Restoration(state, request.user)
        if request.method != "POST":
            return plan, plan.obstacles()
        try:
            plan.do()
        except ValidationError as error:
            return plan, error.messages
        done = _("“%(name)s” has been restored to the version of %(time)s.")
        told = {"name": state.root, "time": when(state.revision)}
        messages.success(request, done % told)
        return plan, []

    def _url_name(self, name):
        return f"{self.opts.app_label}_{self.opts.model_name}_{name}"

    def _url(self, name, *args):
        return reverse(f"admin:{self._url_name(name)}", args=args)

    def _answer(self, request, template, row, title, **context):
        request.current_app = self.desk.admin_site.name
        standing = self.desk.admin_site.each_context(request)
        context |= {"title": title, "row": row, "opts": self.opts}
        return TemplateResponse(request, f"admin/history/{template}.html", standing | context)


def _shown(state):
    sections = [
        (capfirst(kind._meta.verbose_name_plural), [(row, shown(row, state)) for row in rows])
        for kind, rows in state.sections()
        if rows
    ]
    return {"state": state, "fields": shown(state.root, state), "sections": sections}
