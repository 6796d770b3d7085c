"""The page between the upload of another system’s table and its report."""

import json
from hashlib import sha256

from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essays.models import Essay
from seventeen_moments.bulk import uploads
from seventeen_moments.bulk.columns import SOURCE
from seventeen_moments.bulk.duplicates import Choices
from seventeen_moments.bulk.importing import Import
from seventeen_moments.bulk.models import ImportMapping
from seventeen_moments.bulk.views import ImportSources
from seventeen_moments.bulk.zips import Zip

from .forms import MappingForm
from .mapped_table import MappedTable
from .mapping import Mapping
from .raw_table import Survey
from .recognition import fit_separator, named, offered, recognise

MOST_ESSAYS = 500  # suggested


class AssignColumns(ImportSources):
    """Columns, check, report, “Import now”. The upload is kept between these steps."""

    title = gettext_lazy("Import from another system")
    after = "admin/bulk/_mapping.html"
    keeps_refused = True

    def dispatch(self, request, *args, **kwargs):
        self.form = None
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        folder = uploads.current(request.session, uploads.TABLE)
        if folder is None:
            return self.gone()
        if "addresses" in request.GET:
            return self.addresses(folder)
        try:
            survey = Survey(folder / uploads.TABLE)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("bulk:import")
        start = request.GET.get("start")
        if start is None and (kept := read(folder)):
            mapping, name = kept.adapted(survey.headings), ""
        else:
            mapping, name = named(start, survey.headings) or recognise(survey.headings)
            if not name:
                fit_separator(mapping, survey)
            if self.kind:
                mapping.fixed[SOURCE] = self.kind._meta.model_name
        self.form = MappingForm(survey, mapping, self.access)
        self.form.initial["name"] = name
        return self.mapping_page()

    def post(self, request):
        if "token" in request.POST:
            return self.confirm()
        folder = uploads.current(request.session, uploads.TABLE)
        if folder is None or folder.name != request.POST.get("upload"):
            return self.gone()
        survey = Survey(folder / uploads.TABLE)
        mapping = (read(folder) or Mapping(system=request.POST.get("system", ""))).adapted(
            survey.headings
        )
        self.form = MappingForm(survey, mapping, self.access, request.POST, request.FILES)
        if not self.form.is_valid() or not self.add_files(folder):
            return self.mapping_page()
        write(folder, self.form.result)
        if "save" in request.POST:
            return self.save()
        return self.stream(self.check_parts(self.open_import(folder), folder))

    def confirm(self):
        """Imports what the report showed, unless another window has changed the columns since."""
        folder = uploads.current(self.request.session, uploads.MAPPING)
        if folder and digest(folder) != self.request.POST.get("mapping"):
            messages.error(
                self.request,
                _("The columns were changed in the meantime. Please check them again."),
            )
            return redirect(self.request.path)
        self.after = "admin/bulk/_another.html"
        return self.store()

    def add_files(self, folder):
        """Stores the zip of the form, and whether it can be read."""
        if upload := self.form.cleaned_data["files"]:
            uploads.add(folder, uploads.FILES, upload)
            try:
                Zip(folder / uploads.FILES)
            except ValidationError as error:
                (folder / uploads.FILES).unlink()
                self.form.add_error("files", error)
                return False
        return True

    def save(self):
        name = self.form.cleaned_data["name"]
        if not name:
            self.form.add_error("name", _("Enter a name."))
            return self.mapping_page()
        content = {"content": self.form.result.as_json()}
        saved, is_new = ImportMapping.objects.update_or_create(content, name=name)
        LogEntry.objects.log_actions(
            self.request.user.pk, [saved], ADDITION if is_new else CHANGE, single_object=True
        )
        messages.success(self.request, _("Saved as “%(name)s”.") % {"name": name})
        return redirect(f"{self.request.path}?start=saved-{saved.pk}")

    def open_import(self, folder):
        files = folder / uploads.FILES
        bundle = Zip(files) if files.exists() else None
        return Import(
            MappedTable(folder / uploads.TABLE, read(folder) or Mapping(), bundle),
            bundle,
            self.access,
            self.existing,
            Choices.sent(self.request.POST),
        )

    def addresses(self, folder):
        """What must be downloaded and put in the zip, one address a line."""
        new_import = self.open_import(folder)
        for _row in new_import.table.rows():
            pass
        lines = "".join(f"{address}\n" for address in new_import.table.addresses)
        return HttpResponse(
            lines,
            content_type="text/plain; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="addresses.txt"'},
        )

    def report(self, new_import, folder, **context):
        context |= {"missing": len(new_import.table.addresses), "is_mapped": True}
        if folder.exists():
            context["mapping"] = digest(folder)
        return super().report(new_import, folder, **context)

    def gone(self):
        messages.error(self.request, _("This upload no longer exists. Please upload it again."))
        return redirect("bulk:import")

    def page(self, form, error=None):
        # From the first page: the upload is no longer there.
        return self.gone()

    def mapping_page(self):
        return render(self.request, "admin/bulk/mapping.html", self.context(None))

    def context(self, form):
        context = super().context(form) | {"after": self.after}
        if self.form:
            essays = self.access.visible(Essay).order_by("title").values_list("slug", "title")
            context |= {
                "form": self.form,
                "survey": self.form.survey,
                "system": self.form.mapping.profile,
                "starts": offered(),
                "start": self.request.GET.get("start") or self.form.mapping.system,
                "essays": essays[:MOST_ESSAYS],
                "upload": self.request.session.get(uploads.IN_SESSION),
            }
        return context


def read(folder):
    """The mapping with which the upload was last checked, or None."""
    path = folder / uploads.MAPPING
    return Mapping.from_json(json.loads(path.read_text("utf-8"))) if path.exists() else None


def digest(folder):
    return sha256((folder / uploads.MAPPING).read_bytes()).hexdigest()


def write(folder, mapping):
    content = json.dumps(mapping.as_json(), ensure_ascii=False)
    (folder / uploads.MAPPING).write_text(content, "utf-8")
