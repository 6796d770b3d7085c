"""Checking an uploaded recording and measuring its duration, with tinytag."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from tinytag import TinyTag, TinyTagException


class Sound(NamedTuple):
    ending: str
    seconds: float


def read(upload):
    """The format and duration of an mp3, ogg, m4a or wav.

    Raises ValidationError with a sentence for the editor.
    """
    upload.seek(0)
    ending = _ending(upload.read(12))
    upload.seek(0)
    if ending is None:
        raise ValidationError(
            _("This file is no sound that browsers play. Use mp3, ogg, m4a or wav.")
        )
    try:
        seconds = TinyTag.get(filename=f"upload.{ending}", file_obj=upload, tags=False).duration
    except TinyTagException:
        seconds = None
    if not seconds:
        raise ValidationError(_("This recording is damaged or empty."))
    return Sound(ending, round(seconds, 2))


def validate_sound(upload):
    """A field's validator: new uploads are read, stored files are trusted."""
    if not getattr(upload, "_committed", False):
        read(upload)
        upload.seek(0)


def _ending(start):
    """By the first bytes, whatever the file calls itself."""
    if start[:4] == b"RIFF" and start[8:12] == b"WAVE":
        return "wav"
    if start[:4] == b"OggS":
        return "ogg"
    if start[4:8] == b"ftyp":
        return "m4a"
    # An ID3 tag, or the eleven set bits of an MPEG audio frame.
    if start[:3] == b"ID3" or (start[:1] == b"\xff" and start[1:2] >= b"\xe0"):
        return "mp3"
    return None
