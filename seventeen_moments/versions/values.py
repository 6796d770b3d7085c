"""The values that editors fill in: as JSON, applied to a row, and as text."""

from datetime import UTC, datetime
from decimal import Decimal

from django.core.exceptions import FieldDoesNotExist
from django.core.files.storage import default_storage
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from seventeen_moments.core.richtext import RichTextField
from seventeen_moments.core.themes import ThemesField

from .worddiff import html_to_text

DELETION = "DELETE"  # the name of the box in a row of a formset; not a field of a model


def editable_field(model, name):
    """The field, or None if editors do not fill it in."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field if field.editable and not getattr(field, "primary_key", False) else None


def get_values(row, names):
    return {name: get_value(row, name) for name in names if editable_field(type(row), name)}


def get_value(row, name):
    field = row._meta.get_field(name)
    if isinstance(field, ThemesField):
        stored = (theme.name for theme in row.themes.all())
        return sorted(stored if row.typed_themes is None else row.typed_themes)
    value = field.value_from_object(row)
    if isinstance(value, FieldFile):
        return _get_file(row, value)
    if isinstance(value, datetime):
        # To the second, as forms show it.
        return value.astimezone(UTC).isoformat(timespec="seconds")
    # Browsers send line endings as RFC 2046 requires.
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def apply_values(row, values):
    """Sets the fields. Themes are not a field of the row: they become its `typed_themes`."""
    for name, value in values.items():
        field = editable_field(type(row), name)
        if isinstance(field, ThemesField):
            row.typed_themes = value
        elif isinstance(field, models.ForeignKey) and value is not None:
            # The related row may have been deleted since.
            if field.related_model._base_manager.filter(pk=value).exists():
                setattr(row, field.attname, field.to_python(value))
        elif isinstance(field, models.FileField):
            _apply_file(row, name, value)
        elif field:
            setattr(row, field.attname, field.to_python(value))


def _get_file(row, file):
    """A stored file with the columns that follow it. Of an upload that is not stored, its name."""
    if not file or not file._committed:
        return file.name or ""
    values = {"name": file.name}
    for column in row.columns_of_file(file.field.name):
        value = row._meta.get_field(column).to_python(getattr(row, column))
        values[column] = str(value) if isinstance(value, Decimal) else value
    return values


def _apply_file(row, name, value):
    setattr(row, name, value["name"] if value else "")
    for column in row.columns_of_file(name):
        field = row._meta.get_field(column)
        known = value and column in value
        setattr(row, column, field.to_python(value[column]) if known else field.get_default())
    row.drafted_files = row.drafted_files | {name}


def display_value(field, value):
    if value is None or isinstance(value, bool):
        return {None: "", True: _("yes"), False: _("no")}[value]
    if isinstance(field, RichTextField):
        return html_to_text(value)
    if isinstance(field, ThemesField):
        return ", ".join(value)
    if isinstance(field, models.ForeignKey):
        return str(field.related_model._base_manager.filter(pk=value).first() or "")
    if isinstance(field, models.DateTimeField):
        return display_time(field.to_python(value))
    return str(dict(field.flatchoices).get(value, value))


def display_file(value):
    """The name of a file, as a link if it is stored."""
    if isinstance(value, str):
        return value
    name = value["name"]
    return format_html('<a href="{}">{}</a>', default_storage.url(name), name.rpartition("/")[2])


def display_time(time):
    return date_format(timezone.localtime(time), "j E Y, H:i")
