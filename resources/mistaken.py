"""Files that are easily chosen instead of a recording or a film."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .containers import signatures


def refuse_mistaken(start):
    """Raises ValidationError, with a message for the editor, by the first bytes of a file."""
    if start.startswith(signatures.APPLE_DOUBLE):
        raise ValidationError(
            _(
                "This is a companion file of macOS, without sound or picture. Choose the file "
                "whose name is the same without “._” at its start."
            )
        )
    if signatures.is_web_page(start):
        raise ValidationError(
            _(
                "This file is a web page, perhaps about an error during the download. "
                "Download the file again."
            )
        )
    if signatures.has(start, signatures.CD_TRACK):
        raise ValidationError(
            _(
                "This file only points to a track of a CD. Copy the track from the CD as MP3 or "
                "FLAC first."
            )
        )
    if signatures.is_audacity_project(start):
        raise ValidationError(
            _("This file is a project of Audacity, not its sound. Export it as MP3 or FLAC.")
        )
    if signatures.is_playlist(start):
        raise ValidationError(
            _(
                "This file only says where a recording or a film is. Choose the recording or the "
                "film itself."
            )
        )
