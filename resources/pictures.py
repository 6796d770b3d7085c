"""Checking an uploaded picture and making its renditions, with Pillow."""

import struct
from io import BytesIO
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

from . import places

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
    image: Image.Image
    profile: bytes | None
    original: object


def read(upload):
    """The picture in the upload, decoded to its last byte.

    Raises ValidationError with a sentence for the editor.
    """
    ending, image, profile, original = _decoded(upload)
    renditions = [_rendition(image, width, profile) for width in _widths(image)]
    return Picture(ending, *image.size, renditions, original)


def validate_picture(upload):
    """A field's validator: new uploads are decoded whole, stored files are trusted."""
    if not getattr(upload, "_committed", False):
        _decoded(upload)
        upload.seek(0)


def _decoded(upload):
    upload.seek(0)
    try:
        with Image.open(upload, formats=FORMATS) as image:
            # A few kilobytes can claim gigabytes; up to twice the limit Pillow only warns.
            if image.width * image.height > Image.MAX_IMAGE_PIXELS:
                raise Image.DecompressionBombError
            image.load()
            original = places.without_place(upload) if places.tells_place(image) else upload
            shown = _in_colour(_upright(image))
            return _Decoded(ENDINGS[image.format], shown, _profile(image), original)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise ValidationError(
            _("This picture has more than %(limit)d million pixels. Make it smaller."),
            params={"limit": Image.MAX_IMAGE_PIXELS // 1_000_000},
        ) from None
    except UnidentifiedImageError:
        raise ValidationError(
            _("This file is no picture that browsers show. Use JPEG, PNG, WebP, GIF or TIFF.")
        ) from None
    except DAMAGE:
        raise ValidationError(_("This picture is damaged or incomplete.")) from None


def _upright(image):
    # Not ImageOps.exif_transpose: it rewrites the EXIF data, and stumbles over what is odd there.
    method = UPRIGHT.get(image.getexif().get(ORIENTATION))
    return image if method is None else image.transpose(method)


def _in_colour(image):
    if image.mode.startswith(("I", "F")):
        return _in_eight_bits(image)
    mode = "RGBA" if image.has_transparency_data else "L" if image.mode == "L" else "RGB"
    return image if image.mode == mode else image.convert(mode)


def _in_eight_bits(image):
    """Deep grey, as of a scanned negative. Where its range is not known, it is what is there."""
    deep = image.convert("F")
    low, high = (0, 65535) if image.mode.startswith("I;16") else deep.getextrema()
    scale = 255 / ((high - low) or 1)
    return deep.point(lambda value: value * scale - low * scale).convert("L")


def _profile(image):
    """A colour profile that holds for the renditions, too; not that of a grey or a CMYK picture."""
    profile = image.info.get("icc_profile") or b""
    return profile if profile[16:20] == b"RGB " else None


def _widths(image):
    widest = min(image.width, max(1, LONGEST * image.width // image.height))
    smaller = [width for width in WIDTHS if width < widest]
    return [*smaller, widest] if len(smaller) < len(WIDTHS) else smaller


def _rendition(image, width, profile):
    height = min(LONGEST, max(1, round(image.height * width / image.width)))
    made = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3)
    written = BytesIO()
    made.save(written, "WEBP", quality=QUALITY, method=4, icc_profile=profile)
    return Rendition(*made.size, ContentFile(written.getvalue()))
