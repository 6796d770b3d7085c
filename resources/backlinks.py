"""Where a source is cited in the essay that it belongs to."""

from typing import NamedTuple

from django.utils.translation import gettext as _


class Citation(NamedTuple):
    url: str
    words: str


class Backlinked:
    @property
    def key(self):
        """What a link in the essay's body names: "text-12"."""
        return f"{self._meta.model_name}-{self.pk}"

    @property
    def citations(self):
        """One for each paragraph; the essay as a whole, if only a heading cites the source."""
        paragraphs = self.essay.source_links.get(self.key)
        if paragraphs is None:
            return []
        title, url = self.essay.title, self.essay.get_absolute_url()
        words = _("%(essay)s, paragraph %(place)d")
        return [
            Citation(f"{url}#p{anchor}", words % {"essay": title, "place": place})
            for anchor, place in paragraphs
        ] or [Citation(url, title)]
