"""Validates an uploaded picture and makes its renditions, with Pillow."""

import struct
from dataclasses import dataclass, field
from io import BytesIO
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError
from pillow_heif import register_heif_opener

from seventeen_moments.core.precomputing import is_precomputing, precomputed

from . import decoding, embedded_metadata, exif, limits, orientation, tiles
from .checksums import sha256

register_heif_opener(thumbnails=False)

FORMATS = ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "HEIF"]
ENDINGS = {
    "JPEG": "jpg",
    "MPO": "jpg",  # a JPEG followed by further pictures, as many phones write it
    "PNG": "png",
    "WEBP": "webp",
    "GIF": "gif",
    "TIFF": "tif",
    "HEIF": "heic",
}
FOR_BROWSERS = (".jpg", ".png", ".webp", ".gif")
# For the file dialog. Many systems know no type of HEIC, so its endings are named, too.
ACCEPT = ",".join([*(f"image/{name.lower()}" for name in [*FORMATS, "HEIC"]), ".heic", ".heif"])
WIDTHS = [200, 400, 1000, 2000]  # pixels: a thumbnail at 1x and at 2x, a phone at 3x, a wide screen
LONGEST = 16383  # pixels: the longest side of a WebP
QUALITY = 78  # WebP

LARGEST_PROFILE = 500_000  # bytes: each rendition carries it

# What Pillow raises on broken data, by format and depth of the damage.
DAMAGE = (
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    RuntimeError,
    struct.error,
)


class Rendition(NamedTuple):
    width: int
    height: int
    content: ContentFile


class Picture(NamedTuple):
    ending: str
    width: int  # as shown, after the camera's orientation
    height: int
    renditions: list
    tiles: list
    tile_levels: list
    original: object  # the file to store
    metadata: embedded_metadata.Metadata


class _Decoded(NamedTuple):
    ending: str
    size: tuple  # as shown
    image: Image.Image  # as stored, and not larger than the renditions need it
    transposition: object  # that shows it upright, or None
    profile: bytes | None
    original: object
    metadata: embedded_metadata.Metadata


@dataclass(frozen=True)
class _Content:
    """An upload that is equal to any other of the same bytes."""

    checksum: str
    upload: object = field(compare=False)


def read(upload, tiled=False):
    """The picture in the upload, decoded to its last byte.

    Raises ValidationError with a message for the editor.
    """
    result = _read_or_error(_Content(sha256(File(upload).chunks()), upload), tiled)
    if isinstance(result, ValidationError):
        raise result
    return result if result.original else result._replace(original=upload)


def read_with_tiles(upload):
    return read(upload, tiled=True)


@precomputed
def _read_or_error(content, tiled):
    """The picture, without an original if that is the upload itself; or a ValidationError."""
    with decoding.TURN:
        try:
            return _read(content.upload, tiled)
        except ValidationError as error:
            return error


def _read(upload, tiled):
    picture = _decode(upload, tiled)
    widths, cut = _widths(*picture.size), tiles.Tiles([], [])
    if tiled:
        cut = tiles.cut(picture.image, picture.transposition, widths[-1], picture.profile)
    renditions = [_rendition(picture, width) for width in widths]
    original = None if picture.original is upload else picture.original
    return Picture(
        picture.ending,
        *picture.size,
        renditions,
        cut.tiles,
        cut.levels,
        original,
        picture.metadata,
    )


def validate_picture(upload, tiled=False):
    """A field's validator: decodes new uploads completely, and trusts stored files."""
    if not getattr(upload, "_committed", False):
        if is_precomputing():  # it is saved next, and the renditions are needed, too
            read(upload, tiled)
        else:
            with decoding.TURN:
                _decode(upload, tiled)
        upload.seek(0)


def validate_picture_with_tiles(upload):
    validate_picture(upload, tiled=True)


def is_shown_by_browsers(name):
    return name.endswith(FOR_BROWSERS)


def _decode(upload, tiled=False):
    limits.check_size(upload, limits.PICTURE)
    upload.seek(0)
    try:
        with Image.open(upload, formats=FORMATS) as image:
            ending = ENDINGS[image.format]
            # First of all: reading the EXIF data of a PNG decodes it.
            decoding.refuse_too_large(image, _widths(*image.size)[-1])
            # Not ImageOps.exif_transpose: it rewrites the EXIF data, and fails on unusual data.
            # A TIFF and a HEIC are turned as they are decoded.
            is_turned = image.format in {"TIFF", "HEIF"}
            stored = None if is_turned else image.getexif().get(orientation.TAG)
            transposition = orientation.UPRIGHT.get(stored)
            size = orientation.upright_size(image.size, transposition)
            width = _widths(*size)[-1]
            if transposition in orientation.SIDEWAYS:
                # The largest rendition needs so many pixels of the stored width.
                width = max(1, width * size[1] // size[0])
            if tiled:
                width = decoding.widest(image, width)
            # A colour profile that fits the renditions; not that of a grey or CMYK picture.
            profile = image.info.get("icc_profile") or b""
            if profile[16:20] != b"RGB " or len(profile) > LARGEST_PROFILE:
                profile = None
            metadata = embedded_metadata.read(image)  # a TIFF is closed once it is decoded
            decoded = decoding.load(image, width)
            original = exif.without_location(upload, image)
            return _Decoded(ending, size, decoded, transposition, profile, original, metadata)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise decoding.too_large(Image.MAX_IMAGE_PIXELS) from None
    except UnidentifiedImageError:
        raise ValidationError(
            _(
                "This file is not a picture that browsers can show. Use JPEG, PNG, WebP, GIF, "
                "TIFF or HEIC."
            )
        ) from None
    except DAMAGE:
        raise ValidationError(_("This picture is damaged or incomplete.")) from None


def _widths(width, height):
    widest = min(width, max(1, LONGEST * width // height))
    smaller = [width for width in WIDTHS if width < widest]
    return [*smaller, widest] if len(smaller) < len(WIDTHS) else smaller


def _rendition(picture, width):
    height = min(LONGEST, max(1, round(picture.size[1] * width / picture.size[0])))
    size = orientation.upright_size((width, height), picture.transposition)
    rendition = picture.image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
    if picture.transposition is not None:
        rendition = rendition.transpose(picture.transposition)
    content = BytesIO()
    rendition.save(content, "WEBP", quality=QUALITY, method=4, icc_profile=picture.profile)
    return Rendition(*rendition.size, ContentFile(content.getvalue()))
