"""The stamp on each form that readers send: when it was given out, and that it counts once.

Signed, for one page, and kept nowhere until something comes with it.
"""

import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

from django.core import signing
from django.utils import timezone

SOONEST = timedelta(seconds=3)  # nobody reads the page and writes in less
LATEST = timedelta(days=1)


class Stamp(NamedTuple):
    token: str
    issued: datetime

    def is_too_fresh(self, at):
        return at - self.issued < SOONEST


def issue(subject, at=None):
    at = at or timezone.now()
    return _signer(subject).sign_object([secrets.token_hex(16), int(at.timestamp())])


def read(subject, value, at):
    """The stamp, or None: it is missing, forged, of another page or too old."""
    try:
        token, seconds = _signer(subject).unsign_object(value)
    except signing.BadSignature:
        return None
    stamp = Stamp(token, datetime.fromtimestamp(seconds, tz=at.tzinfo))
    return stamp if at - stamp.issued <= LATEST else None


def _signer(subject):
    return signing.Signer(
        salt=f"essays.discussion.form_tokens.{subject._meta.label_lower}.{subject.pk}"
    )
