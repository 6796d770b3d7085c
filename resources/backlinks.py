"""Links from a source to the paragraphs of its essay that link to it."""

from typing import NamedTuple

from django.utils.translation import gettext as _


class Backlink(NamedTuple):
    url: str
    words: str


class BacklinksMixin:
    @property
    def key(self):
        """The name of the source in links of the essay's body: "text-12"."""
        return f"{self._meta.model_name}-{self.pk}"

    @property
    def backlinks(self):
        """One for each paragraph; the whole essay if only a heading links the source."""
        paragraphs = self.essay.source_links.get(self.key)
        if paragraphs is None:
            return []
        title, url = self.essay.title, self.essay.get_absolute_url()
        words = _("%(essay)s, paragraph %(place)d")
        return [
            Backlink(f"{url}#p{anchor}", words % {"essay": title, "place": place})
            for anchor, place in paragraphs
        ] or [Backlink(url, title)]
