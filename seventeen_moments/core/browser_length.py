"""Limits that count characters as the browser does, so that both refuse the same texts.

`maxlength` counts a line break as one character, although the browser sends two (CR LF), and a
character beyond U+FFFF, such as most emoji, as two (UTF-16).
"""

import re

from django import forms
from django.core.validators import MaxLengthValidator

LINE_BREAK = re.compile(r"\r\n?")
ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def browser_length(text):
    return len(text) + len(ASTRAL.findall(text))


class BrowserLengthValidator(MaxLengthValidator):
    def clean(self, value):
        return browser_length(value)


class TypedField(forms.CharField):
    """Whatever the browser accepts in the field is accepted here, and nothing longer."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.validators = [
            BrowserLengthValidator(each.limit_value) if type(each) is MaxLengthValidator else each
            for each in self.validators
        ]

    def to_python(self, value):
        """Counts before Django does, with one character for each line break."""
        value = super().to_python(value)
        return LINE_BREAK.sub("\n", value) if isinstance(value, str) else value
