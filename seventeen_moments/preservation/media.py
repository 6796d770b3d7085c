"""The place of the uploads, as a restore fills it: the folder MEDIA_ROOT, or a bucket.

A hidden folder, or object, marks an unfinished restore. If the process is killed it remains, and
the next restore removes what is left.
"""

import os
import shutil
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management.base import CommandError

from .files import copy

MEDIA = "media/"  # in a backup
STAGED = ".restoring"


def current():
    return {"MEDIA_ROOT": Folder, "STORAGE_URL": Bucket}[default_storage.VARIABLE]()


def names(contents):
    return [name.removeprefix(MEDIA) for name in contents.files if name.startswith(MEDIA)]


class Folder:
    """Files are copied to a hidden folder within it, then moved out, which takes no time."""

    def __init__(self):
        self.root = Path(settings.MEDIA_ROOT)

    def check_backups(self, folder):
        root = self.root.resolve()
        if folder.is_relative_to(root):
            raise CommandError(
                f"{folder} is inside MEDIA_ROOT, {root}: choose a folder outside it."
            )

    def check_empty(self, contents):
        interrupted = {STAGED, *_top_names(contents)} if (self.root / STAGED).exists() else set()
        if any(path.name not in interrupted for path in self.root.iterdir()):
            raise CommandError(f"{self.root} is not empty: restore into an empty MEDIA_ROOT.")
        needed = sum(contents.files[MEDIA + name].size for name in names(contents))
        free = shutil.disk_usage(self.root).free
        if needed > free:
            raise CommandError(
                f"Not enough disk space: {needed} bytes are needed, {free} are free."
            )

    def fill(self, folder, contents, progress):
        self.clear(contents)
        staged = self.root / STAGED
        staged.mkdir()
        for count, name in enumerate(names(contents), start=1):
            target, expected = staged / name, contents.files[MEDIA + name]
            target.parent.mkdir(parents=True, exist_ok=True)
            if copy(folder / MEDIA / name, target).sha256 != expected.sha256:
                raise CommandError(
                    f"{MEDIA}{name} has changed in the meantime. Nothing was restored."
                )
            os.utime(target, ns=(expected.modified, expected.modified))
            progress(count)
        for name in _top_names(contents):
            (staged / name).rename(self.root / name)
        os.sync()

    def clear(self, contents):
        """Removes the files of an interrupted restore."""
        if not (self.root / STAGED).exists():
            return
        for name in [*_top_names(contents), STAGED]:
            path = self.root / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def finish(self):
        shutil.rmtree(self.root / STAGED, ignore_errors=True)


class Bucket:
    def check_backups(self, folder):
        """Any folder is outside of it."""

    def check_empty(self, contents):
        if default_storage.exists(STAGED):
            return
        if next(default_storage.files(), None):
            raise CommandError("The bucket is not empty: restore into an empty STORAGE_URL.")

    def fill(self, folder, contents, progress):
        self.clear(contents)
        default_storage.save(STAGED, ContentFile(b""))
        for count, name in enumerate(names(contents), start=1):
            with (folder / MEDIA / name).open("rb") as file:
                default_storage.save(name, File(file))
            progress(count)

    def clear(self, contents):
        if default_storage.exists(STAGED):
            for name in [*names(contents), STAGED]:
                default_storage.delete(name)

    def finish(self):
        default_storage.delete(STAGED)


def _top_names(contents):
    return sorted({name.split("/")[0] for name in names(contents)})
