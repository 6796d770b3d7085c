"""The field for the poster of a film: a frame of it, or a file."""

from django import forms
from django.template.loader import render_to_string
from PIL import Image, UnidentifiedImageError

from ..pictures import FORMATS


class PosterInput(forms.ClearableFileInput):
    """A file input. With JavaScript it also shows the film, to choose a frame.

    `film` names the field of the film in the same form.
    """

    template = "admin/resources/_poster.html"

    class Media:
        js = [forms.Script("seventeen_moments/admin/poster.js", type="module")]

    def __init__(self, film, attrs=None):
        super().__init__({"accept": "image/*"} | (attrs or {}))
        self.film = film

    def render(self, name, value, attrs=None, renderer=None):
        context = self.get_context(name, value, attrs)
        prefix, dash, _name = name.rpartition("-")  # in a row of a formset
        context["film"] = f"{prefix}{dash}{self.film}"
        context["field"] = forms.FileInput.render(self, name, None, attrs, renderer)
        if context["widget"]["is_initial"]:
            context["size"] = size(value)
        return render_to_string(self.template, context)


def size(picture):
    """Width and height of a stored picture; None if they cannot be read."""
    try:
        with picture.storage.open(picture.name) as file, Image.open(file, formats=FORMATS) as image:
            return image.size
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError):
        return None
