"""Themes suggested while an editor types, so that one thing keeps one name."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from taggit.forms import TagWidget
from taggit.models import Tag

from seventeen_moments.core.themes import fold_name

MOST = 8  # suggestions at once
LONGEST = 100  # characters asked for


class ThemesWidget(TagWidget):
    """A text field, and with JavaScript a combobox whose list follows the theme at the cursor."""

    class Media:
        js = [forms.Script("seventeen_moments/admin/themes.js", type="module")]

    def get_context(self, name, value, attrs):
        attrs = {
            "class": "vTextField",
            "autocomplete": "off",
            "data-suggestions": reverse("admin:taggit_tag_suggestions"),
            "data-found": _("Suggestions: {number}. Up and down arrow to choose."),
            "data-none": _("No theme of that name yet."),
        } | (attrs or {})
        return super().get_context(name, value, attrs)


class SuggestsThemes:
    """The list that the widget asks for, at the admin page of themes."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.suggestions_view)
        return [path("suggestions/", view, name="taggit_tag_suggestions"), *super().get_urls()]

    def suggestions_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return JsonResponse({"themes": suggestions(request.GET.get("q", ""))})


def suggestions(text):
    """Names that contain the text: first those that begin with it."""
    asked = fold_name(text[:LONGEST])
    if not asked:
        return []
    # Compared here, for SQLite folds no Cyrillic.
    found = [
        name for name in Tag.objects.values_list("name", flat=True) if asked in fold_name(name)
    ]
    found.sort(key=lambda name: (not fold_name(name).startswith(asked), fold_name(name)))
    return found[:MOST]
