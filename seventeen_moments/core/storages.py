"""Where uploads are kept: the folder MEDIA_ROOT, or a bucket (bucket.py).

Both offer what Django's storages lack: parts of a file, all files with their sizes and times, an
address elsewhere, and replacing a file. Nothing else in the archive uses paths of uploads, besides
the question whether nginx has the folder (media.py).
"""

import os
from typing import NamedTuple

from django.core.files.storage import FileSystemStorage

CHUNK = 256 * 1024  # bytes


class StoredFile(NamedTuple):
    name: str
    size: int
    modified: int  # nanoseconds


class FolderStorage(FileSystemStorage):
    VARIABLE = "MEDIA_ROOT"

    def chunks(self, name, start=0, stop=None):
        """Yields the bytes from `start` to `stop`, by default all."""
        with self.open(name) as file:
            file.seek(start)
            while chunk := file.read(CHUNK if stop is None else min(CHUNK, stop - start)):
                start += len(chunk)
                yield chunk

    def files(self):
        """Yields all files, sorted by name in each folder."""
        for name in names_below(self.location):
            try:
                status = os.stat(self.path(name))
            except FileNotFoundError:  # deleted in the meantime
                continue
            yield StoredFile(name, status.st_size, status.st_mtime_ns)

    def replace(self, name, content):
        """Stores all of the file or nothing, even if the process is killed."""
        partial = f"{name}.part"
        self.delete(partial)  # of a process that was killed
        self.save(partial, content)
        os.replace(self.path(partial), self.path(name))

    def delivery_address(self, name, content_type):
        """Where browsers get the file; None if the archive sends it."""
        return


def names_below(folder, prefix="", parents=()):
    """Yields the names of all files below the folder, with "/" between the parts.

    Symbolic links are followed, but not in circles: media may be on another disk.
    """
    try:
        status = os.stat(folder)
        with os.scandir(folder) as scanned:
            entries = sorted(scanned, key=lambda entry: entry.name)
    except FileNotFoundError:  # deleted in the meantime
        return
    identity = status.st_dev, status.st_ino
    if identity in parents:
        return
    for entry in entries:
        if entry.is_dir():
            yield from names_below(entry.path, f"{prefix}{entry.name}/", (*parents, identity))
        elif entry.is_file():
            yield f"{prefix}{entry.name}"
