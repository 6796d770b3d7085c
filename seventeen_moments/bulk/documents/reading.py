"""A document in a word processor's file, as a draft of an essay."""

import logging
from collections import Counter
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image as PillowImage
from PIL import UnidentifiedImageError

from resources.pictures import ENDINGS, FORMATS
from seventeen_moments.core.storage_errors import reason

from . import opendocument
from .body import read_body

LARGEST = 300 * 2**20  # bytes, when its parts are unpacked
TOO_LARGE = gettext_lazy("This file is too large: unpacked it has more than 300 MB.")
OLE = b"\xd0\xcf\x11\xe0"  # older Word files, and those with a password
OPENDOCUMENT = b"application/vnd.oasis.opendocument.text"
WORD_CONTENT = b"wordprocessingml.document"

logger = logging.getLogger(__name__)


class Document(NamedTuple):
    title: str
    byline: str
    language: str
    html: str
    pictures: list
    found: Counter
    left_out: Counter


def read_document(path, folder):
    """Reads the file, and stores its pictures in the folder.

    Raises ValidationError if it is not a document, or cannot be read.
    """
    reader = _reader(path)
    pictures, size = [], 0

    def store_picture(file):
        nonlocal size
        target = folder / f"picture-{len(pictures) + 1}"
        size += target.write_bytes(file.read())
        if size > LARGEST:  # a document may show the same picture many times
            raise ValidationError(TOO_LARGE)
        try:
            with PillowImage.open(target, formats=FORMATS) as picture:
                suffix = ENDINGS[picture.format]
        except (UnidentifiedImageError, OSError, PillowImage.DecompressionBombError):
            suffix = ""
        if not suffix:
            target.unlink()
            return None
        pictures.append(target.rename(target.with_suffix(f".{suffix}")).name)
        return pictures[-1]

    try:
        tree, language, left_out = reader.read(path, store_picture)
        body = read_body(tree)
    except ValidationError:
        raise
    except Exception as error:  # what is not foreseen in a file that any program may have written
        if reason(error):  # of our disk
            raise
        logger.warning("A document could not be read.", exc_info=True)
        raise ValidationError(_("This file is damaged: it could not be read.")) from None
    return Document(
        body.title, body.byline, language, body.html, body.pictures, body.found, left_out
    )


def _reader(path):
    """The module that reads the file, by its content."""
    with Path(path).open("rb") as file:
        start = file.read(len(OLE))
    if start == OLE:
        raise ValidationError(
            _(
                "This is an older Word file (.doc), or one with a password. Save it as .docx "
                "without a password, and choose it again."
            )
        )
    try:
        with ZipFile(path) as archive:
            names = archive.namelist()
            size = sum(entry.file_size for entry in archive.infolist())
            kind = archive.read("mimetype") if "mimetype" in names else b""
            types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    except (BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        kind = types = b""
        size = 0
    if size > LARGEST:
        raise ValidationError(TOO_LARGE)
    if kind.startswith(OPENDOCUMENT):
        return opendocument
    if WORD_CONTENT in types:
        from . import word  # noqa: PLC0415 - mammoth takes long to load, and is needed rarely

        return word
    raise ValidationError(_("This is neither a Word file (.docx) nor an OpenDocument text (.odt)."))
