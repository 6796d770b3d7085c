"""The format of a version: Django's JSON, and the themes by name.

By name they outlive their row: a theme may have been merged or deleted when a state comes back.
"""

from django.core.serializers import json

THEMES = "theme_names"

Deserializer = json.Deserializer


class Serializer(json.Serializer):
    def end_object(self, obj):
        self._current[THEMES] = sorted(theme.name for theme in obj.themes.all())
        super().end_object(obj)
