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

from . import (
    colours,
    decoding,
    embedded_metadata,
    exif,
    foreign_formats,
    limits,
    orientation,
    several_frames,
    tiffs,
    tiles,
)
from .checksums import sha256

register_heif_opener(thumbnails=False)
tiffs.register()

FORMATS = ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "HEIF", "AVIF"]
ENDINGS = {
    "JPEG": "jpg",
    "MPO": "jpg",  # a JPEG followed by further pictures, as many phones write it
    "PNG": "png",
    "WEBP": "webp",
    "GIF": "gif",
    "TIFF": "tif",
    "HEIF": "heic",
    "AVIF": "avif",
}
FOR_BROWSERS = (".jpg", ".png", ".webp", ".gif", ".avif")
# For the file dialog. Many systems know no type of HEIC, so its endings are named, too.
ACCEPT = ",".join([*(f"image/{name.lower()}" for name in [*FORMATS, "HEIC"]), ".heic", ".heif"])
WIDTHS = [200, 400, 1000, 2000]  # pixels: a thumbnail at 1x and at 2x, a phone at 3x, a wide screen
NO_PICTURE = _(
    "This file is not a picture that can be shown. Use JPEG, PNG, WebP, GIF, TIFF, HEIC or AVIF."
)
DAMAGED = _("This picture is damaged or incomplete.")
LONGEST = 16383  # pixels: the longest side of a WebP
QUALITY = 78  # WebP
SMALLEST = 2  # renditions, which lists need, and which are made while the editor waits
QUICK = 3_000_000  # pixels of which everything is made while the editor waits, in under a second

# What Pillow raises on broken data, by format and depth of the damage.
DAMAGE = (
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    RuntimeError,
    ArithmeticError,
    struct.error,
)


class Rendition(NamedTuple):
    width: int
    height: int
    content: ContentFile | None  # None: to be made later


class Picture(NamedTuple):
    ending: str
    width: int  # as shown, after the camera's orientation
    height: int
    renditions: list
    tiles: list
    tile_levels: list  # of all tiles, even if they are to be made later
    is_complete: bool  # whether all renditions and tiles are made
    original: object  # the file to store
    metadata: embedded_metadata.Metadata
    frames: int  # in the file, of which the first is shown


class _Decoded(NamedTuple):
    ending: str
    frames: int  # as in Picture
    size: tuple  # as shown
    image: Image.Image | None  # as stored, and not larger than the renditions need it
    widths: list  # of the renditions to be made of it
    tile_levels: list
    is_complete: bool  # whether everything is to be made of it
    transposition: object  # that shows it upright, or None
    profile: bytes | None
    original: object
    metadata: embedded_metadata.Metadata


@dataclass(frozen=True)
class _Content:
    """An upload that is equal to any other of the same bytes."""

    checksum: str
    upload: object = field(compare=False)


def read(upload, tiled=False, quickly=False):
    """The picture in the upload, decoded to its last byte.

    Raises ValidationError with a message for the editor. Quickly: what takes longer than about a
    second is left to the worker. Of a large picture the small renditions are made; of one that
    takes much memory, too, only the header is read.
    """
    result = _read_or_error(_Content(sha256(File(upload).chunks()), upload), tiled, quickly)
    if isinstance(result, ValidationError):
        raise result
    return result if result.original else result._replace(original=upload)


def read_quickly(upload):
    return read(upload, quickly=True)


def read_with_tiles(upload):
    return read(upload, tiled=True)


def read_with_tiles_quickly(upload):
    return read(upload, tiled=True, quickly=True)


@precomputed
def _read_or_error(content, tiled, quickly):
    """The picture, without an original if that is the upload itself; or a ValidationError."""
    with _turn(quickly):
        try:
            return _read(content.upload, tiled, quickly)
        except ValidationError as error:
            return error


def _turn(quickly):
    """Whoever is waited for does not wait for the worker."""
    return decoding.turn("pictures" if quickly else "renditions")


def _read(upload, tiled, quickly):
    picture = _decode(upload, tiled, quickly)
    widths, cut = _widths(*picture.size), []
    if picture.tile_levels and picture.is_complete:
        cut = tiles.cut(picture.image, picture.transposition, widths[-1], picture.profile)
    renditions = [_rendition(picture, width) for width in widths]
    original = None if picture.original is upload else picture.original
    return Picture(
        picture.ending,
        *picture.size,
        renditions,
        cut,
        picture.tile_levels,
        picture.is_complete,
        original,
        picture.metadata,
        picture.frames,
    )


