from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django_otp.oath import hotp
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from seventeen_moments.editorial.second_factor import devices
from tests import factories

NOW = 1_700_000_010  # seconds
PASSWORD = "correct horse battery staple"
KEY = "31" * 20


def code(steps=0, key=KEY):
    """What the app shows now, or some steps later."""
    return f"{hotp(bytes.fromhex(key), NOW // 30 + steps):06}"


def another_time(**passed):
    """As if so much time had passed since the last wrong code."""
    at = timezone.now() - timedelta(**passed)
    for model in [TOTPDevice, StaticDevice]:
        model.objects.update(throttling_failure_timestamp=at)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Stops the clock of the codes."""
    stopped = SimpleNamespace(time=lambda: NOW)
    monkeypatch.setattr("django_otp.plugins.otp_totp.models.time", stopped)


@pytest.fixture
def editor(db):
    return factories.user("Editors", username="editor", password=make_password(PASSWORD))


@pytest.fixture
def recovery_codes(editor):
    """Those of the editor, whose second factor is on."""
    TOTPDevice.objects.create(user=editor, key=KEY)
    return devices.new_recovery_codes(editor)
