"""With a second factor, logging in takes two steps; between them nobody is logged in."""

import re

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from seventeen_moments.editorial.accounts import password_path
from seventeen_moments.editorial.second_factor import sign_in
from tests import factories
from tests.connections import meanwhile
from tests.seventeen_moments.editorial.second_factor.conftest import (
    PASSWORD,
    another_time,
    code,
)

ESSAYS = "/admin/essays/essay/?q=thaw"
LOGIN, SESSION = reverse("admin:login"), reverse("admin:session")
CODE = f"{reverse('admin:login_code')}?next=%2Fadmin%2Fessays%2Fessay%2F%3Fq%3Dthaw"
WRONG = "This code is not correct, or was used already."


def send_password(client, **data):
    sent = {"username": "editor", "password": PASSWORD, "next": ESSAYS} | data
    return client.post(LOGIN, sent)


def send_code(client, value, next_url=ESSAYS):
    return client.post(CODE, {"code": value, "next": next_url})


def account(client):
    return client.get(SESSION).json()["account"]


@pytest.fixture
def half(client, recovery_codes):
    """Whoever has sent the right password, and no code yet."""
    assert send_password(client).url == CODE
    return client


def test_code_logs_in_and_keeps_the_next_page(half, editor):
    before = half.cookies["sessionid"].value
    assert send_code(half, code()).url == ESSAYS
    assert account(half) == str(editor.pk)
    assert half.cookies["sessionid"].value != before
    assert send_code(half, code()).url == f"{LOGIN}?next=%2Fadmin%2Fessays%2Fessay%2F%3Fq%3Dthaw"


def test_without_a_second_factor_the_password_logs_in(client, editor):
    assert (send_password(client).url, account(client)) == (ESSAYS, str(editor.pk))


def test_field_of_the_code_suits_phones(half):
    page = half.get(CODE).text
    field = page[page.index('name="code"') :].partition(">")[0]
    assert 'autocomplete="one-time-code"' in field
    assert 'inputmode="numeric"' in field


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_next_page_is_one_of_ours(client, recovery_codes, target):
    assert send_password(client, next=target).url == f"{LOGIN}code/?next=%2Fadmin%2F"
    assert send_code(client, code(), target).url == "/admin/"


def test_half_logged_in_counts_as_a_visitor(half):
    """Everywhere: the admin, drafts and their files, comments; the session is that of a visitor."""
    essay = factories.essay(slug="draft", status="draft")
    image = factories.image(essay=essay, status="draft")
    hidden = ["/essays/draft/", image.get_absolute_url(), f"/media/{image.file.name}"]
    assert [half.get(address).status_code for address in hidden] == [404] * 3
    assert half.get(reverse("admin:essays_essay_change", args=[essay.pk])).url.startswith(LOGIN)
    assert (account(half), "_auth_user_id" in half.session) == ("", False)


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_clock_may_differ_by_one_step(half, editor, steps):
    send_code(half, code(steps))
    assert account(half) == str(editor.pk)


@pytest.mark.parametrize("value", [code(-2), code(2), "000000"])
def test_other_codes_are_refused(half, value):
    assert WRONG in send_code(half, value).text
    assert account(half) == ""


def test_late_codes_do_not_move_the_window(half, editor):
    """Otherwise the current code is wrong after two late ones."""
    send_code(half, code(-1))
    assert TOTPDevice.objects.get().drift == 0


@pytest.mark.parametrize("steps", [0, -1])
def test_code_cannot_be_used_again(half, steps):
    """Nor one from before it."""
    send_code(half, code())
    second = Client()
    send_password(second)
    assert WRONG in send_code(second, code(steps)).text
    assert account(second) == ""


@pytest.mark.parametrize("form", ["{} {}", " {}-{} ", "{}\u00a0{}"])
def test_code_may_have_spaces(half, editor, form):
    send_code(half, form.format(code()[:3], code()[3:]))
    assert account(half) == str(editor.pk)


@pytest.mark.parametrize("value", ["", "12345", "1234567", "abcdef", "१२३४५६", "9" * 5000, "a\0b"])
def test_what_is_no_code_is_refused_and_not_counted(half, value):
    assert "errornote" in send_code(half, value).text
    assert AccessAttempt.objects.count() == 0


