"""The columns: what each kind of source has of them, and how a value stands in a cell."""

from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.timezone import is_naive, make_aware
from django.utils.translation import gettext as _
from taggit.utils import edit_string_for_tags

from seventeen_moments.core.kinds import kinds, kinds_by_name
from seventeen_moments.core.themes import ThemesField, ThemesFormField

SOURCE, ESSAY, THEMES = "source", "essay", "themes"
NEEDED = [SOURCE, ESSAY, "title"]
FIRST = [SOURCE, ESSAY, "position", "slug", "title", "kind"]
LAST = ["description", THEMES, "status", "published_at"]

YES, NO = {"yes", "true", "1"}, {"no", "false", "0"}
MOST_LISTED = 12  # choices in a message

MODELS = kinds_by_name()


@cache
def fields_of(model):
    """By its name, each field that an editor fills in; the essay apart."""
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return {
        field.name: field
        for field in fields
        if field.editable and not field.primary_key and field.name != ESSAY
    }


@cache
def files_of(model):
    """The names of those fields that hold a file."""
    return {name for name, field in fields_of(model).items() if isinstance(field, models.FileField)}


def columns_of(kept=None):
    named = dict.fromkeys(name for model in kept or kinds() for name in fields_of(model))
    middle = [name for name in named if name not in FIRST and name not in LAST]
    return [*FIRST, *middle, *LAST]


def cell(source, name):
    """The value as it is written, and as it is read."""
    if name == THEMES:
        return edit_string_for_tags(source.themes.all())
    value = getattr(source, name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat()
    return "" if value is None else str(value)


def value(field, cell):
    """What the cell says. Raises ValidationError with a sentence for the editor."""
    if isinstance(field, ThemesField):
        return ThemesFormField(required=False).names(cell)
    if isinstance(field, models.DateTimeField):
        return _time(cell.strip())
    if isinstance(field, models.BooleanField):
        return _yes_or_no(cell.strip().lower())
    if isinstance(field, models.IntegerField):
        return field.to_python(cell)
    if field.choices is not None:
        return _choice(field, cell.strip())
    # A field that must not be empty is not filled by spaces either.
    return cell if field.blank or cell.strip() else ""


def alike(one, other):
    """Whether two cells hold the same; spreadsheets write line ends as they please."""
    return one == other or _lines(one) == _lines(other)


def _lines(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _time(cell):
    if not cell:
        return None
    try:
        time = datetime.fromisoformat(cell)
        aware = make_aware(time) if is_naive(time) else time
        aware.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValidationError(
            _("“%(cell)s” is not a time in ISO 8601, for example 1991-08-19T12:00:00Z."),
            params={"cell": cell[:40]},
        ) from None
    return aware


def _yes_or_no(cell):
    if cell not in YES | NO:
        raise ValidationError(_("“%(cell)s”: enter yes or no."), params={"cell": cell[:40]})
    return cell in YES


class Choices(NamedTuple):
    values: dict  # by themselves
    labels: dict  # by the folded value or English label: the values that are called so


@cache
def choices(field):
    labels = {}
    with translation.override("en"):
        for value, label in field.flatchoices:
            for name in {str(value).casefold(), str(label).casefold()}:
                labels.setdefault(name, []).append(value)
    return Choices({value: value for value, _label in field.flatchoices}, labels)


def _choice(field, cell):
    values, labels = choices(field)
    called = labels.get(cell.casefold(), [])
    if cell in values or not cell:
        return cell
    if len(called) != 1:
        listed = ", ".join(list(values)[:MOST_LISTED])
        more = ", …" if len(values) > MOST_LISTED else ""
        raise ValidationError(
            _("“%(cell)s” is not one of: %(listed)s."),
            params={"cell": cell[:40], "listed": listed + more},
        )
    return called[0]
