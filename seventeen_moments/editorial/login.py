"""Logging in to the admin, and staying logged in.

django-axes limits failed attempts by name and address together, so that nobody can lock out
others from elsewhere. Each day of use renews the session.
"""

from time import time

from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import ValidationError
from django.dispatch import receiver
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

RENEWED = "renewed"  # the session key: seconds since 1970
RENEW_AFTER = 24 * 3600  # seconds: at each request would be a query and a cookie each time


class LoginForm(AdminAuthenticationForm):
    def get_invalid_login_error(self):
        if not getattr(self.request, "axes_locked_out", False):
            return super().get_invalid_login_error()
        return too_many_attempts()


def too_many_attempts():
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    message = ngettext(
        "Too many failed attempts to log in with this name from your network. "
        "Please try again in %(minutes)s minute.",
        "Too many failed attempts to log in with this name from your network. "
        "Please try again in %(minutes)s minutes.",
        minutes,
    )
    return ValidationError(message, code="too many", params={"minutes": minutes})


def locked_response(request, response, credentials):
    """The form again, with the submitted name. It does not tell whether the name exists."""
    response.status_code = 429
    response.headers["Retry-After"] = int(settings.AXES_COOLOFF_TIME.total_seconds())
    return response


def username_hash(request, credentials):
    """For the table of failures. People also type their password here, so it is hashed."""
    name = (credentials or request.POST).get("username") or ""
    return salted_hmac("seventeen_moments.editorial.login", name, algorithm="sha256").hexdigest()


@receiver(user_logged_in)
def note_login(request, **kwargs):
    request.session[RENEWED] = int(time())


def renew(session):
    """A changed session is stored, and its cookie sent, with a new expiry."""
    if time() - session.get(RENEWED, 0) > RENEW_AFTER:
        session[RENEWED] = int(time())
