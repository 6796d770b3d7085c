"""The field for a date: examples, a preview, and proposals for dates that are not EDTF."""

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from .. import dates, edtf
from ..typed_dates import asks, readings
from .date_preview import NO_DATE, preview, propose

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


class TypedDate(str):
    """What was sent, with the reading that the editor chose, if any."""

    reading = None

    @property
    def fills(self):
        """The values of other fields that are filled in if they are empty."""
        return {"display_date": self.reading.display_date} if self.reading else {}


class DateInput(forms.TextInput):
    """Previews the stored date; with JavaScript also the typed one."""

    template = "admin/resources/_date_input.html"
    examples = EXAMPLES

    class Media:
        js = [forms.Script("seventeen_moments/admin/dates.js", type="module")]

    def get_context(self, name, value, attrs):
        attrs = {"data-reads": reverse("admin:resources_text_reads")} | (attrs or {})
        return super().get_context(name, value, attrs)

    def value_from_datadict(self, data, files, name):
        typed = super().value_from_datadict(data, files, name)
        if typed is None:
            return None
        typed = TypedDate(typed)
        if chosen := data.get(f"{name}-reading"):
            typed.reading = _find(edtf.normalize(typed), chosen)
        return typed

    def render(self, name, value, attrs=None, renderer=None):
        context = {
            "field": super().render(name, value, attrs, renderer),
            "name": f"{name}-reading",
            "reads": preview(value or "")["reads"],
            "examples": [(date, dates.in_words(date)) for date in self.examples],
        }
        if isinstance(value, TypedDate) and value.reading is None:
            context["proposals"] = _proposals(value)
        elif isinstance(value, TypedDate):
            context["chosen"] = value.reading.edtf or NO_DATE
        elif asks(value or ""):
            context["chosen"] = value  # stored as a season
        return render_to_string(self.template, context)


class DateRowInput(DateInput):
    examples = []  # a row has no space for them


class DateFormField(forms.CharField):
    """EDTF. Refuses other dates with the proposals that the widget shows below the field."""

    widget = DateInput

    def to_python(self, value):
        chosen = getattr(value, "reading", None)
        if chosen is not None:
            date = TypedDate(chosen.edtf)
            date.reading = chosen
            return date
        text = edtf.normalize(super().to_python(value))
        if not text or (dates.read(text) and not asks(text)):
            return text
        found = readings(text)
        if len(found) > 1:
            message = _("“%(date)s” can be read in several ways. Choose one: %(ways)s.")
        elif found[0].edtf:
            message = _("“%(date)s” can be read as %(ways)s. Confirm this, or correct the date.")
        else:
            message = _("“%(date)s” means that there is no date. Confirm this, or enter a date.")
        ways = ", ".join(reading.edtf for reading in found)
        raise ValidationError(message, params={"date": text, "ways": ways})


class DatedFormMixin:
    """Puts the words of a chosen reading into an empty display date."""

    def clean(self):
        super().clean()
        date = self.cleaned_data.get("date")
        if reading := getattr(date, "reading", None):
            words = reading.display_date
            if "display_date" not in self.fields:  # in the rows of an essay
                self.instance.display_date = self.instance.display_date or words
            elif "display_date" in self.cleaned_data:
                self.cleaned_data["display_date"] = self.cleaned_data["display_date"] or words
        return self.cleaned_data


def _proposals(text):
    text = edtf.normalize(text)
    if not text or (dates.read(text) and not asks(text)):
        return []
    found = _readings(text)
    return [propose(reading, is_only=len(found) == 1) for reading in found]


def _find(text, chosen):
    """The reading of the text whose key was sent; None if the text was changed since."""
    found = _readings(text)
    return next((reading for reading in found if (reading.edtf or NO_DATE) == chosen), None)


def _readings(text):
    try:
        return readings(text)
    except ValidationError:
        return []
