from django.core.files.storage import default_storage


class Pictured:
    """A source that pages show with a picture: with that whose renditions PICTURE names."""

    PICTURE = "renditions"
    alt = ""  # where it stands beside its title

    @property
    def smallest(self):
        """None where there is no picture, as with `largest`."""
        return next(iter(self._shown()), None)

    @property
    def largest(self):
        return next(reversed(self._shown()), None)

    @property
    def srcset(self):
        return ", ".join(f"{shown['url']} {shown['width']}w" for shown in self._shown())

    def _shown(self):
        return [
            rendition | {"url": default_storage.url(rendition["name"])}
            for rendition in getattr(self, self.PICTURE)
        ]
