"""What is made of an uploaded picture: smaller versions of it, and tiles for the viewer."""

from django.core.files.storage import default_storage

from seventeen_moments.core.stored_files import atomic_with_files, store

from . import pictures, tiles

SHARED_WIDTH = 1200  # pixels, which sites ask for at the least


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

    @property
    def shared(self):
        """The rendition that other sites show with a link; None with a content warning."""
        renditions = [] if self.content_warning else self._renditions_with_urls()
        wide = [each for each in renditions if each["width"] >= SHARED_WIDTH]
        chosen = [*wide[:1], *renditions[-1:]]
        return chosen[0] | {"alt": self.alt, "language": self.content_language} if chosen else None

    def _renditions_with_urls(self):
        return [
            rendition | {"url": default_storage.url(rendition["name"])}
            for rendition in getattr(self, self.RENDITIONS)
        ]


def names(row, upload):
    renditions = getattr(row, upload.renditions) if upload.renditions else []
    levels = getattr(row, upload.tile_levels) if upload.tile_levels else []
    tiled = tiles.names(getattr(row, upload.folder), levels)
    return [*(rendition["name"] for rendition in renditions), *tiled]


def store_for(row, upload, contents):
    """Stores what was made of the file of the upload, and sets the columns of the row."""
    folder = getattr(row, upload.folder)
    if upload.renditions:
        renditions = [
            {
                "width": rendition.width,
                "height": rendition.height,
                "name": store(f"{folder}/{rendition.width}.webp", rendition.content),
            }
            for rendition in contents.renditions
        ]
        setattr(row, upload.renditions, renditions)
    if upload.tile_levels:
        for tile in contents.tiles:
            store(f"{folder}/{tile.name}", tile.content)
        setattr(row, upload.tile_levels, contents.tile_levels)


def is_incomplete(row, upload):
    """Whether files are missing that are lost, or that earlier versions did not make."""
    stored = getattr(row, upload.renditions)
    if stored and stored[0]["width"] > pictures.WIDTHS[0]:
        return True
    if not all(map(default_storage.exists, names(row, upload))):
        return True
    if not upload.tile_levels or getattr(row, upload.tile_levels):
        return False
    return row.width > stored[-1]["width"] * tiles.GAIN


def rebuild(row, name):
    """Makes all again from the stored file, under the same names."""
    upload, file = row.UPLOADS[name], getattr(row, name)
    with file.open() as stored:
        contents = upload.read(stored)
    folder = {upload.folder: getattr(row, upload.folder)}
    with atomic_with_files():
        # Locked, and not if the file was replaced in the meantime.
        rows = type(row)._base_manager.select_for_update().filter(pk=row.pk, **folder)
        if rows.exists():
            made = [f"{folder[upload.folder]}/{tile.name}" for tile in contents.tiles]
            for lost in [*names(row, upload), *made]:
                default_storage.delete(lost)
            store_for(row, upload, contents)
            columns = filter(None, [upload.renditions, upload.tile_levels])
            rows.update(**{column: getattr(row, column) for column in columns})
