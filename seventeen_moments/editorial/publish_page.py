"""The pages of the admin that ask before something becomes public, or is withdrawn.

Each is for one page (`…/5/publish/`), or for several of a list (`…/publish/?rows=5,6`).
"""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from seventeen_moments.core.permissions import may_publish
from seventeen_moments.core.precomputing import precomputing
from seventeen_moments.versions.draft_page import change_form_of, redirect_late
from seventeen_moments.versions.publishing import publish, unpublish, unschedule
from seventeen_moments.versions.register import source_models
from seventeen_moments.versions.values import display_time

from .forms import UNSCHEDULE, PublishForm, UnpublishForm
from .model_admin import is_key
from .publication_plan import PublicationPlan

MOST_ROWS = 300  # at once


def page_of(row, name, **query):
    """The address of one of the pages below, for the row."""
    options = row._meta
    name = f"admin:{options.app_label}_{options.model_name}_{name}"
    return reverse(name, args=[row.pk], query=query)


class PublicationPage:
    """What the two pages share."""

    def __init__(self, model_admin):
        self.model_admin, self.opts = model_admin, model_admin.opts

    def urls(self):
        view = self.model_admin.admin_site.admin_view
        return [
            path(f"{self.name}/", view(self.several), name=self._url_name("_several")),
            path(f"<path:object_id>/{self.name}/", view(self.one), name=self._url_name()),
        ]

    def _url_name(self, ending=""):
        return f"{self.opts.app_label}_{self.opts.model_name}_{self.name}{ending}"

    def url_of_several(self, keys):
        return reverse(f"admin:{self._url_name('_several')}") + f"?rows={','.join(map(str, keys))}"

    def one(self, request, object_id):
        self._require_permission(request)
        row = self.model_admin.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        return self._view(request, [row])

    def several(self, request):
        self._require_permission(request)
        keys = [key for key in request.GET.get("rows", "").split(",") if is_key(key)]
        rows = list(self._rows(request).filter(pk__in=keys[:MOST_ROWS]))
        if not rows:
            messages.warning(request, _("None of these pages exists any more."))
            return redirect(self._list)
        return self._view(request, rows)

    def offered(self, row):
        """Pages to offer with the row, each with a reason, which may be empty."""
        return []

    def _rows(self, request):
        rows = self.model_admin.get_queryset(request)
        parent = self.model_admin.model.parent_field
        return rows.select_related(parent) if parent else rows

    def _require_permission(self, request):
        if not may_publish(request.user, self.model_admin.model):
            raise PermissionDenied

    @property
    def _list(self):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def _view(self, request, rows):
        plan = PublicationPlan(rows, self.offered, request.user)
        if message := self.too_late(plan):
            messages.warning(request, message)
            return self._back(plan)
        form = self.make_form(request, plan)
        if request.method == "POST":
            plan.tick(request.POST.getlist("with"))
            try:
                if form.is_valid() and self._confirmed(request, plan, form):
                    return self._back(plan)
            except (ValidationError, IntegrityError) as error:
                form.add_error(None, _reasons(error))
            try:
                plan = self._current(plan, request)
            except ValidationError as error:
                messages.warning(request, " ".join(error.messages))
                return redirect(self._list)
            if message := self.too_late(plan):  # a first click was faster
                return redirect_late(request, message, plan.mains[0].row)
        context = self.model_admin.admin_site.each_context(request) | {
            "title": self.title,
            "opts": self.opts,
            "plan": plan,
            "form": form,
            "back": self._back(plan).url,
            **self.further_context(plan, form),
        }
        return render(request, f"admin/publication/{self.name}.html", context)

    def _confirmed(self, request, plan, form):
        """Does what was asked for, unless somebody else was faster."""
        with precomputing():
            plan.work_ahead()
            with transaction.atomic():
                plan.lock()
                current = self._current(plan, request)
                if current.seen != request.POST.get("seen"):
                    form.add_error(
                        None,
                        _(
                            "Somebody changed one of these pages in the meantime, so nothing was "
                            "done. Look at them again."
                        ),
                    )
                    return False
                message = self.carry_out(request, current, form)
        messages.success(request, message)
        return True

    def _current(self, plan, request):
        """The plan with what is stored now, and with the ticks of the request."""
        rows = [main.row for main in plan.mains]
        stored = self._rows(request).in_bulk([row.pk for row in rows])
        rows = [stored[row.pk] for row in rows if row.pk in stored]
        if not rows:
            raise ValidationError(_("The page was deleted in the meantime."))
        current = PublicationPlan(rows, self.offered, request.user)
        current.tick(request.POST.getlist("with"))
        return current

    def _back(self, plan):
        if plan.main and not plan.main.is_deletion:
            return redirect(change_form_of(plan.main.row))
        parents = {main.parent_key for main in plan.mains}
        if len(parents) == 1 and all(parents):
            row = plan.mains[0].row
            return redirect(change_form_of(getattr(row, row.parent_field)))
        return redirect(self._list)


