"""The table of columns on the import page."""

from typing import NamedTuple

from django.conf import settings
from django.db.models import BooleanField, DateTimeField, FileField, ForeignKey
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from resources.dates import EDTFField
from seventeen_moments.core.languages import LanguageField
from seventeen_moments.core.richtext import RichTextField
from seventeen_moments.core.themes import ThemesField

from .cells import RIGHTS
from .columns import ESSAY, MODELS, SOURCE, columns_of, fields_of

HELP = {
    ThemesField: _(
        "Separated by commas or semicolons; put a name that contains one in quotation marks."
    ),
    DateTimeField: _(
        "ISO 8601, for example 1991-08-19T12:00:00Z; without a time zone, the time in %(zone)s."
    ),
    BooleanField: _("yes or no"),
    FileField: _("A name in the zip. If the cell is empty or as exported, the file stays."),
    ForeignKey: _("The slug of one of the essay’s images. A new essay has none yet."),
    EDTFField: _(
        "A date in EDTF or in words: 1953-03-27, 27 March 1953, c. 1953, 1950s, 1953/1956."
    ),
    LanguageField: _("A code or a name: ru, rus, ru-RU, Russian."),
    RichTextField: _("HTML, as exported. What the editor could not write is removed."),
}
MOST_LISTED = 60  # characters: for a longer list of choices the page refers to the form


class Column(NamedTuple):
    name: str
    meaning: str
    kinds: str
    values: str


def columns(models):
    return [
        describe(name, models)
        for name in columns_of(list(models))
        if name in {SOURCE, ESSAY} or any(name in fields_of(model) for model in models)
    ]


def describe(name, models):
    if name == SOURCE:
        return Column(name, _("Kind of source"), _("all"), ", ".join(MODELS))
    if name == ESSAY:
        return Column(name, _("Essay"), _("all"), _("The slug or the title of an existing essay."))
    fields = {model: fields_of(model)[name] for model in models if name in fields_of(model)}
    first, *_others = fields.values()
    values = {str(model._meta.verbose_name): allowed(field) for model, field in fields.items()}
    same = len(set(values.values())) == 1
    return Column(
        name,
        capfirst(first.verbose_name),
        _("all") if len(fields) == len(models) else ", ".join(values),
        allowed(first) if same else "; ".join(f"{kind}: {text}" for kind, text in values.items()),
    )


def allowed(field):
    """Says which values the cells of a field may have."""
    if field.name == RIGHTS:
        return str(
            _("An address or a name: http://rightsstatements.org/vocab/InC/1.0/, CC BY 4.0.")
        )
    for field_class, sentence in HELP.items():
        if isinstance(field, field_class):
            return sentence % {"zone": settings.TIME_ZONE}
    return str(field.help_text) if field.choices is None else list_choices(field)


def list_choices(field):
    listed = ", ".join(str(value) for value, _label in field.flatchoices)
    if len(listed) <= MOST_LISTED:
        return listed
    with override("en"):
        example = {"name": str(field.flatchoices[0][1])}
    return (
        _("A name from the list in the form, in English, for example “%(name)s”, or as exported")
        % example
    )
