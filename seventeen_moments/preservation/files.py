"""Files, copied so that a copy is known to be whole and is on the disk."""

import hashlib
import os
from typing import NamedTuple

PIECE = 1024 * 1024  # bytes


class File(NamedTuple):
    size: int
    sha256: str
    modified: int  # nanoseconds


def names(folder, begin="", above=()):
    """Of all files below the folder, with "/" between the parts. Links are followed, but not in
    circles: an archive may keep its pictures on another disk."""
    try:
        place = os.stat(folder)
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except FileNotFoundError:  # deleted meanwhile
        return
    here = place.st_dev, place.st_ino
    if here in above:
        return
    for entry in found:
        if entry.is_dir():
            yield from names(entry.path, f"{begin}{entry.name}/", (*above, here))
        elif entry.is_file():
            yield f"{begin}{entry.name}"


def checksum(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copy(source, target):
    with open(source, "rb") as file:
        modified = os.fstat(file.fileno()).st_mtime_ns
        written = write(iter(lambda: file.read(PIECE), b""), target)
    os.utime(target, ns=(modified, modified))
    return written._replace(modified=modified)


def write(pieces, target):
    """Returns when the disk has it all."""
    digest, size = hashlib.sha256(), 0
    with open(target, "wb") as file:
        for piece in pieces:
            file.write(piece)
            digest.update(piece)
            size += len(piece)
        file.flush()
        os.fsync(file.fileno())
        return File(size, digest.hexdigest(), os.fstat(file.fileno()).st_mtime_ns)
