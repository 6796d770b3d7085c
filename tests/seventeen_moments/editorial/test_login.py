from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib import admin
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from tests import factories

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/login/?next=/admin/essays/"
PASSWORD = "correct horse battery staple"
LOCKED = "Too many failed attempts to log in with this name from your network."


@pytest.fixture(autouse=True)
def editor(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast
    return factories.user("Editors", username="editor", password=make_password(PASSWORD))


@pytest.fixture
def log_in(client):
    def log_in(password="wrong", username="editor", peer="203.0.113.7", **headers):  # noqa: S107
        sent = {"username": username, "password": password}
        return client.post(ADDRESS, sent, REMOTE_ADDR=peer, headers=headers)

    return log_in


@pytest.fixture
def locked(log_in):
    """The response to the tenth failure."""
    return [log_in() for _ in range(10)][-1]


def test_tenth_failure_locks(log_in):
    statuses = [log_in().status_code for _ in range(11)]
    assert statuses == [200] * 9 + [429] * 2


def test_right_password_is_refused_while_locked(log_in, locked):
    response = log_in(PASSWORD)
    assert (response.status_code, response.headers["Retry-After"]) == (429, "900")


def test_locked_page_says_when_to_try_again_and_keeps_the_name(locked):
    page = locked.content.decode()
    assert f"{LOCKED} Please try again in 15 minutes." in page
    assert 'value="editor"' in page
    assert 'action="/admin/login/?next=/admin/essays/"' in page


def test_page_does_not_tell_whether_the_name_exists(log_in, locked):
    other = [log_in(username="nobody") for _ in range(10)][-1]
    assert other.status_code == 429
    assert LOCKED in other.content.decode()


def test_another_name_from_the_same_address_is_not_locked(log_in, locked):
    factories.user("Editors", username="other", password=make_password(PASSWORD))
    assert log_in(PASSWORD, username="other").status_code == 302


def test_same_name_from_another_address_is_not_locked(log_in, locked):
    assert log_in(PASSWORD, peer="198.51.100.9").status_code == 302


def test_forged_header_does_not_avoid_the_lock(log_in, locked):
    forged = {"x-forwarded-for": "198.51.100.9"}
    assert log_in(PASSWORD, **forged).status_code == 429


def test_another_browser_does_not_avoid_the_lock(log_in, locked):
    assert log_in(PASSWORD, **{"user-agent": "another"}).status_code == 429


def test_clients_behind_a_trusted_proxy_are_distinguished(log_in):
    for number in range(12):
        headers = {"x-forwarded-for": f"198.51.100.{number}"}
        assert log_in(peer="127.0.0.1", **headers).status_code == 200


def test_ipv6_network_counts_as_one(log_in):
    statuses = [log_in(peer=f"2001:db8::{number}").status_code for number in range(1, 11)]
    assert statuses[-2:] == [200, 429]


def after(**passed):
    at = timezone.now() - timedelta(**passed)
    AccessAttempt.objects.update(attempt_time=at)


def test_lock_ends_after_a_quarter_of_an_hour(log_in, locked):
    after(minutes=14)
    assert log_in(PASSWORD).status_code == 429
    after(minutes=16)
    assert log_in(PASSWORD).status_code == 302


def test_attempt_while_locked_is_not_stored_and_does_not_extend_the_lock(log_in, locked):
    before = list(AccessAttempt.objects.values())
    log_in()
    assert list(AccessAttempt.objects.values()) == before


def test_success_clears_the_failures(log_in):
    for _ in range(9):
        log_in()
    log_in(PASSWORD)
    assert AccessAttempt.objects.count() == 0


def test_expired_failures_are_deleted_at_the_next_login(log_in):
    log_in(username="nobody", peer="198.51.100.9")
    after(minutes=16)
    log_in(PASSWORD)
    assert AccessAttempt.objects.count() == 0


def test_name_is_stored_as_a_hash_and_the_password_is_not_stored(log_in):
    log_in("hunter2", username="my password?")
    stored = str(AccessAttempt.objects.values().get())
    assert [part for part in ("hunter2", "my password?") if part in stored] == []


def test_successful_login_is_not_recorded(log_in):
    log_in(PASSWORD)
    assert AccessLog.objects.count() == 0


@pytest.mark.parametrize("username", ["a\0b", "x" * 5000, "редактор" * 100, "", "\u202eeditor"])
def test_any_name_gets_a_response(log_in, username):
    assert log_in(username=username).status_code == 200


@pytest.mark.parametrize("peer", ["", "::ffff:203.0.113.7", "fe80::1%eth0"])
def test_any_address_gets_a_response(log_in, peer):
    assert [log_in(peer=peer).status_code for _ in range(10)][-2:] == [200, 429]


def test_admin_does_not_show_failures():
    assert [model for model in admin.site._registry if model._meta.app_label == "axes"] == []
