"""What pages depend on besides the database: the code, its templates and words, the settings."""

import os
import sysconfig
from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

from seventeen_moments.environment import READ

FOLDERS = ["seventeen_moments", "essays", "resources", "templates"]
SUFFIXES = (".py", ".html", ".xml", ".txt", ".mo")
# Of the machine; no page depends on them.
MACHINE = {
    *("DATA_DIR", "MEDIA_ROOT", "STATIC_ROOT", "REPLICA_URL"),
    *("WEB_CONCURRENCY", "LOG_LEVEL", "LOG_FORMAT"),
}


@cache
def release():
    """A digest, equal on all machines that run the same. It takes 16 ms, once in a process."""
    digest = blake2b(digest_size=16)
    database = settings.DATABASES["default"]
    variables = sorted((name, os.environ[name]) for name in READ - MACHINE if name in os.environ)
    packages = sorted(os.listdir(sysconfig.get_path("purelib")))  # their names have versions
    values = [*variables, *packages, *(str(database[name]) for name in ["HOST", "PORT", "NAME"])]
    digest.update(repr(values).encode())
    for path in _files():
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _files():
    for name in FOLDERS:
        for folder, folders, files in os.walk(settings.BASE_DIR / name):
            folders.sort()
            yield from (Path(folder, file) for file in sorted(files) if file.endswith(SUFFIXES))
    if settings.STATIC_COLLECTED:
        yield settings.STATIC_ROOT / "staticfiles.json"
