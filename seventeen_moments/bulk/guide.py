"""What the import page tells of each column."""

from typing import NamedTuple

from django.db import models
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from resources.models import KINDS
from seventeen_moments.themes import ThemesField

from .columns import ESSAY, MODELS, SOURCE, columns_of, fields_of

MOST_LISTED = 30  # choices


class Column(NamedTuple):
    name: str
    meaning: str
    kinds: str
    values: str


def columns():
    return [_described(name) for name in columns_of()]


def _described(name):
    if name == SOURCE:
        return Column(name, _("Kind of source"), _("all"), ", ".join(MODELS))
    if name == ESSAY:
        return Column(name, _("Essay"), _("all"), _("The slug of an essay that is there."))
    kinds = [model for model in KINDS if name in fields_of(model)]
    fields = [fields_of(model)[name] for model in kinds]
    named = ", ".join(str(model._meta.verbose_name) for model in kinds)
    return Column(
        name,
        capfirst(fields[0].verbose_name),
        _("all") if kinds == KINDS else named,
        get_text_list(list(dict.fromkeys(map(_values, fields))), _("or")),
    )


def _values(field):
    if isinstance(field, ThemesField):
        return _("Separated by commas; a name that holds a comma in quotation marks.")
    if isinstance(field, models.DateTimeField):
        return _("ISO 8601, such as 1991-08-19T12:00:00Z; without a zone it is UTC.")
    if isinstance(field, models.BooleanField):
        return _("yes or no")
    if isinstance(field, models.FileField):
        return _("A name in the zip. Where the cell is empty or as exported, the file stays.")
    if field.flatchoices and len(field.flatchoices) <= MOST_LISTED:
        return ", ".join(str(value) for value, _label in field.flatchoices)
    return str(field.help_text)
