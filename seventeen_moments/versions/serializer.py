"""The format of a version: Django's JSON, and the themes by name.

By name they outlive their row: a theme may have been merged or deleted when a state comes back.
Times go by whole seconds and lines end alike, whether written by a form or a program: saving
again what was read changes nothing.
"""

from datetime import datetime

from django.core.serializers import json

THEMES = "theme_names"

Deserializer = json.Deserializer


class Serializer(json.Serializer):
    def end_object(self, obj):
        self._current[THEMES] = sorted(theme.name for theme in obj.themes.all())
        self._current = {name: _plain(value) for name, value in self._current.items()}
        super().end_object(obj)


def _plain(value):
    if isinstance(value, datetime):
        return value.replace(microsecond=0)
    return value.replace("\r\n", "\n") if isinstance(value, str) else value
