"""The columns of the tables, and how values are written to cells and read from them."""

import re
from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, DateTimeField, FileField, IntegerField
from django.forms.utils import from_current_timezone
from django.utils import translation
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _
from taggit.utils import edit_string_for_tags

from essays.models import Essay
from resources.dates import EDTFField
from resources.typed_dates import unambiguous
from seventeen_moments.core.kinds import kinds, kinds_by_name
from seventeen_moments.core.richtext import RichTextField, clean
from seventeen_moments.core.themes import ThemesField, ThemesFormField

SOURCE, ESSAY, THEMES, LEAD_IMAGE = "source", "essay", "themes", "lead_image"
FIRST = [SOURCE, ESSAY, "position", "slug", "title", "kind"]
LAST = ["description", THEMES, "status", "published_at"]
# Not the settings of its comments, which moderators change.
OF_ESSAYS = ["slug", "title", "authors", "year", "language", "summary", "body", THEMES, LEAD_IMAGE]
OF_ESSAYS += ["status", "published_at"]

YES, NO = {"yes", "true", "1"}, {"no", "false", "0"}
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
MOST_LISTED = 12  # choices in an error message

MODELS = kinds_by_name()


@cache
def fields_of(model):
    """Returns the fields that an editor fills in, without the essay, by name."""
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return {
        field.name: field
        for field in fields
        if (field.name in OF_ESSAYS if model is Essay else field.editable)
        and not field.primary_key
        and field.name != ESSAY
    }


@cache
def files_of(model):
    """Returns the names of the file fields."""
    return {name for name, field in fields_of(model).items() if isinstance(field, FileField)}


def columns_of(models=None):
    """Of a table of sources, or of one of essays."""
    if models == [Essay]:
        return OF_ESSAYS
    names = dict.fromkeys(name for model in models or kinds() for name in fields_of(model))
    middle = [name for name in names if name not in FIRST and name not in LAST]
    return [*FIRST, *middle, *LAST]


@cache
def headings_of(*models):
    """The columns that a heading may mean, by the folded heading.

    It is the name of a column, or the label of a field in a language of the interface; a label may
    belong to several columns. Without models, it is a table of sources of any kind.
    """
    models = list(models) or list(kinds())
    names, headings = columns_of(models), {}
    for code, _language in settings.LANGUAGES:
        with translation.override(code):
            labels = [
                (field.verbose_name, name)
                for model in models
                for name, field in fields_of(model).items()
                if name in names
            ]
            if models != [Essay]:
                labels += [(_("Kind of source"), SOURCE), (_("Essay"), ESSAY)]
            for label, name in labels:
                columns = headings.setdefault(fold_heading(str(label)), [])
                if name not in columns:
                    columns.append(name)
    return headings | {fold_heading(name): [name] for name in names}


def fold_heading(heading):
    """Without regard to case, spaces, invisible signs and a colon at the end."""
    seen = INVISIBLE.sub("", heading).replace("_", " ").replace("-", " ")
    return " ".join(seen.split()).rstrip(" :").casefold()


def format_cell(page, name):
    """Returns the text that parse_cell() reads as the same value."""
    if name == THEMES:
        return edit_string_for_tags(page.themes.all())
    value = getattr(page, name)
    if name == LEAD_IMAGE:
        return value.slug if value else ""
    if isinstance(fields_of(type(page))[name], EDTFField):
        return unambiguous(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat()
    return "" if value is None else str(value)


def parse_cell(field, cell):
    """Returns the value that the cell means. Raises ValidationError with a message for editors."""
    if isinstance(field, ThemesField):
        return ThemesFormField(required=False).names(cell)
    if isinstance(field, DateTimeField):
        return _parse_time(cell.strip())
    if isinstance(field, BooleanField):
        text = cell.strip().lower()
        if text not in YES | NO:
            raise ValidationError(_("“%(cell)s”: enter yes or no."), params={"cell": text[:40]})
        return text in YES
    if isinstance(field, IntegerField):
        return field.to_python(cell.strip() or None)
    if field.choices is not None:
        return _parse_choice(field, cell.strip())
    # Spaces do not fill a required field.
    text = cell if field.blank or cell.strip() else ""
    return clean(text) if isinstance(field, RichTextField) else text


def is_same(cell, other):
    """Compares two cells without regard to line ends, which spreadsheets change."""
    one, two = (text.replace("\r\n", "\n").replace("\r", "\n") for text in (cell, other))
    return one == two


def _parse_time(cell):
    if not cell:
        return None
    try:
        time = datetime.fromisoformat(cell)
        aware = from_current_timezone(time) if is_naive(time) else time
        aware.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValidationError(
            _("“%(cell)s” is not a time in ISO 8601, for example 1991-08-19T12:00:00Z."),
            params={"cell": cell[:40]},
        ) from None
    return aware


class Choices(NamedTuple):
    values: list
    labels: dict  # lists of values, by the folded value or English label


@cache
def choices(field):
    labels = {}
    with translation.override("en"):
        for value, label in field.flatchoices:
            for name in {str(value).casefold(), str(label).casefold()}:
                labels.setdefault(name, []).append(value)
    return Choices([value for value, _label in field.flatchoices], labels)


def _parse_choice(field, cell):
    values, labels = choices(field)
    matching = labels.get(cell.casefold(), [])
    if cell in values or not cell:
        return cell
    if len(matching) != 1:
        listed = ", ".join(values[:MOST_LISTED])
        more = ", …" if len(values) > MOST_LISTED else ""
        raise ValidationError(
            _("“%(cell)s” is not one of: %(listed)s."),
            params={"cell": cell[:40], "listed": listed + more},
        )
    return matching[0]
