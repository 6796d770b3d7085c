"""Warnings about an account reach its holder, and administrators, once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from seventeen_moments.audit.models import Event
from seventeen_moments.notices import queue
from seventeen_moments.notices.models import Mail
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return factories.user("Authors", username="anna", email="anna@example.org")


@pytest.fixture
def administrator():
    boss = factories.user(username="boss", email="boss@example.org", is_superuser=True)
    Mail.objects.all().delete()
    return boss


def told():
    return [(row.to, row.subject.partition(" · ")[0]) for row in Mail.objects.order_by("pk")]


def change(user, **fields):
    for name, value in fields.items():
        setattr(user, name, value)
    user.save()


def event(kind, account=None, **details):
    return Event.objects.create(kind=kind, account=account, subject="anna", details=details)


def test_changed_password_is_told(anna):
    anna.set_password("correct horse battery staple")
    anna.save()
    assert told() == [("anna@example.org", "Your password was changed")]
    assert "correct horse" not in Mail.objects.get().body


def test_changed_address_is_told_to_the_old_one(anna):
    change(anna, email="other@example.org")
    assert told() == [("anna@example.org", "The e-mail address of your account was changed")]


def test_second_factor_is_told_when_it_is_turned_off(anna):
    for kind in ["factor-on", "factor-off"]:
        event(kind, anna)
    assert told() == [
        ("anna@example.org", "The second factor of your account was turned off"),
    ]


def test_new_administrators_are_told_to_administrators(administrator, anna):
    change(anna, is_superuser=True, email="")
    factories.user(username="boris", is_superuser=True)
    change(anna, first_name="Anna")
    subject = "There is a new administrator"
    assert [row for row in told() if row[1] == subject] == [("boss@example.org", subject)] * 2


def test_new_network_is_told_five_times_a_day_at_most(anna):
    event("signed-in", anna)
    for _ in range(7):
        event("signed-in", anna, new="network")
    assert told() == [("anna@example.org", "New login to your account")] * 5


def test_locks_and_many_names_are_told_once_a_day(anna, administrator):
    for _ in range(2):
        event("locked", anna)
        event("spraying")
    assert told() == [
        ("anna@example.org", "Failed logins to your account"),
        ("boss@example.org", "Many failed logins from one network"),
    ]
    Event.objects.update(at=timezone.now() - timedelta(days=2))
    event("locked", anna)
    assert len(told()) == 3


def test_nobody_is_told_of_an_account_that_does_not_exist():
    event("locked")
    assert told() == []


def test_account_without_an_address_gets_no_mail(anna):
    change(anna, email="")
    Mail.objects.all().delete()
    event("locked", anna)
    assert told() == []


def test_mail_is_in_the_language_of_the_latest_login(anna):
    event("signed-in", anna, language="ru")
    Event.objects.create(kind="locked", account=anna, at=datetime(2026, 3, 5, tzinfo=UTC))
    assert "5 марта 2026" in Mail.objects.get().body


def test_mail_names_time_network_and_browser_and_is_sent_once(anna):
    Event.objects.create(kind="locked", account=anna, network="203.0.113.0/24", browser="Firefox")
    queue.write()
    assert [queue.send(), queue.send()] == [1, 0]
    [sent] = mail.outbox
    assert "\nNetwork: 203.0.113.0/24\nBrowser: Firefox\n" in sent.body
    assert "List-Unsubscribe" not in sent.extra_headers


def test_stale_warning_is_never_sent(anna):
    event("locked", anna)
    Mail.objects.update(created=timezone.now() - timedelta(days=8))
    assert (queue.send(), Mail.objects.count()) == (0, 0)
