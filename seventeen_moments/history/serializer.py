"""The format of a version: Django's JSON, and the themes by name.

By name they outlive their row: a theme may have been merged or deleted when a state comes back.
Times go by whole seconds, as in the forms: saving again what was read changes nothing.
"""

from datetime import datetime

from django.core.serializers import json

THEMES = "theme_names"

Deserializer = json.Deserializer


class Serializer(json.Serializer):
    def end_object(self, obj):
        self._current[THEMES] = sorted(theme.name for theme in obj.themes.all())
        for name, value in self._current.items():
            if isinstance(value, datetime):
                self._current[name] = value.replace(microsecond=0)
        super().end_object(obj)
