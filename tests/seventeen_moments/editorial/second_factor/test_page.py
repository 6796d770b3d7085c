"""Each account turns its own second factor on and off."""

import re
from urllib.parse import unquote

import pytest
from axes.models import AccessAttempt
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core import signing
from django.test import Client
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from seventeen_moments.audit.models import Event
from seventeen_moments.editorial.second_factor import devices
from seventeen_moments.editorial.second_factor.page import SALT
from tests.forms import filled
from tests.seventeen_moments.editorial.second_factor.conftest import (
    KEY,
    PASSWORD,
    code,
)

PAGE, SESSION = "/admin/second-factor/", "/admin/session/"


@pytest.fixture
def logged_in(client, editor):
    client.force_login(editor)
    return client


def key_on(page):
    return page.context["form"].device.key


def turn_on(client, steps=0, **changes):
    page = client.get(PAGE)
    data = {"password": PASSWORD, "code": code(steps, key_on(page)), "turn_on": ""}
    return client.post(PAGE, filled(page) | data | changes)


def confirm(client, button, **changes):
    return client.post(PAGE, {"password": PASSWORD, "code": code(), button: ""} | changes)


def logged():
    return list(LogEntry.objects.values_list("change_message", flat=True))


def test_page_shows_the_key_as_a_picture_and_as_text(logged_in):
    page = logged_in.get(PAGE)
    assert "<svg" in page.text
    assert devices.key_in_words(page.context["form"].device) in page.text
    assert "otpauth://totp/Seventeen%20Moments%3Aeditor?secret=" in page.text
    assert TOTPDevice.objects.count() == 0


def test_audit_trail_has_both_turns_but_no_wrong_code(logged_in, editor):
    turn_on(logged_in, code="000000")
    turn_on(logged_in)
    devices.turn_off(editor)
    factor = Event.objects.filter(kind__startswith="factor").order_by("pk")
    assert list(factor.values_list("kind", "subject")) == [
        ("factor-on", "editor"),
        ("factor-off", "editor"),
    ]


def test_code_turns_it_on_and_shows_ten_codes_once(logged_in, editor):
    page = turn_on(logged_in)
    shown = re.findall(r"<li><code>(\d{4} \d{4} \d{4})</code></li>", page.text)
    stored = StaticToken.objects.filter(device__user=editor).values_list("token", flat=True)
    assert sorted(code.replace(" ", "") for code in shown) == sorted(stored)
    assert (len(set(shown)), devices.has_second_factor(editor)) == (10, True)
    file = unquote(re.search(r'href="data:text/plain;charset=utf-8,([^"]+)"', page.text)[1])
    assert re.findall(r"\d{4} \d{4} \d{4}", file) == shown
    assert "no-store" in page.headers["Cache-Control"]
    assert shown[0] not in logged_in.get(PAGE).text
    assert logged() == ["Second factor turned on."]


def test_turning_on_ends_other_sessions(logged_in, editor):
    other = Client()
    other.force_login(editor)
    turn_on(logged_in)
    assert other.get(SESSION).json()["account"] == ""
    assert logged_in.get(SESSION).json()["account"] == str(editor.pk)
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize("changes", [{"code": "000000"}, {"password": "wrong"}, {"password": ""}])
def test_wrong_answer_turns_nothing_on_and_keeps_the_key(logged_in, changes):
    page = logged_in.get(PAGE)
    sent = filled(page) | {"password": PASSWORD, "code": code(0, key_on(page)), "turn_on": ""}
    refused = logged_in.post(PAGE, sent | changes)
    assert refused.context["form"].errors.keys() == changes.keys()
    assert (key_on(refused), TOTPDevice.objects.count()) == (key_on(page), 0)
    logged_in.post(PAGE, sent | filled(refused, password=PASSWORD, code=sent["code"]))
    assert TOTPDevice.objects.get().key == key_on(page)


@pytest.mark.parametrize("signed", ["", "x", signing.dumps([0, KEY], salt=SALT)])
def test_key_that_is_not_of_the_page_is_replaced(logged_in, signed):
    """Or of another account."""
    refused = turn_on(logged_in, key=signed)
    assert "was open for too long, and has a new key now" in refused.text
    assert TOTPDevice.objects.count() == 0


def test_code_that_turned_it_on_does_not_log_in(logged_in, editor):
    turn_on(logged_in)
    device = TOTPDevice.objects.get()
    assert not device.verify_token(code(0, device.key))


def test_second_window_turns_nothing_on(logged_in):
    """Its key would replace that of the first."""
    second = logged_in.get(PAGE)
    turn_on(logged_in)
    data = filled(second) | {"password": PASSWORD, "code": code(0, key_on(second)), "turn_on": ""}
    assert logged_in.post(PAGE, data).url == PAGE
    assert TOTPDevice.objects.get().key != key_on(second)


def test_password_and_code_turn_it_off(logged_in, recovery_codes):
    confirm(logged_in, "turn_off")
    assert (TOTPDevice.objects.count(), StaticToken.objects.count()) == (0, 0)
    assert logged() == ["Second factor turned off."]


def test_new_recovery_codes_replace_the_old(logged_in, recovery_codes):
    assert "10 recovery codes are left." in logged_in.get(PAGE).text
    page = confirm(logged_in, "new_codes", code=recovery_codes[0])
    assert set(recovery_codes) & set(page.context["codes"]) == set()
    assert StaticToken.objects.count() == 10
    assert logged() == ["New recovery codes made."]


@pytest.mark.parametrize("button", ["turn_off", "new_codes"])
@pytest.mark.parametrize("changes", [{"code": "000000"}, {"password": "wrong"}, {"code": ""}])
def test_without_password_and_code_nothing_changes(logged_in, recovery_codes, button, changes):
    before = list(StaticToken.objects.values())
    assert confirm(logged_in, button, **changes).context["form"].errors.keys() == changes.keys()
    assert (list(StaticToken.objects.values()), TOTPDevice.objects.count()) == (before, 1)


def test_passwords_are_not_guessed_on_the_page(logged_in, recovery_codes):
    statuses = [confirm(logged_in, "turn_off", password="wrong").status_code for _ in range(10)]
    assert statuses == [200] * 9 + [429]
    assert "in 15 minutes" in confirm(logged_in, "turn_off").text
    assert TOTPDevice.objects.count() == 1


def test_wrong_password_uses_up_no_code(logged_in, recovery_codes):
    confirm(logged_in, "turn_off", password="wrong")
    confirm(logged_in, "turn_off")
    assert (TOTPDevice.objects.count(), AccessAttempt.objects.count()) == (0, 1)


def test_pages_of_the_package_that_show_keys_are_not_in_the_admin():
    labels = {model._meta.app_label for model in admin.site._registry}
    assert {label for label in labels if label.startswith("otp")} == set()
