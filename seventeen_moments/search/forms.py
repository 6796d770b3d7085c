from django import forms
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from resources import dates, languages
from seventeen_moments.core.themes import public_themes

from .documents import INDEXED
from .filters import Choices
from .parsing import LONGEST, parse


class Day(forms.CharField):
    """A date as exact as the reader knows it; what counts is one of its ends."""

    default_error_messages = {
        "invalid": _("“%(value)s” is not a date. Enter a year, 1953, or a day, 1953-03-27.")
    }

    def __init__(self, end, **options):
        super().__init__(required=False, max_length=60, **options)
        self.end = end

    def clean(self, value):
        value = super().clean(value)
        when = dates.read(value)
        if value and not when:
            raise forms.ValidationError(
                self.error_messages["invalid"], params={"value": value}, code="invalid"
            )
        return getattr(when, self.end, None)


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Search the archive"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[(kind, model._meta.verbose_name) for kind, model in INDEXED.items()],
    )
    year = forms.IntegerField(label=_("Moment"), required=False, min_value=1000, max_value=2999)
    theme = forms.ModelChoiceField(None, label=_("Theme"), required=False, to_field_name="slug")
    language = forms.ChoiceField(label=_("Language"), required=False, choices=languages.choices)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = public_themes(Tag.objects.all())
        # One of the two names is a word of Python's own.
        self.fields |= {
            "from": Day("earliest", label=_("From")),
            "to": Day("latest", label=_("To")),
        }

    @property
    def is_asked(self):
        return any(self.cleaned_data.values())

    @property
    def query(self):
        return parse(self.cleaned_data["q"])

    @property
    def choices(self):
        asked = self.cleaned_data
        return Choices(
            kind=asked["kind"],
            year=asked["year"],
            theme=asked["theme"] and asked["theme"].pk,
            language=asked["language"],
            earliest=asked["from"],
            latest=asked["to"],
        )

    @property
    def words(self):
        return self.data.get("q", "")[:LONGEST]
