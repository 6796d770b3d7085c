"""Names of people and bodies, written one a line.

"von Geldern, James" is a person, family name first; a line without a comma is a body.
"""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _


class Name(NamedTuple):
    family: str
    given: str = ""
    suffix: str = ""  # "Jr." in "King, Martin Luther, Jr."

    def __str__(self):
        name = f"{self.given} {self.family}" if self.given else self.family
        return f"{name}, {self.suffix}" if self.suffix else name

    @property
    def inverted(self):
        """The name as in a bibliography, which is also how it is entered."""
        return ", ".join(part for part in self if part)


def parse(text):
    """The names in the text, in order."""
    return [Name(*_parts(line)) for line in text.splitlines() if line.strip()]


def in_words(text):
    """The names as a reader sees them: "James von Geldern, Lewis Siegelbaum and Memorial"."""
    return join_names(parse(text))


def join_names(names):
    return get_text_list([str(name) for name in names], _("and"))


def validate_names(text):
    for line in text.splitlines():
        if line.strip() and not all(_parts(line)):
            raise ValidationError(
                _("“%(line)s”: write a person as “family name, given names”."),
                params={"line": line.strip()},
            )


def _parts(line):
    return [part.strip() for part in line.split(",", 2)]


class NamesField(models.TextField):
    default_validators = [validate_names]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault(
            "help_text",
            _(
                "One per line: “von Geldern, James” for a person, “Presidium of the Supreme "
                "Soviet” (without a comma) for a corporate body."
            ),
        )
        super().__init__(*args, **kwargs | {"blank": True})

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def formfield(self, **kwargs):
        field = super().formfield(**kwargs)
        field.widget.attrs["rows"] = 2
        return field


def account_name(user):
    return user.get_full_name() or user.get_username()