def test_recovery_code_logs_in_once(half, editor, recovery_codes):
    page = half.post(CODE, {"code": recovery_codes[3]}, follow=True)
    assert "You logged in with a recovery code. 9 codes are left" in page.text
    second = Client()
    send_password(second)
    assert WRONG in send_code(second, recovery_codes[3]).text
    another_time(hours=1)
    send_code(second, recovery_codes[4])
    assert (account(half), account(second)) == (str(editor.pk), str(editor.pk))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_code_that_is_sent_twice_at_once_logs_in_once(half, recovery_codes):
    second = Client()
    send_password(second)
    response = meanwhile(
        lambda: send_code(half, recovery_codes[0]), lambda: send_code(second, recovery_codes[0])
    )
    assert WRONG in response.text


# Limits


def test_after_wrong_codes_the_right_one_must_wait(half, editor):
    send_code(half, "000000")
    TOTPDevice.objects.update(throttling_failure_count=9)
    another_time(seconds=240)
    assert "not checked. After the last wrong one, please wait" in send_code(half, code()).text
    another_time(seconds=256)
    send_code(half, code())
    assert account(half) == str(editor.pk)


def test_longest_wait_is_a_day(half, editor):
    """Or an attacker who has the password could lock out the owner for good."""
    TOTPDevice.objects.update(throttling_failure_count=40)
    another_time(hours=20)
    assert re.search("wait for 2(40|39|38) minutes", send_code(half, code()).text)
    another_time(hours=25)
    send_code(half, code())
    assert account(half) == str(editor.pk)


def test_wrong_codes_lock_the_name_as_wrong_passwords_do(half):
    for number in range(10):
        response = send_code(half, f"{number:06}" if number else "999999")
        another_time(hours=1)
    assert (response.status_code, response.headers["Retry-After"]) == (429, "900")
    refused = send_code(half, code())
    assert (refused.status_code, "in 15 minutes" in refused.text) == (429, True)
    assert send_password(Client()).status_code == 429


def test_right_password_does_not_clear_the_wrong_codes(half):
    send_code(half, "000000")
    send_password(half)
    assert AccessAttempt.objects.get().failures_since_start == 1
    assert "000000" not in str(AccessAttempt.objects.values().get())


# Between the two steps


def change_password(editor):
    editor.set_password("another")
    editor.save()


@pytest.mark.parametrize(
    "change",
    [
        change_password,
        lambda editor: User.objects.update(is_active=False),
        lambda editor: TOTPDevice.objects.all().delete(),
        lambda editor: editor.delete(),
    ],
)
def test_first_step_ends_with_a_change_of_the_account(half, editor, change):
    change(editor)
    assert send_code(half, code()).url.startswith(f"{LOGIN}?next=")
    assert account(half) == ""


def test_first_step_ends_after_five_minutes(half, monkeypatch):
    at = half.session[sign_in.HELD]["at"]
    monkeypatch.setattr(sign_in, "time", lambda: at + 301)
    page = half.post(CODE, {"code": code()}, follow=True)
    assert "The code was not entered in time. Please log in again." in page.text
    assert account(half) == ""


def test_second_step_without_the_first_leads_back(client, recovery_codes):
    assert send_code(client, code()).url.startswith(f"{LOGIN}?next=")
    assert account(client) == ""


def test_going_back_after_logging_in_leads_on(half):
    send_code(half, code())
    assert (half.get(CODE).url, half.get(LOGIN).url) == (ESSAYS, "/admin/")


def test_two_windows_can_be_between_the_steps(half, editor):
    """The second is logged in by the first, so its code is asked for no more."""
    send_password(half)
    send_code(half, code())
    assert half.get(CODE).url == ESSAYS


def test_link_to_set_a_password_leads_to_the_code(client, editor, recovery_codes):
    form = client.get(password_path(editor), follow=True).request["PATH_INFO"]
    passwords = {"new_password1": "a new horse", "new_password2": "a new horse"}
    assert client.post(form, passwords).url == f"{LOGIN}code/?next=%2Fadmin%2F"
    assert account(client) == ""
    send_code(client, code())
    assert account(client) == str(editor.pk)


def test_login_over_a_form_takes_both_steps(half, editor):
    """In the dialog, which sends the forms of the pages that it is led to (session.js)."""
    assert 'id="login-form"' in half.get(CODE).text
    response = half.post(
        f"{LOGIN}code/?next={SESSION}", {"code": code(), "next": SESSION}, follow=True
    )
    assert response.json()["account"] == str(editor.pk)
