"""Slugs in addresses.

Forms store no other slug, but the shell, fixtures and other programs may. A link to such a page
leads nowhere, while Django's own converters make each page with that link fail.
"""

import re

from django.urls import register_converter
from django.urls.converters import SlugConverter, StringConverter
from django.utils.text import slugify


class PageSlugConverter(SlugConverter):
    def to_url(self, value):
        return value if re.fullmatch(self.regex, value) else slugify(value) or "-"


class ThemeSlugConverter(StringConverter):
    def to_url(self, value):
        return value.replace("/", "-") or "-"


register_converter(PageSlugConverter, "page_slug")
register_converter(ThemeSlugConverter, "theme_slug")
