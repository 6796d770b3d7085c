from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from seventeen_moments import health
from seventeen_moments.notices.models import Mail
from seventeen_moments.search.models import Document
from tests import factories
from tests.serving import free_port

FOLDERS = ["DATA_DIR", "MEDIA_ROOT"]


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.DATA_DIR = settings.MEDIA_ROOT = tmp_path


def test_healthz_says_ok(client, db):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_healthz_takes_one_query(client, db, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/healthz")


def test_healthz_without_the_database_is_unavailable(client, refused_connection):
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.content == b"the database is not responding\n"


def test_error_of_the_database_is_logged(client, refused_connection, caplog):
    client.get("/healthz")
    assert "The database is not responding: connection to server at" in caplog.text


@pytest.mark.parametrize("header", ["Content-Type", "Cache-Control"])
def test_unavailable_response_has_the_usual_headers(client, refused_connection, header):
    expected = {
        "Content-Type": "text/plain; charset=utf-8",
        "Cache-Control": "max-age=0, no-cache, no-store, must-revalidate, private",
    }
    assert client.get("/healthz").headers[header] == expected[header]


def test_head_request_to_healthz_has_no_body(client, db):
    assert client.head("/healthz").content == b""


def test_healthz_refuses_post(client, db):
    assert client.post("/healthz").status_code == 405


def test_healthz_sets_no_cookie(client, db):
    assert not client.get("/healthz").cookies


# Ready


def faults(client):
    response = client.get("/readyz")
    assert (response.status_code == 200) == (response.content == b"ok\n")
    found = [line for line in response.content.decode().splitlines() if line != "ok"]
    assert response.reason_phrase == ("; ".join(found) or "OK")  # it is in the log and the mail
    return found


@pytest.fixture
def ready(client, db):
    assert faults(client) == []
    return client


def test_readyz_without_the_database(client, refused_connection):
    assert faults(client) == ["the database is not responding"]


def test_readyz_without_the_cache(ready, settings):
    address = f"redis://127.0.0.1:{free_port()}/0"
    backend = "seventeen_moments.caches.FaultTolerantRedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": address}}
    assert faults(ready) == ["the cache is not responding"]


def test_readyz_without_a_migration(ready):
    MigrationRecorder.Migration.objects.filter(app="notices").latest("pk").delete()
    assert faults(ready) == ["some migrations have not been run"]


def test_readyz_with_late_mails(ready):
    due = timezone.now() - timedelta(minutes=59)
    waiting = Mail.objects.create(kind="appeared", to="a@example.org", next_try=due)
    assert faults(ready) == []
    waiting.next_try = due - timedelta(minutes=2)
    waiting.save()
    assert faults(ready) == ["e-mails are an hour late: send_notices does not run, or it fails"]
    waiting.record_sent(timezone.now())
    assert faults(ready) == []


@pytest.mark.parametrize("name", FOLDERS)
def test_readyz_without_a_folder(ready, settings, tmp_path, name):
    setattr(settings, name, tmp_path / "unmounted")
    assert faults(ready) == [f"cannot write to {name}"]


def test_readyz_with_a_full_disk(ready, monkeypatch):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda folder: SimpleNamespace(free=10**8))
    assert faults(ready) == [f"the disk of {name} is nearly full" for name in FOLDERS]


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_probe_by_any_host_name(client, db, address):
    """A load balancer, or Docker, asks for the address of one machine."""
    assert client.get(address, headers={"host": "10.0.0.7:8000"}).content == b"ok\n"


def test_other_pages_need_an_allowed_host(client, db):
    assert client.get("/robots.txt", headers={"host": "10.0.0.7:8000"}).status_code == 400


def test_index_of_an_older_version_is_not_ready(client, db):
    factories.essay()
    Document.objects.update(rules=None)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert b"the search index is of another version: run rebuild_search" in response.content
    call_command("rebuild_search", verbosity=0)
    assert client.get("/readyz").status_code == 200
