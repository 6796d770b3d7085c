"""Copies files with their checksums, and makes sure that they are on the disk."""

import hashlib
import os
from typing import NamedTuple

CHUNK = 1024 * 1024  # bytes


class File(NamedTuple):
    size: int
    sha256: str
    modified: int  # nanoseconds


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
