"""The field for a date: examples, and a preview of how readers see and find the typed date."""

from datetime import date

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .. import dates, edtf

LONGEST = 100  # characters of a previewed date
EXAMPLES = [
    "1953-03-27",
    "1953-03",
    "1953",
    "1953~",
    "1953?",
    "1953%",
    "195X",
    "19XX",
    "1953-21",
    "1953-24",
    "1953/1956",
    "1953-03-27/1953-04-02",
    "../1917",
    "1917/..",
    "1917/",
]


class DateInput(forms.TextInput):
    """Previews the stored date; with JavaScript also the typed one."""

    template = "admin/resources/_date_input.html"
    examples = EXAMPLES

    class Media:
        js = [forms.Script("seventeen_moments/admin/dates.js", type="module")]

    def get_context(self, name, value, attrs):
        attrs = {"data-reads": reverse("admin:resources_text_reads")} | (attrs or {})
        return super().get_context(name, value, attrs)

    def render(self, name, value, attrs=None, renderer=None):
        field = super().render(name, value, attrs, renderer)
        reads = "" if value is None else preview(value)["reads"]
        examples = [(date, dates.in_words(date)) for date in self.examples]
        context = {"field": field, "reads": reads, "examples": examples}
        return render_to_string(self.template, context)


class DateRowInput(DateInput):
    examples = []  # a row has no space for them


class DatePreview:
    """The view that the widget's script requests, in the admin of texts."""

    def __init__(self, model_admin):
        self.model_admin = model_admin

    def urls(self):
        view = self.model_admin.admin_site.admin_view(self.view)
        return [path("reads/", view, name="resources_text_reads")]

    def view(self, request):
        if not self.model_admin.has_view_permission(request):
            raise PermissionDenied
        return JsonResponse(preview(request.GET.get("date", "")[:LONGEST]))


def preview(text):
    text = edtf.normalize(text)
    if not text:
        return {"reads": "", "refused": False}
    try:
        when = edtf.parse(text)
    except ValidationError as error:
        return {"reads": " ".join(error.messages), "refused": True}
    reads = _("Displayed as: %(words)s.") % {"words": dates.in_words(text)}
    first, last = (f"{date_format(day, 'j E')} {day.year}" for day in (when.earliest, when.latest))
    if when.earliest == when.latest:
        return {"reads": reads, "refused": False}
    if when.earliest == date.min:
        range_in_words = _("Searched as: until %(last)s.")
    elif when.latest == date.max:
        range_in_words = _("Sorted and searched as: from %(first)s.")
    else:
        range_in_words = _("Sorted and searched as: %(first)s to %(last)s.")
    range_in_words %= {"first": first, "last": last}
    return {"reads": f"{reads} {range_in_words}", "refused": False}
