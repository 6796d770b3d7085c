"""Administrators read the trail, nobody changes it, and it goes after a year."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.signals import request_finished
from django.db import OperationalError
from django.utils import timezone, translation

from seventeen_moments.audit.models import Event
from seventeen_moments.core import retention
from seventeen_moments.preservation.backup import Backup
from seventeen_moments.preservation.management.commands import backup
from seventeen_moments.privacy.data_sources import erase
from tests import factories

pytestmark = pytest.mark.django_db

LIST = "/admin/audit/event/"


def kinds():
    return list(Event.objects.order_by("pk").values_list("kind", "subject", "actor_name"))


@pytest.fixture
def change(admin_client):
    Event.objects.all().delete()
    details = {"groups": [[], ["=Editors"]]}
    return Event.objects.create(kind="changed", subject="=anna", details=details)


def test_list_shows_filters_and_searches(admin_client, change, django_assert_num_queries):
    Event.objects.create(kind="signed-in", subject="boris", network="203.0.113.0/24")
    with django_assert_num_queries(7):
        page = admin_client.get(f"{LIST}?q=anna&kind__exact=changed")
    assert [row.pk for row in page.context["cl"].result_list] == [change.pk]
    assert "groups: – → =Editors" in page.text


def test_details_are_in_words(change):
    change.details = {"is_staff": [False, True], "email": "", "new": "network", "pages": 2}
    with translation.override("ru"):
        words = "статус персонала: Нет → Да, адрес электронной почты: –, "
        assert change.changes.startswith(words)
        assert change.changes.endswith(": сеть, pages: 2")


def test_nobody_changes_or_deletes_an_event(admin_client, change):
    for page in ["delete/", "change/"]:
        answer = admin_client.post(f"{LIST}{change.pk}/{page}", {"post": "yes"}).status_code
        assert answer == 403
    sent = {"action": "delete_selected", "_selected_action": change.pk, "post": "yes"}
    admin_client.post(LIST, sent)
    assert kinds() == [("changed", "=anna", "")]


def test_export_is_itself_recorded_and_runs_no_formulas(admin_client, change):
    sent = {"action": "export_events", "_selected_action": change.pk}
    table = b"".join(admin_client.post(LIST, sent).streaming_content).decode()
    assert ",changed,'=anna," in table
    assert kinds()[1:] == [("exported", "audit-trail.csv (1)", "admin")]


def test_exports_and_erasures_are_recorded(admin_client, admin_user, change):
    essay = factories.essay()
    actions = ["export_essays", "export_sources_of_essays", "export_comments_as_json"]
    for action in actions:
        sent = {"action": action, "_selected_action": essay.pk}
        admin_client.post("/admin/essays/essay/", sent)
    admin_client.get(f"/admin/essays/essay/{essay.pk}/comments.csv")
    person = {"email": "anna@example.org", "step": "export"}
    admin_client.post("/admin/privacy/erasure/", person)
    admin_client.post("/admin/privacy/erasure/", person | {"step": "erase"})
    admin_client.post("/admin/queue-feed/")
    names = ["essays.csv", "sources.csv", "comments.json", "comments.csv", "about-an-address.json"]
    assert kinds()[1:] == [
        *(("exported", name, "admin") for name in names),
        ("erased", "", "admin"),
        ("feed", "admin", "admin"),
    ]
    assert "anna@example.org" not in str(Event.objects.values())


def test_export_by_a_command_is_recorded(tmp_path, change):
    call_command("export_essays", str(tmp_path / "essays.csv"))
    assert kinds()[1:] == [("exported", "essays.csv", "")]


def test_backup_is_recorded(change, monkeypatch):
    made = Backup(Path("/srv/backups/2026"), {}, [])
    monkeypatch.setattr(backup, "make", lambda *_args: made)
    call_command("backup", "/srv/backups")
    assert kinds()[1:] == [("backup", "/srv/backups/2026", "")]


def test_failing_erasure_is_not_recorded(change, admin_user, monkeypatch):
    monkeypatch.setattr(
        "seventeen_moments.privacy.models.Erasure.save", lambda *_args, **_fields: 1 / 0
    )
    with pytest.raises(ZeroDivisionError):
        erase("anna@example.org", admin_user)
    assert kinds() == [("changed", "=anna", "")]


# Retention


@pytest.fixture
def old(change):
    """An event and a session whose time is over, beside others."""
    Event.objects.create(kind="backup", subject="recent")
    Event.objects.filter(pk=change.pk).update(at=timezone.now() - timedelta(days=366))
    Session.objects.create(session_key="old", expire_date=timezone.now() - timedelta(days=1))
    return change


def kept():
    keys = Session.objects.values_list("session_key", flat=True)
    return list(Event.objects.values_list("subject", flat=True)), "old" in keys


def test_expired_rows_go_by_themselves_after_an_answer(client, old, monkeypatch):
    monkeypatch.setattr(retention.clock, "next", 0)
    client.get("/robots.txt")
    assert kept() == (["recent"], False)
    assert retention.clock.is_due() is False  # for an hour


def test_expired_rows_go_by_a_command(old, capsys):
    call_command("apply_retention")
    assert kept() == (["recent"], False)
    assert "audit trail: 1\n" in capsys.readouterr().out


def test_busy_database_does_not_disturb_the_answer(monkeypatch, caplog):
    def busy(at):
        raise OperationalError("database is locked")

    monkeypatch.setattr(retention, "RULES", {"busy": busy})
    monkeypatch.setattr(retention.clock, "next", 0)
    request_finished.send(None)
    assert "Expired rows could not be deleted: database is locked" in caplog.text
