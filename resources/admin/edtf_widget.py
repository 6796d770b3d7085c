"""The field for a date: how to write one, and how readers and lists will take what is written."""

from datetime import date

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .. import dates, edtf

LONGEST = 100  # characters asked for
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
    """Says without a script what was stored, and with one what is typed."""

    template = "admin/resources/_reads.html"

    class Media:
        js = [forms.Script("seventeen_moments/admin/dates.js", type="module")]

    def get_context(self, name, value, attrs):
        attrs = {"data-reads": reverse("admin:resources_text_reads")} | (attrs or {})
        return super().get_context(name, value, attrs)

    def render(self, name, value, attrs=None, renderer=None):
        field = super().render(name, value, attrs, renderer)
        said = "" if value is None else reading(value)["reads"]
        context = {"field": field, "reads": said, "examples": self.examples()}
        return render_to_string(self.template, context)

    def examples(self):
        return [(written, dates.in_words(written)) for written in EXAMPLES]


class DateInRow(DateInput):
    def examples(self):
        """None: a row has no room for them."""


class ReadsDates:
    """The answer that the widget asks for, at the admin page of texts."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.reads_view)
        return [path("reads/", view, name="resources_text_reads"), *super().get_urls()]

    def reads_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return JsonResponse(reading(request.GET.get("date", "")[:LONGEST]))


def reading(written):
    text = edtf.normal(written)
    if not text:
        return {"reads": "", "refused": False}
    try:
        when = edtf.parse(text)
    except ValidationError as refusal:
        return {"reads": " ".join(refusal.messages), "refused": True}
    reads = _("Displayed as: %(words)s.") % {"words": dates.in_words(text)}
    return {"reads": f"{reads} {_sorted(when)}".strip(), "refused": False}


def _sorted(when):
    days = {"first": _day(when.earliest), "last": _day(when.latest)}
    if when.earliest == when.latest:
        return ""
    if when.earliest == date.min:
        return _("Searched as: until %(last)s.") % days
    if when.latest == date.max:
        return _("Sorted and searched as: from %(first)s.") % days
    return _("Sorted and searched as: %(first)s to %(last)s.") % days


def _day(day):
    return f"{date_format(day, 'j E')} {day.year}"
