"""The fields of an earlier state as an editor reads them."""

from typing import NamedTuple

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from seventeen_moments.core import richtext

from .serializer import THEMES
from .values import display_value

LAST = {"position", "status", "published_at"}


class DisplayedField(NamedTuple):
    label: str
    paragraphs: list
    rich: object  # richtext.Rendered, None for a field without rich text
    language: str  # of rich text


def displayed_fields(row, state):
    """The fields of the row that are not empty."""
    rich = {
        field.name: richtext.render(richtext.clean(row.fields[field.name]))
        for field in row.model._meta.local_fields
        if isinstance(field, richtext.RichTextField) and field.name in row.fields
    }
    return [
        DisplayedField(label, text.splitlines(), rich.get(name), row.fields.get("language", ""))
        for name, (label, text) in field_texts(row, state).items()
        if text
    ]


def field_texts(row, state):
    """By name: the label of each editable field, and its text, one paragraph a line."""
    values = row.values()
    texts = {
        field.name: (capfirst(field.verbose_name), _text(field, values[field.attname], state))
        for field in sorted(row.model._meta.local_fields, key=lambda field: field.name in LAST)
        if field.editable and field.attname in values
    }
    return texts | {THEMES: (_("Themes"), "\n".join(row.themes))}


def _text(field, value, state):
    if not value:
        return ""
    if isinstance(field, models.ForeignKey):
        model = field.related_model
        recorded = state.rows.get((model, value))
        return str(recorded or model._base_manager.filter(pk=value).first() or _("deleted"))
    return display_value(field, value)
