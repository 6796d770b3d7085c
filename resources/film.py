"""Validates an uploaded film: its format, its duration and its size as shown."""

import struct
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import limits
from .blanks import overwritten
from .containers import ebml, mp4, webm
from .containers.codecs import ENCRYPTED, PICTURES, SOUNDS

LONGEST = 999_999  # seconds, as for a recording
LARGEST = 16_384  # pixels of a side
DAMAGE = (ValueError, LookupError, ArithmeticError, struct.error)
EBML = ebml.HEADER.to_bytes(4, "big")

# How other files begin: marks, and the positions where they are.
OTHER_FILMS = {
    "AVI": [(0, b"RIFF"), (8, b"AVI ")],
    "Flash Video": [(0, b"FLV")],
    "MPEG": [(0, b"\0\0\1\xba")],
    "MPEG-TS": [(0, b"G"), (188, b"G"), (376, b"G")],
    "AVCHD": [(4, b"G"), (196, b"G"), (388, b"G")],
    "MXF": [(0, b"\x06\x0e\x2b\x34")],
    "Ogg Theora": [(0, b"OggS"), (28, b"\x80theora")],
    "RealMedia": [(0, b".RMF")],
    "Windows Media": [(0, bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c"))],
}
SOUND_FILES = [
    [(0, b"OggS")],
    [(0, b"RIFF"), (8, b"WAVE")],
    [(0, b"ID3")],
    [(0, b"\xff\xfb")],
    [(0, b"fLaC")],
]
PICTURE_FILES = [
    [(0, b"\xff\xd8\xff")],
    [(0, b"\x89PNG")],
    [(0, b"GIF8")],
    [(0, b"RIFF"), (8, b"WEBP")],
    *([(4, b"ftyp"), (8, brand)] for brand in (b"heic", b"heix", b"mif1", b"avif", b"avis")),
]
MP4 = [b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"]  # old QuickTime has no fixed start


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
    ending = _file_ending(upload)
    try:
        contents = (mp4 if ending == "mp4" else webm).read(upload, upload.size)
    except EOFError:
        raise ValidationError(_("This film is incomplete: its end is missing.")) from None
    except DAMAGE:
        raise _damaged() from None
    if ENCRYPTED in (contents.picture, contents.sound):
        raise ValidationError(_("This film is encrypted: browsers cannot play it without its key."))
    if contents.picture is None:
        raise _no_picture() if contents.sound else _damaged()
    if contents.picture not in PICTURES[ending]:
        raise ValidationError(
            _(
                "The picture of this film is %(codec)s, which many browsers do not play. "
                "Save it as MP4 with H.264 (Main or High profile)."
            ),
            params={"codec": contents.picture},
        )
    if contents.sound and contents.sound not in SOUNDS[ending]:
        raise ValidationError(
            _(
                "The sound of this film is %(codec)s, which not all browsers play in a film. "
                "Save it as MP4 with AAC sound."
            ),
            params={"codec": contents.sound},
        )
    fits = all(0 < side <= LARGEST for side in (contents.width, contents.height))
    if not fits or not 0 < round(contents.seconds, 2) <= LONGEST:
        raise _damaged()
    return ending, contents


def _damaged():
    return ValidationError(_("This film is damaged or empty."))


def _file_ending(upload):
    """Judges by the first bytes, not by the name of the file."""
    upload.seek(0)
    start = upload.read(512)
    if start.startswith(EBML):
        try:
            document_type = ebml.document_type(upload)
        except (EOFError, *DAMAGE):
            raise _damaged() from None
        if document_type == b"webm":
            return "webm"
        raise _unplayable_format("Matroska (MKV)")

    def has(marks):
        return all(start.startswith(mark, position) for position, mark in marks)

    for name, marks in OTHER_FILMS.items():
        if has(marks):
            raise _unplayable_format(name)
    if any(map(has, PICTURE_FILES)):
        raise ValidationError(_("This file is a picture, not a film: add it as an image."))
    if any(map(has, SOUND_FILES)):
        raise _no_picture()
    if start[4:8] in MP4:
        return "mp4"
    raise ValidationError(_("This file is not a film that browsers can play. Use MP4 or WebM."))


def _unplayable_format(name):
    return ValidationError(
        _("This film is %(format)s, which many browsers do not play. Save it as MP4 with H.264."),
        params={"format": name},
    )


def _no_picture():
    return ValidationError(_("This file has no picture: add it as a recording."))
