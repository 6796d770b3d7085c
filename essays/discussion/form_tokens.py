"""The token in each form that readers send.

It tells when the form was loaded, and keeps a form that is sent twice from being stored twice.

A token is signed and valid for one page. Nothing is stored before a form comes back with it.
"""

import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

from django.core import signing
from django.utils import timezone

MIN_AGE = timedelta(seconds=3)  # nobody reads the page and writes in less
MAX_AGE = timedelta(days=1)


class FormToken(NamedTuple):
    value: str
    issued: datetime

    def is_too_recent(self, at):
        return at - self.issued < MIN_AGE


def issue(subject, at=None):
    at = at or timezone.now()
    return _signer(subject).sign_object([secrets.token_hex(16), int(at.timestamp())])


def read(subject, signed, at):
    """Returns the token, or None if it is missing, forged, expired or for another page."""
    try:
        value, seconds = _signer(subject).unsign_object(signed)
    except signing.BadSignature:
        return None
    token = FormToken(value, datetime.fromtimestamp(seconds, tz=at.tzinfo))
    return token if at - token.issued <= MAX_AGE else None


def _signer(subject):
    return signing.Signer(
        salt=f"essays.discussion.form_tokens.{subject._meta.label_lower}.{subject.pk}"
    )
