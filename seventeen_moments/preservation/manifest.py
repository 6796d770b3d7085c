"""What a backup holds: a list of its files with sizes and checksums, which is checked itself."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple

from django.core.management.base import CommandError

from .files import File, checksum, names

NAME = "manifest.json"
CHECKSUM = "manifest.json.sha256"  # in the format of sha256sum, which can check it
FORMAT = 1


class Manifest(NamedTuple):
    created: str
    version: str
    database: Mapping  # its kind, and the name of its file
    migrations: list
    files: dict  # File by name


def write(folder, manifest):
    about = {"format": FORMAT, **manifest._asdict()}
    about["files"] = [
        {"name": name, **file._asdict()} for name, file in sorted(manifest.files.items())
    ]
    text = json.dumps(about, indent=1).encode()
    (folder / NAME).write_bytes(text)
    (folder / CHECKSUM).write_text(f"{sha256(text).hexdigest()}  {NAME}\n")


def read(folder):
    try:
        text = (folder / NAME).read_bytes()
        expected = (folder / CHECKSUM).read_text(errors="replace")
    except FileNotFoundError as error:
        raise CommandError(f"{error.filename} is missing: this is not a complete backup.") from None
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror}.") from None
    if expected != f"{sha256(text).hexdigest()}  {NAME}\n":
        raise CommandError(f"{folder / NAME} does not match its checksum in {CHECKSUM}.")
    about = json.loads(text)
    if about.pop("format") != FORMAT:
        raise CommandError(f"{folder / NAME} has a format that this version does not know.")
    files = {each.pop("name"): File(**each) for each in about.pop("files")}
    return Manifest(**about, files=files)


def faults(folder, manifest):
    """One sentence for each file that is missing, changed or not in the list."""
    present = set(names(folder))
    found = [f"{name} is missing." for name in manifest.files.keys() - present]
    found += [
        f"{name} is not in the manifest."
        for name in present - manifest.files.keys() - {NAME, CHECKSUM}
    ]
    for name in manifest.files.keys() & present:
        found += _fault(folder / name, name, manifest.files[name])
    return sorted(found)


def _fault(path, name, file):
    try:
        size = path.lstat().st_size
        if size != file.size:
            yield f"{name} has {size} bytes instead of {file.size}."
        elif checksum(path) != file.sha256:
            yield f"{name} has changed: its checksum differs."
    except OSError as error:
        yield f"{name} cannot be read: {error.strerror}."
