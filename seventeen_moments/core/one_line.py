"""Titles and other fields of one line, as they come from clipboards and spreadsheets."""

import re

from django.db import models

SPACES = re.compile(r"[ \t\n\v\f\r\x85\u2028\u2029]+")
# Hints where a line may end, marks of a file or an object, control characters. Joiners and marks
# of direction stay: words are spelled with them.
INVISIBLE = re.compile(r"[\x01-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff\ufff9-\ufffc]")


def one_line(text):
    return INVISIBLE.sub("", SPACES.sub(" ", text)).strip()


class OneLineMixin(models.Model):
    """Cleaning makes one line of each CharField. Its subclasses have rules of their own."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude=None):
        for field in self._meta.concrete_fields:
            value = getattr(self, field.attname) if type(field) is models.CharField else None
            if isinstance(value, str) and field.editable and field.name not in (exclude or ()):
                setattr(self, field.attname, one_line(value))
        super().clean_fields(exclude)
