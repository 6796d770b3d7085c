"""How values are written to cells and read from them."""

import re
from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, DateTimeField, IntegerField
from django.forms.utils import from_current_timezone
from django.utils import translation
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _

from resources import typed_rights
from resources.dates import EDTFField
from resources.typed_dates import unambiguous
from seventeen_moments.core import typed_languages
from seventeen_moments.core.languages import LanguageField
from seventeen_moments.core.names import NamesField
from seventeen_moments.core.nearest import did_you_mean
from seventeen_moments.core.richtext import RichTextField, clean
from seventeen_moments.core.themes import SEPARATED, ThemesField, ThemesFormField, join_names

from .columns import INVISIBLE, LEAD_IMAGE, THEMES, fields_of
from .date_cells import AMBIGUOUS, read_date

# As people and spreadsheets write them, in the languages of typed dates.
YES = {"1", "1.0", "1,0", "x", "✓", "✔", "yes", "y", "true", "t", "да", "д", "истина"}
YES |= {"ja", "wahr", "oui", "vrai", "sí", "si", "verdadero"}
NO = {"0", "0.0", "0,0", "no", "n", "false", "f", "нет", "н", "ложь"}
NO |= {"nein", "falsch", "non", "faux", "falso"}
THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:(?P<sign>[ .,'’])\d{3})(?:(?P=sign)\d{3})*")
WHOLE = re.compile(r"(?P<number>[+-]?\d+)[.,]0{1,2}")
CLOCK = re.compile(r"(?P<day>.*\d)[ ,T]+(?P<time>\d?\d:\d\d(?::\d\d)?)")
SPREADSHEET_ERROR = re.compile(
    r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|CALC!|#{2,}|Н/Д|ССЫЛКА!|ИМЯ\?|ЗНАЧ!"
    r"|ДЕЛ/0!|ПУСТО!|ЧИСЛО!|NV|BEZUG!|WERT!|ZAHL!)|Err:\d{3}"
)
RIGHTS = "rights"
MOST_LISTED = 12  # choices in an error message


def format_cell(page, name):
    """Returns the text that parse_cell() reads as the same value."""
    if name == THEMES:
        return join_names(page.themes.all())
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
    if isinstance(field, NamesField):
        return _names(cell)
    for kind, parse in PARSERS.items():
        if isinstance(field, kind):
            return parse(tidy(cell))
    if field.choices is not None:
        return _parse_choice(field, tidy(cell))
    # Spaces do not fill a required field.
    text = cell if field.blank or cell.strip() else ""
    return clean(text) if isinstance(field, RichTextField) else text


def tidy(cell):
    """Without invisible signs, and without the apostrophe by which spreadsheets mark a text."""
    text = INVISIBLE.sub("", cell).replace("\u00a0", " ").replace("\u202f", " ").strip()
    return text.removeprefix("'").strip()


def refuse_errors(cell):
    if SPREADSHEET_ERROR.fullmatch(cell.strip()):
        raise ValidationError(
            _("“%(cell)s” is an error of the spreadsheet and not a value: correct the cell there."),
            params={"cell": cell.strip()[:40]},
        )


def is_same(cell, other):
    """Compares two cells without regard to line ends, which spreadsheets change."""
    one, two = (text.replace("\r\n", "\n").replace("\r", "\n") for text in (cell, other))
    return one == two


def _parse_boolean(cell):
    text = cell.casefold()
    if text not in YES | NO:
        raise ValidationError(_("“%(cell)s”: enter yes or no."), params={"cell": cell[:40]})
    return text in YES


def _parse_integer(cell):
    """Spreadsheets add decimals and signs between thousands: 1.0, 1 953."""
    if THOUSANDS.fullmatch(cell):
        cell = re.sub(r"[ .,'’]", "", cell)
    elif match := WHOLE.fullmatch(cell):
        cell = match["number"]
    return IntegerField().to_python(cell or None)


def _names(cell):
    """One a line; the commas belong to the names."""
    if {*";|"}.isdisjoint(cell):
        return cell
    return "\n".join(filter(None, SEPARATED.split(cell.strip())))


def _parse_time(cell):
    if not cell:
        return None
    try:
        time = datetime.fromisoformat(_in_iso_8601(cell))
        aware = from_current_timezone(time) if is_naive(time) else time
        aware.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValidationError(
            _("“%(cell)s” is not a time in ISO 8601, for example 1991-08-19T12:00:00Z."),
            params={"cell": cell[:40]},
        ) from None
    return aware


def _in_iso_8601(cell):
    """Spreadsheets rewrite 1991-08-19 12:00 as 19.08.1991 12:00."""
    match = CLOCK.fullmatch(cell[:40])
    day, time = (match["day"], match["time"]) if match else (cell, "0:00")
    try:
        reading, _guess = read_date(day, "", None)
    except ValidationError as error:
        if error.code == AMBIGUOUS:
            raise
        return cell
    time = time if time[2] == ":" else f"0{time}"
    return f"{reading.edtf}T{time}" if len(reading.edtf) == len("1991-08-19") else cell


PARSERS = {
    DateTimeField: _parse_time,
    BooleanField: _parse_boolean,
    IntegerField: _parse_integer,
    LanguageField: typed_languages.read,
}


class Choices(NamedTuple):
    values: list
    labels: dict  # lists of values, by the folded value or label in any language


@cache
def choices(field):
    labels = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for value, label in field.flatchoices:
                for name in {str(value).casefold(), str(label).casefold()}:
                    named = labels.setdefault(name, [])
                    named += [value] if value not in named else []
    return Choices([value for value, _label in field.flatchoices], labels)


def _parse_choice(field, cell):
    if field.name == RIGHTS:
        return typed_rights.read(cell)
    values, labels = choices(field)
    matching = labels.get(cell.casefold(), [])
    if cell in values or not cell:
        return cell
    if len(matching) != 1:
        listed = ", ".join(values[:MOST_LISTED])
        more = ", …" if len(values) > MOST_LISTED else ""
        params = {"cell": cell[:40], "listed": listed + more}
        sentence = _("“%(cell)s” is not one of: %(listed)s.") % params
        raise ValidationError(sentence + did_you_mean(cell, labels))
    return matching[0]
