"""Checking an uploaded picture and making its renditions, with Pillow."""

import struct
from io import BytesIO
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

from seventeen_moments.core.precomputing import is_precomputing, precomputed

from . import decoding, exif
from .checksums import sha256

FORMATS = ["JPEG", "PNG", "WEBP", "GIF", "TIFF"]
# MPO: a JPEG with further pictures behind it, as many telephones write it.
ENDINGS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "TIFF": "tif"}
WIDTHS = [400, 1000, 2000]  # pixels: a thumbnail at 3x, a phone at 3x, a wide screen
LONGEST = 16383  # pixels: the longest side of a WebP
QUALITY = 78  # WebP

ORIENTATION = 0x0112  # EXIF 2.3, 4.6.4
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

SIDEWAYS = {
    Image.Transpose.TRANSPOSE,
    Image.Transpose.ROTATE_270,
    Image.Transpose.TRANSVERSE,
    Image.Transpose.ROTATE_90,
}
LARGEST_PROFILE = 500_000  # bytes: each rendition carries it

# What Pillow raises on broken data, by format and depth of the damage.
DAMAGE = (OSError, EOFError, SyntaxError, ValueError, TypeError, LookupError, struct.error)


class Rendition(NamedTuple):
    width: int
    height: int
    content: ContentFile


class Picture(NamedTuple):
    ending: str
    width: int  # as shown, after the camera's orientation
    height: int
    renditions: list
    original: object  # the file to keep


class _Decoded(NamedTuple):
    ending: str
    size: tuple  # as shown
    image: Image.Image  # as stored, and not larger than the renditions need it
    upright: object  # the transposition that shows it upright, or None
    profile: bytes | None
    original: object


class _Content:
    """An upload that equals any other of the same bytes."""

    def __init__(self, upload):
        self.upload, self.digest = upload, sha256(File(upload))

    def __eq__(self, other):
        return self.digest == other.digest

    def __hash__(self):
        return hash(self.digest)


def read(upload):
    """The picture in the upload, decoded to its last byte.

    Raises ValidationError with a sentence for the editor.
    """
    found = _read(_Content(upload))
    if isinstance(found, ValidationError):
        raise found
    return found if found.original else found._replace(original=upload)


@precomputed
def _read(content):
    """The picture, without the original where that is the upload itself; or why there is none."""
    try:
        picture = _decoded(content.upload)
    except ValidationError as error:
        return error
    renditions = [_rendition(picture, width) for width in _widths(*picture.size)]
    original = None if picture.original is content.upload else picture.original
    return Picture(picture.ending, *picture.size, renditions, original)


def validate_picture(upload):
    """A field's validator: new uploads are decoded whole, stored files are trusted."""
    if not getattr(upload, "_committed", False):
        # Where it is saved next, this makes the renditions too, and is the only time.
        (read if is_precomputing() else _decoded)(upload)
        upload.seek(0)


def _decoded(upload):
    upload.seek(0)
    try:
        with Image.open(upload, formats=FORMATS) as image:
            ending = ENDINGS[image.format]
            # Before all else: to read the EXIF data of a PNG is to decode it.
            decoding.refuse_too_large(image, _widths(*image.size)[-1])
            # Not ImageOps.exif_transpose: it rewrites the EXIF data, and stumbles over odd ones.
            # Pillow itself turns a TIFF.
            turned = image.format != "TIFF" and image.getexif().get(ORIENTATION)
            upright = UPRIGHT.get(turned)
            size = image.size[::-1] if upright in SIDEWAYS else image.size
            width = _stored_width(size, upright)
            made = decoding.load(image, width)
            original = exif.without_place(upload) if exif.tells_place(image) else upload
            return _Decoded(ending, size, made, upright, _profile(image), original)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise decoding.too_large(Image.MAX_IMAGE_PIXELS) from None
    except UnidentifiedImageError:
        raise ValidationError(
            _(
                "This file is not a picture that browsers can show. Use JPEG, PNG, WebP, GIF or "
                "TIFF."
            )
        ) from None
    except DAMAGE:
        raise ValidationError(_("This picture is damaged or incomplete.")) from None


def _stored_width(size, upright):
    """How many pixels of the stored width the largest rendition needs."""
    width = _widths(*size)[-1]
    return max(1, width * size[1] // size[0]) if upright in SIDEWAYS else width


def _profile(image):
    """A colour profile that holds for the renditions, too; not that of a grey or a CMYK picture."""
    profile = image.info.get("icc_profile") or b""
    fits = profile[16:20] == b"RGB " and len(profile) <= LARGEST_PROFILE
    return profile if fits else None


def _widths(width, height):
    widest = min(width, max(1, LONGEST * width // height))
    smaller = [width for width in WIDTHS if width < widest]
    return [*smaller, widest] if len(smaller) < len(WIDTHS) else smaller


def _rendition(picture, width):
    height = min(LONGEST, max(1, round(picture.size[1] * width / picture.size[0])))
    size = (height, width) if picture.upright in SIDEWAYS else (width, height)
    made = picture.image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
    if picture.upright is not None:
        made = made.transpose(picture.upright)
    written = BytesIO()
    made.save(written, "WEBP", quality=QUALITY, method=4, icc_profile=picture.profile)
    return Rendition(*made.size, ContentFile(written.getvalue()))
