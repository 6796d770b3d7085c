from django.core.files.storage import default_storage


class RenditionsMixin:
    """A source that pages show with a picture, whose renditions RENDITIONS names."""

    RENDITIONS = "renditions"
    shown_as_picture = True
    alt = ""  # where the picture is shown next to its title

    @property
    def smallest(self):
        """None without a picture, as `largest`."""
        return next(iter(self._renditions_with_urls()), None)

    @property
    def picture(self):
        """Itself, if lists show its picture."""
        return self if getattr(self, self.RENDITIONS) and not self.content_warning else None

    @property
    def largest(self):
        return next(reversed(self._renditions_with_urls()), None)

    @property
    def srcset(self):
        return ", ".join(f"{each['url']} {each['width']}w" for each in self._renditions_with_urls())

    def _renditions_with_urls(self):
        return [
            rendition | {"url": default_storage.url(rendition["name"])}
            for rendition in getattr(self, self.RENDITIONS)
        ]
