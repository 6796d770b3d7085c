"""The second factor of an account: an authenticator app (TOTP), and recovery codes.

The rows are django-otp's. All codes are digits, so that one field with the number pad of a phone
takes both kinds.
"""

import re
import secrets
from base64 import b32encode
from datetime import timedelta

from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from seventeen_moments.audit.models import Event
from seventeen_moments.audit.recording import record

from ..login import too_many_attempts
from ..models import Role

ADMINISTRATOR = "administrator"  # in settings.SECOND_FACTOR beside the codes of roles
RECOVERY_CODES = 10
DIGITS, RECOVERY_DIGITS = 6, 12
# django-otp doubles the wait after each wrong code, for ever. Whoever knows the password could
# thus lock out the owner of the account.
LONGEST_LOCK = timedelta(days=1)
WRONG = _("This code is not correct, or was used already. Enter the next code that the app shows.")


class CodeField(forms.CharField):
    """A code, which people write with spaces or hyphens."""

    def __init__(self, **kwargs):
        attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        widget = forms.TextInput(attrs=attrs)
        super().__init__(**{"label": _("Code"), "max_length": 40, "widget": widget} | kwargs)

    def clean(self, value):
        code = re.sub(r"[\s-]", "", super().clean(value))
        if not re.fullmatch(rf"[0-9]{{{DIGITS}}}|[0-9]{{{RECOVERY_DIGITS}}}", code):
            words = _("The code of the app has %(app)s digits, a recovery code %(recovery)s.")
            params = {"app": DIGITS, "recovery": RECOVERY_DIGITS}
            raise forms.ValidationError(words, params=params)
        return code


def authenticator(user):
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def has_second_factor(user):
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def codes_left(user):
    return StaticToken.objects.filter(device__user=user).count()


def is_required_of(user):
    required = settings.SECOND_FACTOR
    if ADMINISTRATOR in required and user.is_superuser:
        return True
    return Role.objects.filter(code__in=required, group__user=user).exists()


def is_missing(user):
    """Whether the account needs a second factor, and has none."""
    if not settings.SECOND_FACTOR or not user.is_authenticated:
        return False
    return not has_second_factor(user) and is_required_of(user)


def unsaved_device(user, key):
    return TOTPDevice(user=user, key=key, name="app")


def key_in_words(device):
    """The key in base32, in groups of four, for apps without a camera."""
    key = b32encode(device.bin_key).decode()
    return " ".join(re.findall(".{1,4}", key))


def turn_on(user, key, code):
    """Returns whether the code is that of the key. Raises ValidationError if it is on already."""
    with transaction.atomic():
        list(User.objects.select_for_update().filter(pk=user.pk))  # two windows
        if has_second_factor(user):
            raise forms.ValidationError(_("The second factor is on already."))
        device = unsaved_device(user, key)
        device.save()
        if device.verify_token(code):
            record(Event.Kind.SECOND_FACTOR_ON, user)
            return True
        device.delete()
        return False


@transaction.atomic
def turn_off(user):
    """Returns whether it was on."""
    StaticDevice.objects.filter(user=user).delete()
    deleted, _rows = TOTPDevice.objects.filter(user=user).delete()
    if deleted:
        record(Event.Kind.SECOND_FACTOR_OFF, user)
    return bool(deleted)


@transaction.atomic
def new_recovery_codes(user):
    list(User.objects.select_for_update().filter(pk=user.pk))
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery codes")
    codes = [f"{secrets.randbelow(10**RECOVERY_DIGITS):012}" for _number in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return [f"{code[:4]} {code[4:8]} {code[8:]}" for code in codes]


def check_code(request, user, code):
    """Raises ValidationError unless the code is right, and new.

    A wrong code counts as a failed login, so django-axes locks the name from that network. Each
    device has a limit of its own, too, as an attacker may use many networks.
    """
    credentials = {"username": user.get_username()}
    if not AxesProxyHandler.is_allowed(request, credentials):
        request.axes_locked_out, request.axes_credentials = True, credentials
        raise too_many_attempts()
    with transaction.atomic():
        is_right, wait = _verify(user, code)
    if wait:
        raise forms.ValidationError(_too_many_codes(wait))
    if not is_right:
        user_login_failed.send(__name__, credentials=credentials, request=request)
        raise too_many_attempts() if request.axes_locked_out else forms.ValidationError(WRONG)


def _verify(user, code):
    """Returns whether the code is right, and the time until the device accepts the next."""
    model = TOTPDevice if len(code) == DIGITS else StaticDevice
    # Locked, so that one code is not used twice at the same time.
    device = model.objects.select_for_update().filter(user=user, confirmed=True).first()
    if device is None:
        return False, None
    failed = device.throttling_failure_timestamp
    if failed and failed < timezone.now() - LONGEST_LOCK:
        device.throttle_reset(commit=False)
    is_allowed, reason = device.verify_is_allowed()
    if not is_allowed:
        return False, min(reason["locked_until"], failed + LONGEST_LOCK) - timezone.now()
    return device.verify_token(code), None


def _too_many_codes(wait):
    seconds = int(wait.total_seconds()) + 1
    if seconds <= 90:
        words = ngettext(
            "This code was not checked. After the last wrong one, please wait for %(number)s "
            "second, then try again.",
            "This code was not checked. After the last wrong one, please wait for %(number)s "
            "seconds, then try again.",
            seconds,
        )
        return words % {"number": seconds}
    minutes = -(-seconds // 60)
    words = ngettext(
        "This code was not checked. After so many wrong ones, please wait for %(number)s "
        "minute, then try again.",
        "This code was not checked. After so many wrong ones, please wait for %(number)s "
        "minutes, then try again.",
        minutes,
    )
    return words % {"number": minutes}
