from django import forms
from django.utils.translation import gettext_lazy as _

from resources import dates
from seventeen_moments.core import languages
from seventeen_moments.core.themes import PublicThemeField

from .documents import INDEXED
from .filters import Filters
from .matches import ORDERS
from .parsing import LONGEST, parse


class Day(forms.CharField):
    """A date as exact as the reader knows it, read as its first or last day."""

    default_error_messages = {
        "invalid": _("“%(value)s” is not a date. Enter a year, 1953, or a day, 1953-03-27.")
    }

    def __init__(self, end, example, **options):
        widget = forms.TextInput({"placeholder": example, "autocomplete": "off"})
        super().__init__(required=False, max_length=60, widget=widget, **options)
        self.end = end

    def clean(self, value):
        value = super().clean(value)
        date = dates.read(value)
        if value and not date:
            raise forms.ValidationError(
                self.error_messages["invalid"], params={"value": value}, code="invalid"
            )
        return getattr(date, self.end, None)


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Search the archive"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[(kind, model._meta.verbose_name) for kind, model in INDEXED.items()],
    )
    year = forms.IntegerField(label=_("Moment"), required=False, min_value=1000, max_value=2999)
    theme = PublicThemeField(label=_("Theme"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False, choices=languages.choices)
    sort = forms.CharField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ["kind", "year", "theme", "language"]:
            self.fields[name].widget = forms.HiddenInput()  # chosen by links
        # “from” is a keyword of Python.
        self.fields |= {
            "from": Day("earliest", "1953", label=_("From")),
            "to": Day("latest", "1956-03", label=_("To")),
        }

    @property
    def dates(self):
        return [self["from"], self["to"]]

    @property
    def has_date_errors(self):
        return any(field.errors for field in self.dates)

    @property
    def query(self):
        return parse(self.cleaned_data["q"])

    @property
    def filters(self):
        data = self.cleaned_data
        return Filters(
            kind=data["kind"],
            year=data["year"],
            theme=data["theme"] and data["theme"].pk,
            language=data["language"],
            earliest=data["from"],
            latest=data["to"],
        )

    @property
    def order(self):
        sort = self.cleaned_data["sort"]
        return sort if sort in ORDERS else ""

    @property
    def words(self):
        return self.data.get("q", "")[:LONGEST]
