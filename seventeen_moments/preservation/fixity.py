"""Checks that every file exists and is unchanged since it was stored."""

import re
from typing import NamedTuple

from django.core.files.storage import default_storage
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from resources.checksums import sha256
from resources.files import WithFile, delete_unused, earlier_states
from resources.renditions import is_awaited
from seventeen_moments.core.kinds import kinds
from seventeen_moments.core.stored_files import is_old, marked
from seventeen_moments.versions.draft_files import DraftFolder

ORPHAN = _("orphan")
UPLOAD = re.compile(r"\w+/[0-9a-f]{16}")  # the folder of one


class Problem(NamedTuple):
    kind: Promise
    name: str
    source: object = None
    modified: int = 0  # nanoseconds: when an orphan was stored

    def __str__(self):
        if self.source is None:
            return f"{self.kind}: {self.name}"
        kind_name = self.source._meta.verbose_name
        return f"{self.kind}: {self.name} ({kind_name} {self.source.pk}, “{self.source}”)"


def sources_with_files():
    """Yields all sources with files, then with the kept files of earlier versions and drafts."""
    kinds_with_files = [kind for kind in kinds() if issubclass(kind, WithFile)]
    for kind in kinds_with_files:
        columns = ["title", *kind.upload_columns()]
        yield from kind.objects.order_by("pk").only(*columns).iterator()
    for kind in kinds_with_files:
        yield from earlier_states(kind)
        yield from DraftFolder.objects.rows(kind)


def checked_files():
    """Yields each file of a source or of the storage once, with its Problem or None."""
    checked = set()
    for source in sources_with_files():
        checksums = source.checksums()
        for name in source.file_names():
            if name not in checked:
                checked.add(name)
                yield name, _problem(source, name, checksums)
    for name, _size, modified in default_storage.files():
        # Those in marked folders are deleted a day later at the latest.
        if name not in checked and name.rpartition("/")[0] not in marked().values():
            yield name, Problem(ORPHAN, name, modified=modified)


def delete_old(orphans):
    """Deletes their folders if these are of uploads, a day old, and not in use. Returns those.

    What somebody else put there stays.
    """
    names = (orphan.name for orphan in orphans if is_old(orphan.modified / 10**9))
    folders = sorted({name.rpartition("/")[0] for name in names})
    return [folder for folder in folders if UPLOAD.fullmatch(folder) and delete_unused(folder)]


def _problem(source, name, checksums):
    try:
        if name not in checksums:
            # A rendition has no checksum, because it can be created again.
            is_missing = not default_storage.exists(name) and not is_awaited(name)
            return Problem(_("missing"), name, source) if is_missing else None
        checksum = sha256(default_storage.chunks(name))
    except FileNotFoundError:
        return Problem(_("missing"), name, source)
    except OSError:
        return Problem(_("unreadable"), name, source)
    if checksum == checksums[name]:
        return None
    kind = _("changed") if checksums[name] else _("without a checksum")
    return Problem(kind, name, source)
