"""The page that makes an essay from a Word or OpenDocument file: read, look, then store."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import modelform_factory
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View

from essays.models import Essay
from essays.notes import with_notes
from resources.models import Image
from seventeen_moments.core import languages, richtext

from .. import uploads
from ..access import AdminAccess
from .body import as_authors
from .creating import PICTURE, create
from .reading import read_document

START = ["title", "authors", "language"]
FOUND = {
    "paragraphs": lambda n: ngettext("%d paragraph", "%d paragraphs", n) % n,
    "headings": lambda n: ngettext("%d heading", "%d headings", n) % n,
    "notes": lambda n: ngettext("%d note", "%d notes", n) % n,
    "tables": lambda n: ngettext("%d table", "%d tables", n) % n,
    "pictures": lambda n: ngettext("%d picture", "%d pictures", n) % n,
    "languages": lambda n: ngettext("%d other language", "%d other languages", n) % n,
    "comments": lambda n: ngettext("%d comment", "%d comments", n) % n,
    "deletions": lambda n: ngettext("%d tracked deletion", "%d tracked deletions", n) % n,
    "objects": lambda n: ngettext("%d embedded object", "%d embedded objects", n) % n,
    "formulas": lambda n: ngettext("%d formula", "%d formulas", n) % n,
    "diagrams": lambda n: ngettext("%d diagram", "%d diagrams", n) % n,
    "contents": lambda n: ngettext("%d table of contents", "%d tables of contents", n) % n,
}


class DocumentForm(forms.Form):
    document = forms.FileField(
        label=gettext_lazy("Document"),
        widget=forms.FileInput(attrs={"accept": ".docx,.odt"}),
        help_text=gettext_lazy("A Word file (.docx) or an OpenDocument text (.odt)."),
    )


class ImportDocument(View):
    def dispatch(self, request, *args, **kwargs):
        self.access = AdminAccess(request)
        if not self.access.may_add(Essay):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self.page(DocumentForm())

    def post(self, request):
        return self.store() if "token" in request.POST else self.show()

    def show(self):
        """What the file contains. Nothing is stored yet."""
        form = DocumentForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self.page(form)
        folder = uploads.store(self.request.session, **form.cleaned_data)
        try:
            document = read_document(folder / uploads.DOCUMENT, folder)
        except ValidationError as error:
            uploads.forget(self.request.session)
            form.add_error("document", error)
            return self.page(form)
        title = document.title or form.cleaned_data["document"].name.rpartition(".")[0]
        initial = {
            "title": " ".join(title.split())[:200],
            "authors": as_authors(document.byline),
            "language": document.language or languages.content_language(),
        }
        return self.page(form, document, self.start_form(initial=initial), folder)

    def store(self):
        token = self.request.POST["token"]
        folder = uploads.claim(self.request.session, token, uploads.DOCUMENT)
        if folder is None:
            messages.error(self.request, _("This upload no longer exists. Please upload it again."))
            return redirect("bulk:import_document")
        document = read_document(folder / uploads.DOCUMENT, folder)
        start = self.start_form(self.request.POST, instance=Essay())
        if not start.is_valid():
            return self.page(DocumentForm(), document, start, folder)
        essay, user = start.instance, self.request.user
        images, refused = create(essay, document, folder, user, self.access.may_add(Image))
        uploads.forget(self.request.session)
        for row in [essay, *images]:
            model_admin = admin.site.get_model_admin(type(row))
            model_admin.log_addition(self.request, row, [{"added": {}}])
        stored = ngettext(
            "“%(title)s” is saved as a draft, with %(n)d picture.",
            "“%(title)s” is saved as a draft, with %(n)d pictures.",
            len(images),
        )
        messages.success(self.request, stored % {"title": essay, "n": len(images)})
        for sentence in refused:
            messages.warning(self.request, _("A picture was not saved. %s") % sentence)
        return redirect("admin:essays_essay_change", essay.pk)

    def start_form(self, *args, **kwargs):
        form = modelform_factory(Essay, fields=START)(*args, **kwargs)
        form.fields["authors"].widget.attrs["rows"] = 2
        return form

    def page(self, form, document=None, start=None, folder=None):
        context = {
            **admin.site.each_context(self.request),
            "title": _("Essay from a document"),
            "form": form,
            "document": document,
            "start": start,
            "token": folder and folder.name,
            "with_pictures": self.access.may_add(Image),
        }
        if document:
            language = start["language"].value()
            context |= {
                "found": _in_words(document.found),
                "left_out": _in_words(document.left_out),
                "body": _preview(document, language),
                "language": language,
                "direction": languages.direction(language),
            }
        return render(self.request, "admin/bulk/document.html", context)


def _in_words(counts):
    return [words(counts[name]) for name, words in FOUND.items() if counts[name]]


def _preview(document, language):
    """As readers will see it; a line stands for each picture."""
    pictures = {picture.source: picture for picture in document.pictures}

    def line(match):
        picture = pictures[match[1]]
        words = picture.caption or picture.description or picture.source
        return format_html("<p><em>{}</em></p>", _("[Picture: %s]") % words)

    rendered = richtext.render(richtext.clean(PICTURE.sub(line, document.html)))
    return with_notes(rendered.html, rendered.notes, language)
