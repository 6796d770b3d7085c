"""Validates an uploaded recording: its container, its codec and its duration."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import limits
from .blanks import overwritten
from .containers import DAMAGE, ebml, flac, mp4, mpeg, ogg, signatures, wav, webm
from .containers.codecs import ENCRYPTED, SOUNDS
from .mistaken import refuse_mistaken

LONGEST = 999_999  # seconds, as the column holds; headers can claim a million years
# Bytes of a tag before the sound, after which Chromium gives up; an MP3 may have any.
MOST_BEFORE = {"FLAC": 2**20, "WAV": 2**20, "AAC": 2**20, "Ogg": 2**16}
ENDINGS = {"FLAC": "flac", "MP3": "mp3", "AAC": "aac", "Ogg": "ogg", "WAV": "wav", "WebM": "webm"}


class Sound(NamedTuple):
    ending: str
    seconds: float
    original: object  # the file to store: the upload, or a copy without its location


def read(upload):
    """The sound in the upload.

    Raises ValidationError with a message for the editor.
    """
    ending, contents = _playable_contents(upload)
    original = overwritten(upload, contents.locations) if contents.locations else upload
    original.seek(0)
    return Sound(ending, round(contents.seconds, 2), original)


def validate_sound(upload):
    """A field's validator: reads new uploads, and trusts stored files."""
    if not getattr(upload, "_committed", False):
        _playable_contents(upload)
        upload.seek(0)


def clock(seconds):
    """Minutes and seconds, "3:05"; with hours, "1:02:03"."""
    minutes, seconds = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _playable_contents(upload):
    """The file ending and the contents of a recording that browsers play."""
    limits.check_size(upload, limits.RECORDING)
    start = mpeg.end_of_tags(upload)
    try:
        container = _container(upload, start)
        contents = _read(upload, container, start)
    except EOFError:
        raise ValidationError(
            _("This recording is incomplete: it is shorter than it says.")
        ) from None
    except DAMAGE:
        raise ValidationError(_("This recording is damaged or empty.")) from None
    _check(container, contents)
    file_format = contents.sound if container == "MPEG" else container
    if start > MOST_BEFORE.get(file_format, start):
        raise ValidationError(
            _(
                "A tag (ID3) of %(size)d kB precedes the sound of this file, and browsers do not "
                "find the sound. Remove the tag, or make an MP3 of it."
            ),
            params={"size": start // 1000},
        )
    if container == "MP4":
        return "mp4" if contents.picture else "m4a", contents
    return ENDINGS[file_format], contents


def _container(upload, position):
    """Judges by the first bytes, not by the name of the file."""
    upload.seek(position)
    start = upload.read(512)
    refuse_mistaken(start)
    if signatures.is_picture(start):
        raise ValidationError(_("This file is a picture, not a recording: add it as an image."))
    if start.startswith(ebml.EBML) and ebml.document_type(upload) != b"webm":
        raise _unplayable("Matroska")
    if name := signatures.name_of(start, signatures.SOUNDS | signatures.FILMS):
        raise _unplayable(name)
    if container := signatures.name_of(start, signatures.PLAYED_SOUNDS):
        return container
    if not position and (start[4:8] in signatures.MP4 or start.startswith(ebml.EBML)):
        return "MP4" if start[4:8] in signatures.MP4 else "WebM"
    if mpeg.first_frame(upload, upload.size, position) is not None:
        return "MPEG"
    if position:  # there is nothing but a tag
        raise ValueError
    raise ValidationError(
        _("This file is not audio that browsers can play. Use MP3, M4A, Ogg, Opus, FLAC or WAV.")
    )


def _read(upload, container, start):
    if container in {"MP4", "WebM"}:
        return (mp4 if container == "MP4" else webm).read(upload, upload.size)
    reader = {"FLAC": flac, "MPEG": mpeg, "Ogg": ogg, "WAV": wav}[container]
    return reader.read(upload, upload.size, start)


def _check(container, contents):
    if contents.sound == ENCRYPTED:
        raise ValidationError(
            _("This recording is encrypted: browsers cannot play it without its key.")
        )
    if contents.picture and (not contents.sound or container == "Ogg"):
        raise ValidationError(_("This file is a film, not a recording: add it as a video."))
    if contents.sound and contents.sound not in SOUNDS[container]:
        raise _unplayable(contents.sound, container)
    if not contents.sound or not 0 < round(contents.seconds, 2) <= LONGEST:
        raise ValidationError(_("This recording is damaged or empty."))


def _unplayable(codec, container="MPEG"):
    words = {"codec": codec, "container": container}
    if container in {codec, "MPEG"}:
        return ValidationError(
            _(
                "This recording is %(codec)s, which many browsers do not play. "
                "Make an MP3, M4A (AAC), Opus or FLAC of it."
            ),
            params=words,
        )
    return ValidationError(
        _(
            "This recording is %(codec)s in %(container)s, which many browsers do not play. "
            "Make an MP3, M4A (AAC), Opus or FLAC of it."
        ),
        params=words,
    )
