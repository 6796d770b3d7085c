"""The four sections of an essay, and where each is found."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Section(NamedTuple):
    relation: str  # the reverse relation from Essay, and the name of the section's address
    title: Promise

    def url(self, essay):
        return reverse(f"resources:{self.relation}", args=[essay.slug])


SECTIONS = [
    Section("texts", _("Texts")),
    Section("images", _("Images")),
    Section("recordings", _("Music")),
    Section("references", _("Other Resources")),
]
