"""The format of a version: Django's JSON, with the themes by name.

Names outlast the rows of the themes, which may be merged or deleted before a state is restored.
Times are cut to whole seconds and line endings are normalized, so that forms and programs give
the same data: saving a form unchanged changes nothing.
"""

from datetime import datetime

from django.core.serializers import json

from seventeen_moments.core.themes import has_themes

THEMES = "theme_names"

Deserializer = json.Deserializer


class Serializer(json.Serializer):
    def end_object(self, obj):
        if has_themes(type(obj)):
            self._current[THEMES] = sorted(theme.name for theme in obj.themes.all())
        for name, value in self._current.items():
            if isinstance(value, datetime):
                self._current[name] = value.replace(microsecond=0)
            elif isinstance(value, str):
                self._current[name] = value.replace("\r\n", "\n")
        super().end_object(obj)
