"""The files that a table names, in a zip.

A zip is never unpacked as a whole, and none of its names is used as a path on the disk.
"""

import re
import stat
import struct
import zlib
from contextlib import contextmanager
from functools import cached_property
from io import BufferedReader, FileIO
from pathlib import PurePosixPath
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from weakref import finalize
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from seventeen_moments.core.storage_errors import reason

from .bundle import LONGEST_NAME, Bundle, Member, is_of_system, refused
from .zip_names import RawNames, names_of

MEGABYTE = 1024 * 1024
MOST_UNPACKED = 4096 * MEGABYTE
MOST_RATIO = 100  # to one: pictures and recordings are compressed already
HARMLESS = 20 * MEGABYTE  # below this any ratio is accepted: silence in WAV compresses well
MOST_MEMBERS = 20_000
LONGEST_LIST = 8 * MEGABYTE  # about 400 bytes for each of MOST_MEMBERS
IN_MEMORY = 8 * MEGABYTE
UNUSUAL = re.compile(r"\0|^[A-Za-z]:")
# APPNOTE 4.4.5
METHODS = {9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "xz", 98: "PPMd"}

# What Python's zipfile raises on damaged data, depending on where the damage is.
DAMAGE = (BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, zlib.error)

# The first bytes of other archives, at their place.
OTHER_ARCHIVES = [
    (0, b"7z\xbc\xaf'\x1c", "7z"),
    (0, b"Rar!\x1a\x07", "RAR"),
    (257, b"ustar", "tar"),
    (0, b"\x1f\x8b", "gzip"),
    (0, b"BZh", "bzip2"),
    (0, b"\xfd7zXZ", "xz"),
    (0, b"(\xb5/\xfd", "Zstandard"),
]


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
        except UnicodeDecodeError:
            raise ValidationError(_("A file name in the zip is damaged.")) from None
        except (*DAMAGE, struct.error):
            raise ValidationError(self._why_no_zip()) from None
        infos = [info for info in self.archive.infolist() if not is_folder(info)]
        names = zip(infos, names_of(infos), strict=True)
        named = [(info, name) for info, name in names if not is_of_system(name)]
        for info, name in named:
            refuse_unsafe(info, name)
        self.infos = [info for info, _name in named]
        if len(infos) > MOST_MEMBERS:
            raise ValidationError(
                _("The zip contains more than %(most)d files."), params={"most": MOST_MEMBERS}
            )
        unpacked = sum(info.file_size for info in infos)
        if unpacked > MOST_UNPACKED or unpacked > max(HARMLESS, MOST_RATIO * size):
            raise ValidationError(
                _("Unpacked, the zip would be %(size)d MB, which is too much for its size."),
                params={"size": unpacked // MEGABYTE},
            )
        super().__init__(Member(name, key) for key, (_info, name) in enumerate(named))

    def find_otherwise(self, path):
        names = self._raw_names.find(path)
        return [Member(name, key) for name, key in names if not is_outside(name)]

    @cached_property
    def _raw_names(self):
        return RawNames(self.infos)

    @contextmanager
    def _opened(self, key):
        with SpooledTemporaryFile(IN_MEMORY, dir=settings.FILE_UPLOAD_TEMP_DIR) as file:
            try:
                # zipfile reads no more than the size that the member's header gives.
                with self.archive.open(self.infos[key]) as member:
                    copyfileobj(member, file)
            except DAMAGE as error:
                sentence = reason(error) or _("The file inside the zip is damaged.")
                raise ValidationError(sentence) from None
            file.seek(0)
            yield file

    def _why_no_zip(self):
        self.file.seek(0)
        start = self.file.read(512)
        for place, signature, name in OTHER_ARCHIVES:
            if start[place:].startswith(signature):
                sentence = _("This is an archive of another format (%(name)s). Make a zip of it.")
                return sentence % {"name": name}
        if start.startswith(b"PK\x07\x08"):
            return _("This is one part of a split zip. Make one zip of it.")
        if start.startswith(b"PK\x03\x04"):
            return _("The end of the zip is missing or damaged. Upload it again.")
        return _("The files are not a zip archive, or the archive is damaged.")


def is_folder(info):
    return info.orig_filename.endswith(("/", "\\")) and not info.file_size


def is_outside(name):
    path = PurePosixPath(name)
    return not path.name or path.is_absolute() or ".." in path.parts or UNUSUAL.search(name)


def refuse_unsafe(info, name):
    if len(name) > LONGEST_NAME or is_outside(name):
        raise refused(_("“%(name)s” is not a valid file name in the zip."), name)
    if stat.S_ISLNK(info.external_attr >> 16):
        raise refused(_("“%(name)s” is a link to another place."), name)
    if info.flag_bits & 1:
        raise refused(_("“%(name)s” is encrypted."), name)
    if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        method = METHODS.get(info.compress_type, f"no. {info.compress_type}")
        sentence = _("“%(name)s” is compressed in an unusual way (%(method)s); use a plain zip.")
        error = refused(sentence, name)
        error.params["method"] = method
        raise error
