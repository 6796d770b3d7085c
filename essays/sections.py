"""The four sections of an essay, and where each is found."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


class Section(NamedTuple):
    relation: str  # the reverse relation from Essay, and the name of the section's address
    title: Promise
    counted: Promise

    def of(self, essay, count):
        return SectionOfEssay(self, essay, count)


class SectionOfEssay(NamedTuple):
    section: Section
    essay: object
    count: int

    @property
    def title(self):
        return self.section.title

    @property
    def counted(self):
        """ "4 texts" """
        return self.section.counted % {"n": self.count}

    @property
    def url(self):
        return reverse(f"resources:{self.section.relation}", args=[self.essay.slug])


SECTIONS = [
    Section("texts", _("Texts"), ngettext_lazy("%(n)d text", "%(n)d texts", "n")),
    Section("images", _("Images"), ngettext_lazy("%(n)d image", "%(n)d images", "n")),
    Section("recordings", _("Music"), ngettext_lazy("%(n)d recording", "%(n)d recordings", "n")),
    Section(
        "references",
        _("Other Resources"),
        ngettext_lazy("%(n)d other resource", "%(n)d other resources", "n"),
    ),
]
