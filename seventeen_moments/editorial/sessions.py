"""Who works in the admin stays signed in: each day of use renews the session.

Not at each request, which would write a row and set a cookie each time; and in the admin alone.
"""

from time import time

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

RENEWED = "renewed"  # seconds since 1970, in the session
RENEW_AFTER = 24 * 3600  # seconds


@receiver(user_logged_in)
def note_beginning(request, **kwargs):
    request.session[RENEWED] = int(time())


def renew(session):
    """A session that is changed is stored, and its cookie sent, with a new end."""
    if time() - session.get(RENEWED, 0) > RENEW_AFTER:
        session[RENEWED] = int(time())
