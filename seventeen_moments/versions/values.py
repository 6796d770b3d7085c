"""What an editor writes in a row: as JSON, back in a row, and in words."""

from datetime import UTC, datetime

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from seventeen_moments.core.richtext import RichTextField
from seventeen_moments.core.themes import ThemesField

from .worddiff import html_words


def field_of(model, name):
    """The field, if it is one that an editor writes."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field if field.editable and not getattr(field, "primary_key", False) else None


def values_of(row, names):
    return {name: value_of(row, name) for name in names if field_of(type(row), name)}


def value_of(row, name):
    field = row._meta.get_field(name)
    if isinstance(field, ThemesField):
        return sorted(row.themes.names() if row.typed_themes is None else row.typed_themes)
    value = field.value_from_object(row)
    if isinstance(value, FieldFile):
        return value.name
    if isinstance(value, datetime):
        # To the second, as forms show it.
        return value.astimezone(UTC).isoformat(timespec="seconds")
    # Browsers send the ends of lines as RFC 2046 wants them.
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def put(row, values):
    """Sets the fields; themes, which are no field of the row, as `typed_themes`."""
    for name, value in values.items():
        field = field_of(type(row), name)
        if isinstance(field, ThemesField):
            row.typed_themes = value
        elif field and not _is_gone(field, value):
            setattr(row, field.attname, field.to_python(value))


def _is_gone(field, key):
    """Whether the row that was pointed to has been deleted meanwhile."""
    if field.remote_field is None or key is None:
        return False
    return not field.related_model._base_manager.filter(pk=key).exists()


def in_words(model, name, value):
    field = model._meta.get_field(name)
    if value is None or isinstance(value, bool):
        return {None: "", True: _("yes"), False: _("no")}[value]
    if isinstance(field, RichTextField):
        return html_words(value)
    if isinstance(field, ThemesField):
        return ", ".join(value)
    if isinstance(field, models.ForeignKey):
        return str(field.related_model._base_manager.filter(pk=value).first() or "")
    if isinstance(field, models.DateTimeField):
        return date_format(timezone.localtime(field.to_python(value)), "j E Y, H:i")
    return str(dict(field.flatchoices).get(value, value))