def validate_picture(upload, tiled=False):
    """A field's validator: reads new uploads as save() does, and trusts stored files."""
    if not getattr(upload, "_committed", False):
        if is_precomputing():  # it is saved next, and the renditions are needed, too
            read(upload, tiled, quickly=True)
        else:
            with _turn(quickly=True):
                _decode(upload, tiled, quickly=True)
        upload.seek(0)


def validate_picture_with_tiles(upload):
    validate_picture(upload, tiled=True)


def is_shown_by_browsers(name):
    return name.endswith(FOR_BROWSERS)


def _decode(upload, tiled, quickly):
    limits.check_size(upload, limits.PICTURE)
    upload.seek(0)
    try:
        with _opened(upload) as image:
            ending = ENDINGS[image.format]
            colours.correct_key(image)
            # First of all: reading the EXIF data of a PNG decodes it.
            decoding.refuse_too_large(image, _widths(*image.size)[-1])
            # Not ImageOps.exif_transpose: it rewrites the EXIF data, and fails on unusual data.
            # A TIFF and a HEIC are turned as they are decoded.
            is_turned = image.format in {"TIFF", "HEIF"}
            stored = None if is_turned else image.getexif().get(orientation.TAG)
            transposition = orientation.UPRIGHT.get(stored)
            size = orientation.upright_size(image.size, transposition)
            widths, levels = _widths(*size), []
            width = _stored_width(widths[-1], size, transposition)
            if tiled:
                width = decoding.widest(image, width)
                decoded_size = decoding.decoded_size(image, width)
                levels = tiles.levels(decoded_size, transposition, widths[-1])
            is_complete = not quickly or size[0] * size[1] <= QUICK
            if not is_complete:
                widths = widths[:SMALLEST]
                width = _stored_width(widths[-1], size, transposition)
                widths = widths if decoding.is_quick(image, width) else []
            frames = several_frames.count(image)
            metadata = embedded_metadata.read(image)  # a TIFF is closed once it is decoded
            in_colour = colours.of(image, upload)
            decoded = decoding.load(image, width, in_colour.convert) if widths else None
            original = exif.without_location(upload, image)
            return _Decoded(
                ending=ending,
                frames=frames,
                size=size,
                image=decoded,
                widths=widths,
                tile_levels=levels,
                is_complete=is_complete,
                transposition=transposition,
                profile=in_colour.profile,
                original=original,
                metadata=metadata,
            )
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise decoding.too_large(Image.MAX_IMAGE_PIXELS) from None
    except UnidentifiedImageError:
        raise (foreign_formats.refusal(upload) or ValidationError(NO_PICTURE)) from None
    except DAMAGE:
        raise (foreign_formats.refusal(upload) or ValidationError(DAMAGED)) from None


def _opened(upload):
    return Image.open(upload, formats=FORMATS)


def remark(upload):
    """A sentence for the editor about a valid upload that has several pages or pictures."""
    upload.seek(0)
    with _opened(upload) as image:
        sentence = several_frames.in_words(ENDINGS[image.format], several_frames.count(image))
    upload.seek(0)
    return sentence


def _widths(width, height):
    widest = min(width, max(1, LONGEST * width // height))
    smaller = [width for width in WIDTHS if width < widest]
    return [*smaller, widest] if len(smaller) < len(WIDTHS) else smaller


def _stored_width(width, size, transposition):
    """The stored width that a rendition of this width needs, of a picture shown in this size."""
    if transposition in orientation.SIDEWAYS:
        return max(1, width * size[1] // size[0])
    return width


def _rendition(picture, width):
    height = min(LONGEST, max(1, round(picture.size[1] * width / picture.size[0])))
    if width not in picture.widths:
        return Rendition(width, height, None)
    size = orientation.upright_size((width, height), picture.transposition)
    rendition = picture.image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
    if picture.transposition is not None:
        rendition = rendition.transpose(picture.transposition)
    content = BytesIO()
    rendition.save(content, "WEBP", quality=QUALITY, method=4, icc_profile=picture.profile)
    return Rendition(*rendition.size, ContentFile(content.getvalue()))
