"""Logging in. django-axes limits failed attempts by name and address together, so that nobody can
lock out others from elsewhere."""

from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext


class LoginForm(AdminAuthenticationForm):
    def get_invalid_login_error(self):
        if getattr(self.request, "axes_locked_out", False):
            return ValidationError(_too_many(), code="too many")
        return super().get_invalid_login_error()


def locked_response(request, response, credentials):
    """The form again, with the name that was typed. It does not tell whether the name exists."""
    response.status_code = 429
    response.headers["Retry-After"] = int(settings.AXES_COOLOFF_TIME.total_seconds())
    return response


def username_hash(request, credentials):
    """For the table of failures. Of a fixed length, whatever was typed: it may be a password."""
    name = (credentials or request.POST).get("username") or ""
    return salted_hmac("seventeen_moments.editorial.login", name, algorithm="sha256").hexdigest()


def _too_many():
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return ngettext(
        "Too many failed attempts to log in with this name from your network. "
        "Please try again in %(minutes)s minute.",
        "Too many failed attempts to log in with this name from your network. "
        "Please try again in %(minutes)s minutes.",
        minutes,
    ) % {"minutes": minutes}
