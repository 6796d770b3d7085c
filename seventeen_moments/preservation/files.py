"""Copies files with their checksums, and makes sure that they are on the disk."""

import hashlib
import os
from typing import NamedTuple

CHUNK = 1024 * 1024  # bytes


class File(NamedTuple):
    size: int
    sha256: str
    modified: int  # nanoseconds


def names(folder, prefix="", parents=()):
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
            yield from names(entry.path, f"{prefix}{entry.name}/", (*parents, identity))
        elif entry.is_file():
            yield f"{prefix}{entry.name}"


def checksum(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copy(source, target):
    with open(source, "rb") as file:
        modified = os.fstat(file.fileno()).st_mtime_ns
        copied = write(iter(lambda: file.read(CHUNK), b""), target)
    os.utime(target, ns=(modified, modified))
    return copied._replace(modified=modified)


def write(chunks, target):
    """Returns when the file is on the disk."""
    digest, size = hashlib.sha256(), 0
    with open(target, "wb") as file:
        for chunk in chunks:
            file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
        file.flush()
        os.fsync(file.fileno())
        return File(size, digest.hexdigest(), os.fstat(file.fileno()).st_mtime_ns)
