"""Sign-ins are in the audit trail, and a flood of them cannot fill the disk."""

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import make_password
from django.db import OperationalError, connection, transaction

from seventeen_moments.audit import models, sign_ins
from seventeen_moments.audit.models import Event
from tests import factories

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery staple"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def editor():
    return factories.user("Editors", username="editor", password=make_password(PASSWORD))


@pytest.fixture
def log_in(client):
    def log_in(password="wrong", username="editor", peer="203.0.113.7", **headers):  # noqa: S107
        sent = {"username": username, "password": password}
        headers = {"user-agent": FIREFOX} | headers
        return client.post("/admin/login/", sent, REMOTE_ADDR=peer, headers=headers)

    return log_in


def recorded(*names):
    kinds = ["signed-in", "signed-out", "failed", "unknown", "locked", "spraying"]
    return list(Event.objects.filter(kind__in=kinds).order_by("pk").values_list("kind", *names))


def test_login_and_logout_are_recorded_with_network_browser_and_request(log_in, client):
    response = log_in(PASSWORD)
    client.post("/admin/logout/", REMOTE_ADDR="2001:db8:1:2::3")
    assert recorded("subject", "actor_name", "network", "browser") == [
        ("signed-in", "editor", "editor", "203.0.113.0/24", "Firefox"),
        ("signed-out", "editor", "editor", "2001:db8:1::/48", ""),
    ]
    login = Event.objects.get(kind="signed-in")
    assert login.request_id == response["X-Request-ID"]


def test_failures_of_a_day_are_one_row_for_each_account_and_network(log_in, editor):
    for peer in ["203.0.113.7", "203.0.113.8", "198.51.100.9"]:
        log_in(peer=peer)
    assert recorded("account", "network", "count") == [
        ("failed", editor.pk, "203.0.113.0/24", 2),
        ("failed", editor.pk, "198.51.100.0/24", 1),
    ]


def test_unknown_name_is_not_stored(log_in):
    log_in(username="my password?")
    assert recorded("subject", "account") == [("unknown", "", None)]
    assert "my password?" not in str(Event.objects.values())


def test_lock_of_an_account_is_recorded_and_counted(log_in):
    for _ in range(12):
        log_in()
    assert recorded("count") == [("failed", 9), ("locked", 3)]


def test_variants_of_a_name_count_as_one(log_in):
    variants = ["editor", " editor", "editor ", "ｅｄｉｔｏｒ", "\u00a0editor"] * 2
    assert [log_in(username=name).status_code for name in variants][-2:] == [200, 429]
    assert AccessAttempt.objects.values("username").distinct().count() == 1


def test_name_in_other_letter_case_opens_nothing(log_in):
    assert log_in(PASSWORD, username="EDITOR").status_code == 200


def test_many_names_from_one_network_are_noticed(log_in):
    for number in range(sign_ins.MANY_ACCOUNTS):
        log_in(username=factories.user(username=f"author-{number}").username)
    assert recorded("network")[-1] == ("spraying", "203.0.113.0/24")


def test_many_unknown_names_from_one_network_are_noticed(log_in, monkeypatch):
    monkeypatch.setattr(sign_ins, "MANY_UNKNOWN", 3)
    for number in range(3):
        log_in(username=f"name-{number}")
    assert [kind for (kind,) in recorded()] == ["unknown", "spraying"]


def test_flood_from_many_networks_stores_a_bounded_number_of_rows(log_in, monkeypatch):
    monkeypatch.setattr(models, "MOST_A_DAY", 3)
    for number in range(8):
        log_in(peer=f"203.0.{number}.7")
    assert recorded("network", "count")[2:] == [("failed", "203.0.2.0/24", 1), ("failed", "", 5)]


def test_failure_that_cannot_be_recorded_is_answered_all_the_same(log_in, monkeypatch, caplog):
    def fail(*args, **kwargs):
        raise OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(models.EventQuerySet, "count_up", fail)
    assert log_in().status_code == 200
    assert "A failed login was not recorded: attempt to write" in caplog.text


@pytest.fixture
def read_only(editor):
    with transaction.atomic(), connection.cursor() as cursor:
        is_sqlite = connection.vendor == "sqlite"
        cursor.execute("PRAGMA query_only = 1" if is_sqlite else "SET TRANSACTION READ ONLY")
        try:
            yield
        finally:
            if is_sqlite:  # past Django, which refuses queries until the rollback
                connection.connection.execute("PRAGMA query_only = 0")
            transaction.set_rollback(True)  # ends it on PostgreSQL


@pytest.mark.parametrize("password", ["wrong", PASSWORD])
def test_sign_in_to_a_read_only_database_is_answered_503(log_in, client, read_only, password):
    client.raise_request_exception = False
    assert log_in(password).status_code == 503


def test_address_that_a_client_invents_is_not_recorded(log_in):
    log_in(peer="127.0.0.1", **{"x-forwarded-for": "192.0.2.1, 203.0.113.7"})
    log_in(peer="203.0.113.7", **{"x-forwarded-for": "192.0.2.1"})
    assert recorded("network", "count") == [("failed", "203.0.113.0/24", 2)]


# What is new about a sign-in


def news(log_in, *args, **kwargs):
    log_in(PASSWORD, *args, **kwargs)
    details = Event.objects.filter(kind="signed-in").latest("pk").details
    return details.get("new")


def test_sign_in_from_another_network_is_new_once(log_in):
    peers = ["203.0.113.7", "203.0.113.8", "198.51.100.9", "198.51.100.9"]
    assert [news(log_in, peer=peer) for peer in peers] == [None, None, "network", None]


@pytest.mark.parametrize(("failures", "new"), [(9, None), (10, "browser")])
def test_another_browser_is_new_after_ten_failures(log_in, editor, failures, new):
    log_in(PASSWORD)
    for number in range(failures):
        log_in(peer=f"198.51.100.{number}")
    assert news(log_in, **{"user-agent": "curl/8"}) == new
