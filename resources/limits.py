"""How large an uploaded file may be."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MEGABYTE = 10**6  # as browsers and systems show sizes
PICTURE, RECORDING, FILM = 200 * MEGABYTE, 500 * MEGABYTE, 4000 * MEGABYTE


def check_size(upload, most):
    """Raises ValidationError with a message for the editor."""
    if upload.size > most:
        raise ValidationError(
            _("This file has %(size)d MB. The limit is %(most)d MB."),
            params={"size": -(-upload.size // MEGABYTE), "most": most // MEGABYTE},
        )
