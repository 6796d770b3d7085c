import time
from itertools import chain

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from essays.models import Essay
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.language import in_current_language

from . import column_help, comments, uploads
from .access import AdminAccess
from .columns import MODELS, SOURCE, headings_of
from .duplicates import CHOICES, Choices
from .essays import ExistingEssays
from .forms import TableForm, UploadForm
from .importing import Import
from .mappings.raw_table import RawTable
from .mappings.recognition import is_recognised
from .sources import ExistingSources
from .table import Table
from .zips import Zip

PACE = 0.5  # seconds between two messages of progress
MOST_SHOWN = 500  # problems, and notes


class ExportComments(View):
    """The comments of one essay that the user sees in the admin."""

    form = "csv"

    def get(self, request, key):
        if not comments.may_export(request):
            raise PermissionDenied
        essay = AdminAccess(request).visible(Essay).filter(pk=key)
        if not essay.exists():
            raise Http404
        return comments.download(request, essay, self.form)


class ImportPage(View):
    """Upload, report, “Import now”. Progress is streamed while rows are checked."""

    existing = None  # a class of ExistingPages
    models = ()
    form_class = TableForm
    title = ""
    defaults = {}  # cells of columns that are missing or empty
    after = "admin/bulk/_upload.html"  # the report
    keeps_refused = False  # the upload, for another try
    may_assign = False  # its columns, as some are unknown
    assign_url = ""

    def dispatch(self, request, *args, **kwargs):
        self.access = AdminAccess(request)
        if not self.access.may_import(self.models):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self.page(self.form_class())

    def post(self, request):
        return self.store() if "token" in request.POST else self.check()

    def check(self):
        form = self.form_class(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self.page(form)
        folder = uploads.store(self.request.session, **form.cleaned_data)
        try:
            new_import = self.open_import(folder)
            if elsewhere := self.redirect_to(folder, new_import.table):
                return elsewhere
        except ValidationError as error:
            uploads.forget(self.request.session)
            return self.page(form, error)
        return self.stream(self.check_parts(new_import, folder))

    def store(self):
        folder = uploads.claim(self.request.session, self.request.POST["token"], uploads.TABLE)
        if folder is None:
            gone = _("This upload no longer exists. Please upload it again.")
            return self.page(self.form_class(), ValidationError(gone))
        return self.stream(self.store_parts(self.open_import(folder), folder))

    def open_import(self, folder):
        files = folder / uploads.FILES
        return Import(
            Table(folder / uploads.TABLE, self.headings(), self.defaults),
            Zip(files) if files.exists() else None,
            self.access,
            self.existing,
            Choices.sent(self.request.POST),
        )

    def redirect_to(self, folder, table):
        """Another page that reads this table, or None."""

    def headings(self):
        return self.existing.headings()

    def check_parts(self, new_import, folder):
        yield from self.progress(new_import)
        if new_import.report.problems and not self.keeps_refused:
            uploads.remove(folder)
        yield self.report(new_import, folder)

    def store_parts(self, new_import, folder):
        figures = self.request.POST.get("figures", "")
        # Other choices have other figures, which are shown before anything is stored.
        choices = str(new_import.choices)
        is_chosen_anew = self.request.POST.get("choices", choices) != choices
        yield from self.progress(new_import)
        report = new_import.report
        if not is_chosen_anew and not report.problems and report.figures == figures:
            yield render_to_string("admin/bulk/_progress.html", {"rows": report.rows})
            new_import.store(figures)
        is_refused = new_import.report.problems and not self.keeps_refused
        if new_import.is_stored or is_refused:
            uploads.remove(folder)
        is_late = not (is_chosen_anew or new_import.is_stored)
        yield self.report(new_import, folder, is_late=is_late, is_chosen_anew=is_chosen_anew)

    def progress(self, new_import):
        shown = time.monotonic()
        for row in new_import.check():
            if time.monotonic() > shown + PACE:
                shown = time.monotonic()
                context = {"row": row, "rows": new_import.report.rows}
                yield render_to_string("admin/bulk/_progress.html", context)

    def report(self, new_import, folder, **context):
        report = new_import.report
        context |= {
            "report": report,
            "problems": report.problems[:MOST_SHOWN],
            "notes": report.notes[:MOST_SHOWN],
            "duplicates": report.duplicates[:MOST_SHOWN],
            "choices": new_import.choices,
            "all_choices": CHOICES.items(),
            "token": folder.name,
            "is_done": new_import.is_stored,
            "may_assign": self.may_assign,
            "assign_url": self.assign_url,
        }
        return render_to_string("admin/bulk/_report.html", context, self.request)

    def stream(self, parts):
        get_token(self.request)  # sets the cookie for the report's form before streaming
        context = self.context(self.form_class()) | {"is_streamed": True}
        start, end = (
            render_to_string(f"admin/bulk/streamed_{part}.html", context, self.request)
            for part in ("start", "end")
        )
        # X-Accel-Buffering: otherwise nginx buffers the page until it is complete.
        return StreamingHttpResponse(
            chain([start], in_current_language(parts), [end]),
            headers={"X-Accel-Buffering": "no", "Cache-Control": "no-store"},
        )

    def page(self, form, error=None):
        context = self.context(form) | {"errors": error.messages if error else []}
        return render(self.request, "admin/bulk/import.html", context)

    def context(self, form):
        return {
            **admin.site.each_context(self.request),
            "title": self.title,
            "after": self.after,
            "form": form,
            "needed": [name for name in self.existing.needed if name not in self.defaults],
            "of_sources": self.existing is ExistingSources,
            "several_kinds": len(self.models) > 1,
            "columns": column_help.columns(self.models),
        }


class ImportSources(ImportPage):
    existing = ExistingSources
    models = kinds()
    form_class = UploadForm
    title = gettext_lazy("Import sources")

    def setup(self, request, *args, **kwargs):
        """From the list of a kind, `?source=image`: the table needs no column for it."""
        super().setup(request, *args, **kwargs)
        self.kind = MODELS.get(request.GET.get(SOURCE))
        if self.kind:
            self.models = [self.kind]
            self.defaults = {SOURCE: self.kind._meta.model_name}
            self.title = _("Import: %(kinds)s") % {"kinds": self.kind.source_kind.title}

    def headings(self):
        # The labels of the kind first: in other kinds they may belong to other columns.
        return headings_of() | (headings_of(self.kind) if self.kind else {})

    def redirect_to(self, folder, table):
        """The columns of another system are assigned first, or those that the editor chooses."""
        query = f"?source={self.kind._meta.model_name}" if self.kind else ""
        self.assign_url = reverse("bulk:import_columns") + query
        is_chosen = "assign" in self.request.POST
        if not (is_chosen or table.faults(self.existing.needed)):
            return None
        self.keeps_refused = self.may_assign = True
        if table.path != folder / uploads.TABLE:  # a workbook, which takes long to read
            with table.path.open("rb") as converted:
                uploads.add(folder, uploads.TABLE, converted)
        if not (is_chosen or is_recognised(RawTable(folder / uploads.TABLE).folded)):
            return None
        return redirect(self.assign_url)


class ImportEssays(ImportPage):
    existing = ExistingEssays
    models = (Essay,)
    title = gettext_lazy("Import essays")
