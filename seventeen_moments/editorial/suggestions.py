"""Suggests themes while an editor types, so that one subject keeps one name."""

from heapq import nsmallest

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from taggit.forms import TagWidget
from taggit.models import Tag

from seventeen_moments.core import edition
from seventeen_moments.core.themes import fold_name

MOST = 8  # suggestions at once
LONGEST = 100  # characters asked for


class ThemesWidget(TagWidget):
    """A text field. With JavaScript it is a combobox that suggests themes at the cursor."""

    class Media:
        js = [forms.Script("seventeen_moments/admin/themes.js", type="module")]

    def get_context(self, name, value, attrs):
        attrs = {
            "class": "vTextField",
            "autocomplete": "off",
            "data-suggestions": reverse("admin:taggit_tag_suggestions"),
            "data-found": _("Suggestions: {number}. Use the up and down arrow keys to choose."),
            "data-failed": _("Suggestions could not be loaded. You can type the themes yourself."),
            "data-none": _("There is no theme with that name yet."),
        } | (attrs or {})
        return super().get_context(name, value, attrs)


class ThemeSuggestionsMixin:
    """Adds the suggestions for the widget to the admin of themes."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.suggestions_view)
        return [path("suggestions/", view, name="taggit_tag_suggestions"), *super().get_urls()]

    def suggestions_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return JsonResponse({"themes": suggestions(request.GET.get("q", ""))})


def suggestions(text):
    """Names that contain the text. Those that begin with it come first."""
    query = fold_name(text[:LONGEST])
    if not query:
        return []
    # Compared in Python, because SQLite does not fold Cyrillic letters.
    matches = [
        (not folded.startswith(query), folded, name)
        for folded, name in edition.remember("folded themes", folded_names)
        if query in folded
    ]
    return [name for *_order, name in nsmallest(MOST, matches)]


def folded_names():
    return [(fold_name(name), name) for name in Tag.objects.values_list("name", flat=True)]
