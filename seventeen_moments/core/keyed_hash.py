"""Hashes that only the archive can compute, such as of readers' addresses."""

from django.conf import settings
from django.utils.crypto import salted_hmac


def keyed_hashes(salt, value):
    """The hash with SECRET_KEY, then those with SECRET_KEY_FALLBACKS, to find earlier ones."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac(salt, value, secret=key, algorithm="sha256").hexdigest() for key in keys]
