import time

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.generic import View

from . import comments, guide, uploads
from .access import AtTheDesk
from .bundle import Zip
from .columns import columns_of
from .forms import UploadForm
from .importing import Import
from .table import Table

HERE = "[here the page goes on]"  # what is streamed stands between the halves of the page
PACE = 0.5  # seconds between two signs of progress
MOST_SHOWN = 500  # problems, and notes


class ExportComments(View):
    """Of one essay: of those that the desk shows to whoever asks."""

    form = "csv"

    def get(self, request, key):
        if not comments.may_export(request):
            raise PermissionDenied
        essay = AtTheDesk(request).essays().filter(pk=key)
        if not essay.exists():
            raise Http404
        return comments.download(request, essay, self.form)


class ImportSources(View):
    """Upload, report, “Import now”: while rows are checked, the page tells how many."""

    def dispatch(self, request, *args, **kwargs):
        self.access = AtTheDesk(request)
        if not self.access.kinds():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self.page(UploadForm())

    def post(self, request):
        return self.store() if "token" in request.POST else self.check()

    def check(self):
        form = UploadForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self.page(form)
        folder = uploads.keep(self.request.session, **form.cleaned_data)
        try:
            work = self.work(folder)
        except ValidationError as error:
            uploads.forget(self.request.session)
            return self.page(form, error)
        return self.streamed(self.checked(work, folder))

    def store(self):
        folder = uploads.claim(self.request.session, self.request.POST["token"])
        if folder is None:
            gone = _("This upload no longer exists. Please upload it again.")
            return self.page(UploadForm(), ValidationError(gone))
        return self.streamed(self.stored(self.work(folder), folder))

    def work(self, folder):
        files = folder / uploads.FILES
        return Import(
            Table(folder / uploads.TABLE, columns_of()),
            Zip(files) if files.exists() else None,
            self.access,
        )

    def checked(self, work, folder):
        yield from self.progress(work, work.check())
        if work.report.problems:
            uploads.remove(folder)
        yield self.report(work, folder)

    def stored(self, work, folder):
        figures = self.request.POST.get("figures", "")
        yield from self.progress(work, work.check())
        if not work.report.problems and work.report.figures == figures:
            yield render_to_string("admin/bulk/_progress.html", {"rows": work.report.rows})
            work.store(figures)
        if work.is_stored or work.report.problems:
            uploads.remove(folder)
        yield self.report(work, folder, is_late=not work.is_stored)

    def progress(self, work, steps):
        shown = time.monotonic()
        for row in steps:
            if time.monotonic() > shown + PACE:
                shown = time.monotonic()
                context = {"row": row, "rows": work.report.rows}
                yield render_to_string("admin/bulk/_progress.html", context)

    def report(self, work, folder, **context):
        report = work.report
        context |= {
            "report": report,
            "problems": report.problems[:MOST_SHOWN],
            "notes": report.notes[:MOST_SHOWN],
            "token": folder.name,
            "is_done": work.is_stored,
        }
        return render_to_string("admin/bulk/_report.html", context, self.request)

    def streamed(self, parts):
        get_token(self.request)  # the report's form needs its cookie, which goes ahead
        whole = self.page(UploadForm(), streamed=HERE).content.decode()
        before, after = whole.split(HERE)

        def content():
            yield before
            yield from parts
            yield after

        # X-Accel-Buffering: nginx would keep the page back until it is complete.
        return StreamingHttpResponse(
            content(), headers={"X-Accel-Buffering": "no", "Cache-Control": "no-store"}
        )

    def page(self, form, error=None, streamed=""):
        context = {
            **admin.site.each_context(self.request),
            "title": _("Import sources"),
            "form": form,
            "errors": error.messages if error else [],
            "streamed": streamed,
            "columns": guide.columns(),
        }
        return render(self.request, "admin/bulk/import.html", context)
