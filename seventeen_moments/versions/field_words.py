"""Fields of an earlier state as an editor reads them."""

from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from seventeen_moments.core import richtext

from .serializer import THEMES
from .worddiff import html_words

LAST = {"position", "status", "published_at"}


class Shown(NamedTuple):
    label: str
    paragraphs: list
    rich: object  # richtext.Rendered, None for what is no rich text


def shown(row, state):
    """What a state says in the fields of a row, where it says anything."""
    rich = {
        field.name: richtext.render(richtext.clean(row.fields[field.name]))
        for field in row.model._meta.local_fields
        if isinstance(field, richtext.RichTextField) and field.name in row.fields
    }
    return [
        Shown(label, words.splitlines(), rich.get(name))
        for name, (label, words) in told(row, state).items()
        if words
    ]


def told(row, state):
    """By name: the label of each field that editors fill in, and its words, a paragraph a line."""
    values = row.values()
    fields = {
        field.name: (capfirst(field.verbose_name), _words(field, values[field.attname], state))
        for field in sorted(row.model._meta.local_fields, key=lambda field: field.name in LAST)
        if field.editable and field.attname in values
    }
    return fields | {THEMES: (_("Themes"), "\n".join(row.themes))}


def _words(field, value, state):
    if not value:
        return ""
    if value is True:
        return _("yes")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j E Y, H:i")
    return str(_told_by_kind(field, value, state))


def _told_by_kind(field, value, state):
    if isinstance(field, richtext.RichTextField):
        return html_words(value)
    if isinstance(field, models.ForeignKey):
        return _name_of(field.related_model, value, state)
    return dict(field.flatchoices).get(value, value)


def _name_of(model, key, state):
    row = state.rows.get((model, key))
    try:
        return row or model._base_manager.get(pk=key)
    except ObjectDoesNotExist:
        return _("deleted")
