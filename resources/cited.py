"""Where a source is cited in the essay that it belongs to."""

from typing import NamedTuple


class Citation(NamedTuple):
    url: str
    place: int  # of the paragraph in the essay; None in a heading


class Citable:
    @property
    def key(self):
        """What a link in the essay's body names: "text-12"."""
        return f"{self._meta.model_name}-{self.pk}"

    @property
    def citations(self):
        paragraphs = self.essay.cited.get(self.key)
        if paragraphs is None:
            return []
        url = self.essay.get_absolute_url()
        return [Citation(f"{url}#p{anchor}", place) for anchor, place in paragraphs] or [
            Citation(url, None)
        ]
