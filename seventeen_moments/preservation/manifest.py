"""The list of files in a backup, with sizes and checksums. It has a checksum itself."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple

from django.core.management.base import CommandError

from seventeen_moments.core.storages import names_below

from .files import File, checksum

NAME = "manifest.json"
CHECKSUM = "manifest.json.sha256"  # in the format of sha256sum, which can check it
FORMAT = 1


class Manifest(NamedTuple):
    created: str
    version: str
    database: Mapping  # kind and file name
    migrations: list
    files: dict  # File by name


def write(folder, manifest):
    content = {"format": FORMAT, **manifest._asdict()}
    content["files"] = [
        {"name": name, **file._asdict()} for name, file in sorted(manifest.files.items())
    ]
    text = json.dumps(content, indent=1).encode()
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
    content = json.loads(text)
    if content.pop("format") != FORMAT:
        raise CommandError(f"{folder / NAME} has a format that this version does not know.")
    files = {file.pop("name"): File(**file) for file in content.pop("files")}
    return Manifest(**content, files=files)


def faults(folder, manifest):
    """Returns a message for each file that is missing, changed or not in the manifest."""
    present = set(names_below(folder))
    messages = [f"{name} is missing." for name in manifest.files.keys() - present]
    messages += [
        f"{name} is not in the manifest."
        for name in present - manifest.files.keys() - {NAME, CHECKSUM}
    ]
    for name in manifest.files.keys() & present:
        path, file = folder / name, manifest.files[name]
        try:
            size = path.lstat().st_size
            if size != file.size:
                messages.append(f"{name} has {size} bytes instead of {file.size}.")
            elif checksum(path) != file.sha256:
                messages.append(f"{name} has changed: its checksum differs.")
        except OSError as error:
            messages.append(f"{name} cannot be read: {error.strerror}.")
    return sorted(messages)
