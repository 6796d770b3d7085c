"""Checking an uploaded picture and making its renditions, with Pillow."""

import warnings
from contextlib import contextmanager
from io import BytesIO
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "TIFF": "tif"}
WIDTHS = [400, 1000, 2000]  # pixels: a thumbnail at 3x, a phone at 3x, a wide screen
QUALITY = 78  # WebP


class Rendition(NamedTuple):
    width: int
    height: int
    content: ContentFile


class Picture(NamedTuple):
    ending: str
    width: int  # as shown, after the camera's orientation
    height: int
    renditions: list


def read(upload):
    """The picture in the upload, decoded to its last byte.

    Raises ValidationError with a sentence for the editor.
    """
    with _opened(upload) as image:
        ending = ENDINGS[image.format]
        profile = image.info.get("icc_profile") if image.mode != "CMYK" else None
        shown = _in_colour(ImageOps.exif_transpose(image))
    renditions = [_rendition(shown, width, profile) for width in _widths(shown)]
    return Picture(ending, *shown.size, renditions)


def validate_picture(upload):
    """A field's validator: new uploads are decoded whole, stored files are trusted."""
    if not getattr(upload, "_committed", False):
        with _opened(upload):
            pass
        upload.seek(0)


@contextmanager
def _opened(upload):
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            # A few kilobytes can claim gigabytes; Pillow only warns.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(upload, formats=list(ENDINGS)) as image:
                image.load()
                yield image
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise ValidationError(
            _("This picture has more than %(limit)d million pixels. Make it smaller."),
            params={"limit": Image.MAX_IMAGE_PIXELS // 1_000_000},
        ) from None
    except UnidentifiedImageError:
        raise ValidationError(
            _("This file is no picture that browsers show. Use JPEG, PNG, WebP, GIF or TIFF.")
        ) from None
    except (OSError, SyntaxError, ValueError):
        # What Pillow raises on broken data, by format: OSError when truncated, SyntaxError in PNG.
        raise ValidationError(_("This picture is damaged or incomplete.")) from None


def _in_colour(image):
    if image.mode in {"RGB", "RGBA", "L"}:
        return image
    if image.mode in {"LA", "PA"} or "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value / 256).convert("L")
    return image.convert("RGB")


def _widths(image):
    smaller = [width for width in WIDTHS if width < image.width]
    return [*smaller, image.width] if len(smaller) < len(WIDTHS) else smaller


def _rendition(image, width, profile):
    size = width, max(1, round(image.height * width / image.width))
    made = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
    written = BytesIO()
    made.save(written, "WEBP", quality=QUALITY, method=4, icc_profile=profile)
    return Rendition(*made.size, ContentFile(written.getvalue()))
