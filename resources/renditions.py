"""What is made of an uploaded picture: smaller versions of it, and tiles for the viewer."""

from django.core.files.storage import default_storage
from django.db import transaction

from seventeen_moments.core.stored_files import store

from . import pictures, tiles
from .rendition_jobs import RenditionJob

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
    """Stores what was made of the file of the upload, and sets the columns of the row.

    The columns name everything, so that nothing else changes once the worker has made the rest.
    """
    folder = getattr(row, upload.folder)
    setattr(row, upload.renditions, _described(folder, contents))
    if upload.tile_levels:
        setattr(row, upload.tile_levels, contents.tile_levels)
    for name, content in _made(folder, contents):
        store(name, content)


def _described(folder, contents):
    return [
        {"width": each.width, "height": each.height, "name": f"{folder}/{each.width}.webp"}
        for each in contents.renditions
    ]


def _made(folder, contents):
    """Names and contents of the files."""
    files = [(f"{folder}/{each.width}.webp", each.content) for each in contents.renditions]
    files += [(f"{folder}/{tile.name}", tile.content) for tile in contents.tiles]
    return [(name, content) for name, content in files if content]


def store_left(job, contents):
    """Stores what was left to the worker. Returns whether it still was.

    Deleting the folder waits for this, and if it was faster, there is no job any more.
    """
    with transaction.atomic():
        if not RenditionJob.objects.select_for_update().filter(pk=job.pk).exists():
            return False
        for name, content in _made(job.folder, contents):
            if name != job.name:
                default_storage.replace(name, content)
        job.delete()
    return True


def is_awaited(name):
    """Whether the worker is to make the file."""
    jobs = RenditionJob.objects.filter(folder=name.rpartition("/")[0])
    return jobs.exclude(name=name).exists()


def is_tile(name):
    return name.count(".") > 1


def smaller_version(name):
    """The name of the largest stored rendition that is smaller than this one, or None."""
    folder, _slash, base = name.rpartition("/")
    smaller = [width for width in pictures.WIDTHS if width < int(base.removesuffix(".webp"))]
    names = [f"{folder}/{width}.webp" for width in reversed(smaller)]
    return next(filter(default_storage.exists, names), None)


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
        contents = upload.read_completely(stored)
    folder = getattr(row, upload.folder)
    with transaction.atomic():
        # Locked, and not if the file was replaced in the meantime.
        rows = (
            type(row)._base_manager.select_for_update().filter(pk=row.pk, **{upload.folder: folder})
        )
        if rows.exists():
            columns = {upload.renditions: _described(folder, contents)}
            if upload.tile_levels:
                columns[upload.tile_levels] = contents.tile_levels
            made = dict(_made(folder, contents))
            made.pop(file.name, None)
            for lost in {*names(row, upload)} - made.keys() - {file.name}:
                default_storage.delete(lost)
            for made_name, content in made.items():
                default_storage.replace(made_name, content)
            rows.update(**columns)
            RenditionJob.objects.filter(folder=folder).delete()
