"""The files that come along with a table, in a folder or a zip, found by name.

A zip is never unpacked as a whole, and nothing of it gets a place on disk by its own name.
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

MEGABYTE = 1024 * 1024
MOST_UNPACKED = 4096 * MEGABYTE
MOST_RATIO = 100  # to one: pictures and recordings are packed already
HARMLESS = 20 * MEGABYTE  # silence in WAV packs better, but does not grow beyond this
MOST_MEMBERS = 20_000
LONGEST_LIST = 8 * MEGABYTE  # some 400 bytes for each of so many
LONGEST_NAME = 1000  # characters: composing takes the square of a row of accents
IN_MEMORY = 8 * MEGABYTE
UNUSUAL = re.compile(r"[\\\0]|^[A-Za-z]:")

# What Python's zipfile raises on broken data, by place and depth of the damage.
DAMAGE = (BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, zlib.error)


class Bundle:
    """No files; its heirs have some, and open them."""

    def __init__(self, names=()):
        self.names, self.used = {}, set()
        self.by_end = {}  # lists of names, by the last part
        for name in filter(_is_wanted, names):
            if _folded(name) in self.names:
                raise _refused(
                    _("“%(name)s” occurs twice, with different upper and lower case letters."), name
                )
            self.names[_folded(name)] = name
            self.by_end.setdefault(_folded(PurePosixPath(name).name), []).append(name)

    def find(self, cell):
        """The name of the file that the cell means: a path, or its last part where it is clear."""
        folded = _folded(cell) if len(cell) <= LONGEST_NAME else None
        ends = self.by_end.get(folded, [])
        name = self.names.get(folded) or (ends[0] if len(ends) == 1 else None)
        if name is None:
            raise ValidationError(
                _("“%(name)s” occurs several times; include its folder.")
                if ends
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
        super().__init__(sorted(self._walk()))

    def _walk(self):
        for path in self.path.rglob("*"):
            name = path.relative_to(self.path).as_posix()
            if path.is_symlink():
                raise _refused(_("“%(name)s” is a link to another place."), name)
            if path.is_file():
                yield name

    def _opened(self, name):
        try:
            return (self.path / name).open("rb")
        except OSError as error:
            raise ValidationError(
                _("The file cannot be read: %(reason)s."), params={"reason": error.strerror}
            ) from None


class _Read(BufferedReader):
    """A zip whose list of members, which zipfile reads at once, is not longer than the longest."""

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
        self.file = _Read(FileIO(path))
        finalize(self, self.file.close)  # not __del__, which is called where the file is missing
        try:
            self.archive = ZipFile(self.file)
        except (*DAMAGE, struct.error):
            raise ValidationError(
                _("The files are not a zip archive, or the archive is damaged.")
            ) from None
        self.members = [member for member in self.archive.infolist() if not member.is_dir()]
        for member in self.members:
            _refuse_bad(member)
        self._refuse_bomb(size)
        super().__init__(member.filename for member in self.members)

    def _refuse_bomb(self, size):
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

    @contextmanager
    def _opened(self, name):
        with SpooledTemporaryFile(IN_MEMORY) as file:
            try:
                # zipfile gives no more than the size that the member has announced.
                with self.archive.open(name) as member:
                    copyfileobj(member, file)
            except DAMAGE:
                raise ValidationError(_("The file inside the zip is damaged.")) from None
            file.seek(0)
            yield file


def _is_wanted(name):
    """Not what systems leave in folders, such as .DS_Store and __MACOSX."""
    parts = PurePosixPath(name).parts
    return not any(part.startswith((".", "__MACOSX")) for part in parts) and (
        parts[-1].lower() != "thumbs.db"
    )


def _folded(name):
    return unicodedata.normalize("NFC", name).casefold()


def _refuse_bad(member):
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
