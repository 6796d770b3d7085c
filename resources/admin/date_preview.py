"""How readers see and find a typed date, and what the field proposes for one that is not EDTF."""

from datetime import date
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .. import dates, edtf
from ..typed_dates import LONGEST, Reading, asks, readings

NO_DATE = "-"  # the key of a reading such as "n.d."


class Proposal(NamedTuple):
    """A reading as a button of the field, or as a choice of a refused form."""

    key: str
    edtf: str
    display_date: str
    label: str
    reads: str


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
        return JsonResponse(preview(request.GET.get("date", "")[: LONGEST + 1]))


def preview(text):
    """A sentence for the editor, whether the text is refused, and the proposals."""
    text = edtf.normalize(text)
    if not text:
        return {"reads": "", "refused": False, "proposals": []}
    try:
        found = readings(text)
    except ValidationError as error:
        return {"reads": " ".join(error.messages), "refused": True, "proposals": []}
    if dates.read(text) and not asks(text):
        # 1905-07 is a month in EDTF, and may be meant as 1905 to 1907.
        others = [reading for reading in found if reading.edtf != text]
        answer = {"reads": describe(Reading(text)), "proposals": map(propose, others)}
    elif len(found) == 1:
        answer = {"reads": describe(found[0]), "proposals": [propose(*found, is_only=True)]}
    else:
        several = _("This can be read in several ways. Choose one:")
        answer = {"reads": several, "proposals": map(propose, found)}
    return answer | {
        "refused": False,
        "proposals": [proposal._asdict() for proposal in answer["proposals"]],
    }


def propose(reading, is_only=False):
    words = reading.display_date or dates.in_words(reading.edtf)
    if not reading.edtf:
        label = _("Use as display date, without a date")
    elif is_only:
        label = _("Use %(edtf)s") % {"edtf": reading.edtf}
    else:
        label = _("Use %(edtf)s (%(words)s)") % {"edtf": reading.edtf, "words": words}
    key = reading.edtf or NO_DATE
    return Proposal(key, reading.edtf, reading.display_date, label, describe(reading))


def describe(reading):
    """ "Displayed as: 1953. Sorted and searched as: 1 January 1953 to 31 December 1953." """
    words = reading.display_date or dates.in_words(reading.edtf)
    sentences = [_("Displayed as: %(words)s.") % {"words": words.removesuffix(".")}]
    if reading.edtf:
        sentences.append(_span(edtf.parse(reading.edtf), is_shown=not reading.display_date))
    return " ".join([*filter(None, sentences), *reading.notes])


def _span(when, is_shown):
    first, last = (f"{date_format(day, 'j E')} {day.year}" for day in (when.earliest, when.latest))
    if when.earliest == when.latest:
        return "" if is_shown else _("Sorted and searched as: %(day)s.") % {"day": first}
    if when.earliest == date.min:
        words = _("Searched as: until %(last)s.")
    elif when.latest == date.max:
        words = _("Sorted and searched as: from %(first)s.")
    else:
        words = _("Sorted and searched as: %(first)s to %(last)s.")
    return words % {"first": first, "last": last}
