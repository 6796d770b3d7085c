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
