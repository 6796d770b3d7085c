"""Validates an uploaded recording and measures its duration, with tinytag."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from tinytag import TinyTag, TinyTagException

from . import limits

LONGEST = 999_999  # seconds, as the column holds; headers can claim a million years
# How the MIME type from tinytag must begin; a codec proves that an MP4 or Ogg has any sound.
MIME_TYPES = {
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg; codecs=",
    "m4a": "audio/mp4; codecs=",
    "wav": "audio/wav; codecs=",
}


class Sound(NamedTuple):
    ending: str
    seconds: float


def read(upload):
    """The format and duration of an mp3, ogg, m4a or wav.

    Raises ValidationError with a message for the editor.
    """
    limits.check_size(upload, limits.RECORDING)
    upload.seek(0)
    ending = _file_ending(upload.read(12))
    if ending is None:
        raise ValidationError(
            _("This file is not audio that browsers can play. Use MP3, Ogg, M4A or WAV.")
        )
    upload.seek(0)
    try:
        tag = TinyTag.get(filename=f"upload.{ending}", file_obj=upload, tags=False)
    except TinyTagException:
        raise ValidationError(_("This recording is damaged or empty.")) from None
    seconds = round(tag.duration or 0, 2)
    if not tag.mime_type.startswith(MIME_TYPES[ending]) or not 0 < seconds <= LONGEST:
        raise ValidationError(_("This recording is damaged or empty."))
    announced = (tag.bitrate or 0) * 125 * tag.duration  # bytes; the bit rate is in kbit/s
    is_complete = {
        "wav": announced <= upload.size,
        # An average, and a last frame that is cut short.
        "mp3": announced <= upload.size * 1.01 + 1500,
        "m4a": ending != "m4a" or _boxes_end_within(upload, upload.size),
        "ogg": True,
    }
    if not is_complete[ending]:
        raise ValidationError(_("This recording is incomplete: it is shorter than it says."))
    return Sound(ending, seconds)


def validate_sound(upload):
    """A field's validator: reads new uploads, and trusts stored files."""
    if not getattr(upload, "_committed", False):
        read(upload)
        upload.seek(0)


def clock(seconds):
    """Minutes and seconds, "3:05"; with hours, "1:02:03"."""
    minutes, seconds = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _file_ending(start):
    """Judges by the first bytes, not by the name of the file."""
    if start[:4] == b"RIFF" and start[8:12] == b"WAVE":
        return "wav"
    if start[:4] == b"OggS":
        return "ogg"
    if start[4:8] == b"ftyp":
        return "m4a"
    # An ID3 tag, or the first bits of an MPEG audio frame of layer III.
    if start[:3] == b"ID3" or (start[:1] == b"\xff" and start[1:2] and start[1] & 0xE6 == 0xE2):
        return "mp3"
    return None


def _boxes_end_within(upload, size):
    """ISO 14496-12, 4.2: length, type; if the length is 1, it follows the type, in 64 bits."""
    position = 0
    while position + 8 <= size:
        upload.seek(position)
        header = upload.read(16)
        length = int.from_bytes(header[:4], "big")
        if length == 1:
            length = int.from_bytes(header[8:], "big")
        if length < 8:  # 0: to the end of the file
            return length == 0
        position += length
        if header[4:8] == b"mdat" and position > size:
            return False
    return True
