"""The files that a table names, in a folder or a zip.

A zip is never unpacked as a whole, and none of its names is used as a path on the disk.
"""

import re
import stat
import struct
import unicodedata
import zlib
from contextlib import contextmanager
from io import BufferedReader, FileIO
from pathlib import PurePosixPath
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from weakref import finalize
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

from seventeen_moments.core.storage_errors import reason

MEGABYTE = 1024 * 1024
MOST_UNPACKED = 4096 * MEGABYTE
MOST_RATIO = 100  # to one: pictures and recordings are compressed already
HARMLESS = 20 * MEGABYTE  # below this any ratio is accepted: silence in WAV compresses well
MOST_MEMBERS = 20_000
LONGEST_LIST = 8 * MEGABYTE  # about 400 bytes for each of MOST_MEMBERS
LONGEST_NAME = 1000  # characters: normalizing a row of accents takes quadratic time
IN_MEMORY = 8 * MEGABYTE
UNUSUAL = re.compile(r"[\\\0]|^[A-Za-z]:")

# What Python's zipfile raises on damaged data, depending on where the damage is.
DAMAGE = (BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, zlib.error)


class Bundle:
    """Finds files by name. This one is empty; its subclasses have files, and open them."""

    def __init__(self, names=()):
        self.names, self.used = {}, set()
        self.by_last_part = {}  # lists of names
        for name in names:
            *_folders, last = parts = PurePosixPath(name).parts
            # Operating systems leave files such as .DS_Store and __MACOSX in folders.
            if last.lower() == "thumbs.db" or any(p.startswith((".", "__MACOSX")) for p in parts):
                continue
            if _folded(name) in self.names:
                raise _refused(
                    _("“%(name)s” occurs twice, with different upper and lower case letters."), name
                )
            self.names[_folded(name)] = name
            self.by_last_part.setdefault(_folded(last), []).append(name)

    def find(self, cell):
        """Returns the name of the file that a cell names: by its path, or its last part if only
        one file has that."""
        folded = _folded(cell) if len(cell) <= LONGEST_NAME else None
        candidates = self.by_last_part.get(folded, [])
        name = self.names.get(folded) or (candidates[0] if len(candidates) == 1 else None)
        if name is None:
            raise ValidationError(
                _("“%(name)s” occurs several times; include its folder.")
                if candidates
                else _("“%(name)s” is not among the files."),
                params={"name": cell[:100]},
            )
        self.used.add(name)
        return name

    def unused(self):
        return sorted(set(self.names.values()) - self.used)

    @contextmanager
    def open(self, name):
        with self._opened(name) as file:
            yield File(file, PurePosixPath(name).name)


class Folder(Bundle):
    def __init__(self, path):
        self.path = path
        names = []
        for member in path.rglob("*"):
            name = member.relative_to(path).as_posix()
            if member.is_symlink():
                raise _refused(_("“%(name)s” is a link to another place."), name)
            if member.is_file():
                names.append(name)
        super().__init__(sorted(names))

    def _opened(self, name):
        try:
            return (self.path / name).open("rb")
        except OSError as error:
            raise ValidationError(
                _("The file cannot be read: %(reason)s."), params={"reason": error.strerror}
            ) from None


class LimitedReader(BufferedReader):
    """Limits the list of members, which zipfile reads at once."""

    def read(self, size=-1):
        if size is not None and size > LONGEST_LIST:
            raise ValidationError(
                _("The list of files in the zip is larger than %(most)d MB."),
                params={"most": LONGEST_LIST // MEGABYTE},
            )
        return super().read(size)


class Zip(Bundle):
    def __init__(self, path):
        size = path.stat().st_size
        self.file = LimitedReader(FileIO(path))
        finalize(self, self.file.close)  # not __del__, which is called even without a file
        try:
            self.archive = ZipFile(self.file)
        except (*DAMAGE, struct.error):
            raise ValidationError(
                _("The files are not a zip archive, or the archive is damaged.")
            ) from None
        self.members = [member for member in self.archive.infolist() if not member.is_dir()]
        for member in self.members:
            refuse_unsafe(member)
        if len(self.members) > MOST_MEMBERS:
            raise ValidationError(
                _("The zip contains more than %(most)d files."), params={"most": MOST_MEMBERS}
            )
        unpacked = sum(member.file_size for member in self.members)
        if unpacked > MOST_UNPACKED or unpacked > max(HARMLESS, MOST_RATIO * size):
            raise ValidationError(
                _("Unpacked, the zip would be %(size)d MB, which is too much for its size."),
                params={"size": unpacked // MEGABYTE},
            )
        super().__init__(member.filename for member in self.members)

    @contextmanager
    def _opened(self, name):
        with SpooledTemporaryFile(IN_MEMORY) as file:
            try:
                # zipfile reads no more than the size that the member's header gives.
                with self.archive.open(name) as member:
                    copyfileobj(member, file)
            except DAMAGE as error:
                sentence = reason(error) or _("The file inside the zip is damaged.")
                raise ValidationError(sentence) from None
            file.seek(0)
            yield file


def _folded(name):
    return unicodedata.normalize("NFC", name).casefold()


def refuse_unsafe(member):
    name = member.orig_filename
    path = PurePosixPath(name)
    if len(name) > LONGEST_NAME or path.is_absolute() or ".." in path.parts or UNUSUAL.search(name):
        raise _refused(_("“%(name)s” is not a valid file name in the zip."), name)
    if stat.S_ISLNK(member.external_attr >> 16):
        raise _refused(_("“%(name)s” is a link to another place."), name)
    if member.flag_bits & 1:
        raise _refused(_("“%(name)s” is encrypted."), name)
    if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise _refused(_("“%(name)s” is compressed in an unusual way; use a plain zip."), name)


def _refused(sentence, name):
    return ValidationError(sentence, params={"name": name.replace("\0", "␀")[:100]})
