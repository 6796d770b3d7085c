"""The cookie of a browser whose reader confirmed an address, and chose that it is remembered.

Nobody else gets a cookie. It is read only when a comment is sent, and on the page of one's own
comment.
"""

from datetime import timedelta

from django.conf import settings

from seventeen_moments.core.keyed_hash import keyed_hashes

COOKIE = "confirmed_address"
MAX_AGE = timedelta(days=180)
SALT = "essays.discussion.remembered_browsers"


def remember(request, response, email):
    response.set_signed_cookie(
        COOKIE,
        _hashes(email)[0],
        salt=SALT,
        max_age=MAX_AGE,
        path=settings.SESSION_COOKIE_PATH,
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )


def forget(response):
    response.delete_cookie(COOKIE, path=settings.SESSION_COOKIE_PATH, samesite="Strict")
    return response


def remembered_hash(request):
    """That of the confirmed address; empty in other browsers."""
    return request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=MAX_AGE)


def is_hash_of(remembered, email):
    return bool(remembered and email) and remembered in _hashes(email)


def _hashes(email):
    return keyed_hashes(SALT, email.lower())
