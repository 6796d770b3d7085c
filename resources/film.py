"""Validates an uploaded film: its format, its duration and its size as shown."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import limits
from .blanks import overwritten
from .containers import DAMAGE, ebml, mp4, mpeg, signatures, webm
from .containers.codecs import ENCRYPTED, PICTURES, SOUNDS
from .mistaken import refuse_mistaken

LONGEST = 999_999  # seconds, as for a recording
LARGEST = 16_384  # pixels of a side
ENDINGS = {"MP4": "mp4", "WebM": "webm"}


class Film(NamedTuple):
    ending: str
    seconds: float
    width: int  # as shown: turned as the camera was, in square pixels
    height: int
    original: object  # the file to store: the upload, or a copy without its location


def read(upload):
    """The film in the upload, an MP4 or a WebM.

    Raises ValidationError with a message for the editor.
    """
    ending, contents = _playable_contents(upload)
    original = overwritten(upload, contents.locations) if contents.locations else upload
    original.seek(0)
    return Film(ending, round(contents.seconds, 2), contents.width, contents.height, original)


def validate_film(upload):
    """A field's validator: reads new uploads, and trusts stored files."""
    if not getattr(upload, "_committed", False):
        _playable_contents(upload)
        upload.seek(0)


def _playable_contents(upload):
    """The file ending and the contents of a film that browsers play."""
    limits.check_size(upload, limits.FILM)
    container = _container(upload)
    try:
        contents = (mp4 if container == "MP4" else webm).read(upload, upload.size)
    except EOFError:
        raise ValidationError(_("This film is incomplete: its end is missing.")) from None
    except DAMAGE:
        raise _damaged() from None
    if ENCRYPTED in (contents.picture, contents.sound):
        raise ValidationError(_("This film is encrypted: browsers cannot play it without its key."))
    if contents.picture is None:
        raise _no_picture() if contents.sound else _damaged()
    if contents.picture not in PICTURES[container]:
        raise ValidationError(
            _(
                "The picture of this film is %(codec)s, which many browsers do not play. "
                "Save it as MP4 with H.264 (Main or High profile)."
            ),
            params={"codec": contents.picture},
        )
    if contents.sound and contents.sound not in SOUNDS[container]:
        raise ValidationError(
            _(
                "The sound of this film is %(codec)s: in many browsers it would play without "
                "sound. Save it as MP4 with AAC sound."
            ),
            params={"codec": contents.sound},
        )
    fits = all(0 < side <= LARGEST for side in (contents.width, contents.height))
    if not fits or not 0 < round(contents.seconds, 2) <= LONGEST:
        raise _damaged()
    return ENDINGS[container], contents


def _damaged():
    return ValidationError(_("This film is damaged or empty."))


def _container(upload):
    """Judges by the first bytes, not by the name of the file."""
    upload.seek(0)
    start = upload.read(512)
    refuse_mistaken(start)
    if start.startswith(ebml.EBML):
        try:
            document_type = ebml.document_type(upload)
        except (EOFError, *DAMAGE):
            raise _damaged() from None
        if document_type == b"webm":
            return "WebM"
        raise _unplayable_format("Matroska (MKV)")
    if name := signatures.name_of(start, signatures.FILMS):
        raise _unplayable_format(name)
    if signatures.is_picture(start):
        raise ValidationError(_("This file is a picture, not a film: add it as an image."))
    if start[4:8] in signatures.MP4:
        return "MP4"
    if (
        signatures.name_of(start, signatures.SOUNDS | signatures.PLAYED_SOUNDS)
        or mpeg.end_of_tags(upload)
        or mpeg.first_frame(upload, upload.size, 0) is not None
    ):
        raise _no_picture()
    raise ValidationError(_("This file is not a film that browsers can play. Use MP4 or WebM."))


def _unplayable_format(name):
    return ValidationError(
        _("This film is %(format)s, which many browsers do not play. Save it as MP4 with H.264."),
        params={"format": name},
    )


def _no_picture():
    return ValidationError(_("This file has no picture: add it as a recording."))
