"""What the import page tells of each column."""

from typing import NamedTuple

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.themes import ThemesField

from .columns import ESSAY, MODELS, SOURCE, columns_of, fields_of

MOST_LISTED = 60  # characters: a longer list of choices stands in the form alone


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
        return Column(name, _("Essay"), _("all"), _("The slug of an existing essay."))
    having = [model for model in kinds() if name in fields_of(model)]
    values = {str(kind._meta.verbose_name): _values(fields_of(kind)[name]) for kind in having}
    return Column(
        name,
        capfirst(fields_of(having[0])[name].verbose_name),
        _("all") if len(having) == len(kinds()) else ", ".join(values),
        _by_kind(values),
    )


def _by_kind(values):
    if len(set(values.values())) == 1:
        return next(iter(values.values()))
    return "; ".join(f"{kind}: {told}" for kind, told in values.items())


def _values(field):
    if isinstance(field, ThemesField):
        return _("Separated by commas; put a name that contains a comma in quotation marks.")
    if isinstance(field, models.DateTimeField):
        return _("ISO 8601, for example 1991-08-19T12:00:00Z; UTC if there is no time zone.")
    if isinstance(field, models.BooleanField):
        return _("yes or no")
    if isinstance(field, models.FileField):
        return _("A name in the zip. If the cell is empty or as exported, the file stays.")
    return _choices(field) if field.choices is not None else str(field.help_text)


def _choices(field):
    listed = ", ".join(str(value) for value, _label in field.flatchoices)
    if len(listed) <= MOST_LISTED:
        return listed
    with override("en"):
        example = {"name": str(field.flatchoices[0][1])}
    return (
        _("A name from the list in the form, in English, for example “%(name)s”, or as exported")
        % example
    )