class PublishPage(PublicationPage):
    name, title = "publish", gettext_lazy("Publish")

    def offered(self, row):
        return self.model_admin.published_with(row)

    def too_late(self, plan):
        if not plan.is_empty:
            return ""
        if parent := plan.hidden_parent:
            if plan.main:
                return _("It becomes public with “%s”. There is nothing else to publish.") % parent
            return _("They become public with “%s”. There is nothing else to publish.") % parent
        return _("There is nothing to publish: the page and its sources are public as they are.")

    def make_form(self, request, plan):
        data = request.POST if request.method == "POST" else None
        return PublishForm(data, plan.scheduled, request.GET.get("note", ""))

    def carry_out(self, request, plan, form):
        note = form.cleaned_data["note"]
        if UNSCHEDULE in request.POST:
            rows = [part.row for part in [*plan.mains, *plan.ticked] if part.scheduled]
            unschedule(rows, request.user, note)
            return _("The scheduled publication is withdrawn.")
        if not plan.rows():
            raise ValidationError(_("Nothing is ticked."))
        plan.release()
        publish(plan.rows(), request.user, form.at, note)
        self._warn_of_hidden(request, plan, form.at)
        return published_message(plan, form.at)

    def further_context(self, plan, form):
        at = form.at if form.is_bound and form.is_valid() else plan.scheduled
        parent = plan.hidden_parent
        return {
            "sentence": plan.sentence(at),
            "at": at,
            "publish_parent": parent and page_of(parent, self.name),
        }

    def _warn_of_hidden(self, request, plan, at):
        """Names the sources that readers of the text do not see."""
        hidden = [
            part.row
            for part in plan.parts
            if part.reason and not (part.ticked or part.is_live or part.row.is_due(at))
        ]
        if hidden:
            links = format_html_join(
                ", ", '<a href="{}">{}</a>', ((change_form_of(row), row) for row in hidden)
            )
            message = ngettext(
                "{} source used in the essay is not public, so readers do not see it: {}.",
                "{} sources used in the essay are not public, so readers do not see them: {}.",
                len(hidden),
            )
            messages.warning(request, format_html(message, len(hidden), links))


class UnpublishPage(PublicationPage):
    name, title = "unpublish", gettext_lazy("Unpublish")

    def too_late(self, plan):
        if plan.published:
            return ""
        return _("There is nothing to unpublish. It may already have been done.")

    def make_form(self, request, plan):
        data = request.POST if request.method == "POST" else None
        return UnpublishForm(data, initial={"note": request.GET.get("note", "")})

    def carry_out(self, request, plan, form):
        rows = [main.row for main in plan.published]
        unpublish(rows, request.user, form.cleaned_data["note"])
        if len(rows) == 1:
            message = _("“{}” is not public any more. It is saved as a draft.")
            return format_html(message, rows[0])
        return _("%d pages are not public any more. They are saved as drafts.") % len(rows)

    def further_context(self, plan, form):
        rows = [main.row for main in plan.published]
        sources = [
            model.objects.published().filter(**{f"{model.parent_field}__in": rows})
            for model in source_models(self.model_admin.model)
        ]
        return {
            "links": [(row, change_form_of(row)) for row in self.model_admin.linked_from(rows)],
            "public_sources": sum(queryset.count() for queryset in sources),
        }


def published_message(plan, at):
    """What an editor is told, with a link to the page."""
    message, number = _message_of_pages(plan, at), plan.number_of_deletions
    if not number:
        return message
    if at:
        deletion = ngettext(
            "{number} source will be deleted on {time}.",
            "{number} sources will be deleted on {time}.",
            number,
        )
    else:
        deletion = ngettext("{number} source is deleted.", "{number} sources are deleted.", number)
    deletion = format_html(deletion, number=number, time=display_time(at) if at else "")
    return format_html("{} {}", message, deletion)


def _message_of_pages(plan, at):
    number, main, time = plan.number_of_pages, plan.main, display_time(at) if at else ""
    if main and main.is_deletion:
        message = _("The {kind_name} “{title}” was deleted.")
        if at:
            message = _("The {kind_name} “{title}” will be deleted on {time}.")
        return format_html(message, kind_name=main.row.kind_name, title=main.row, time=time)
    if main is None or not main.is_waiting:
        if at:
            message = ngettext(
                "{number} page becomes public on {time}.",
                "{number} pages become public on {time}.",
                number,
            )
        else:
            message = ngettext("{number} page is public.", "{number} pages are public.", number)
        return format_html(message, number=number, time=time)
    return _message_of_page(main, plan.number_of_sources, at)


def _message_of_page(main, sources, at):
    if at and main.is_live:
        message = ngettext(
            "The changes to the {kind_name} “{title}” and {sources} source become public on "
            '{time}: <a href="{url}">preview</a>.',
            "The changes to the {kind_name} “{title}” and {sources} sources become public on "
            '{time}: <a href="{url}">preview</a>.',
            sources,
        )
        if not sources:
            message = _(
                "The changes to the {kind_name} “{title}” become public on {time}: "
                '<a href="{url}">preview</a>.'
            )
    elif at:
        message = ngettext(
            "The {kind_name} “{title}” and {sources} source become public on {time}: "
            '<a href="{url}">preview</a>.',
            "The {kind_name} “{title}” and {sources} sources become public on {time}: "
            '<a href="{url}">preview</a>.',
            sources,
        )
        if not sources:
            message = _(
                'The {kind_name} “{title}” becomes public on {time}: <a href="{url}">preview</a>.'
            )
    elif main.hidden_parent:
        message = _("The {kind_name} “{title}” becomes public with its essay.")
    else:
        message = ngettext(
            "The {kind_name} “{title}” and {sources} source are public: "
            '<a href="{url}">view the page</a>.',
            "The {kind_name} “{title}” and {sources} sources are public: "
            '<a href="{url}">view the page</a>.',
            sources,
        )
        if not sources:
            message = _('The {kind_name} “{title}” is public: <a href="{url}">view the page</a>.')
    is_draft = at and main.is_live
    row = type(main.row)._base_manager.get(pk=main.row.pk)  # its address may be new
    return format_html(
        message,
        kind_name=row.kind_name,
        title=main.row,
        sources=sources,
        time=display_time(at) if at else "",
        url=row.get_absolute_url() + ("?draft" if is_draft else ""),
    )


def _reasons(error):
    if isinstance(error, ValidationError):
        return error.messages
    return _("This does not fit the current data. Nothing was changed.")
