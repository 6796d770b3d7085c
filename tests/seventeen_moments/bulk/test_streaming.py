"""Streamed responses do not block other writers, however slowly they are read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from resources.models import Text
from seventeen_moments.bulk.importing import Import
from tests import factories
from tests.forms import filled
from tests.seventeen_moments.bulk.conftest import as_csv

PAGE = reverse("bulk:import")


@pytest.fixture
def thaw(transactional_db):
    return factories.essay(slug="thaw", title="Thaw")


@pytest.fixture
def editor(client, thaw):
    client.force_login(factories.user("Editors"))
    return client


@pytest.fixture
def storing(editor, monkeypatch):
    """The unread response to “Import now”."""
    monkeypatch.setattr("seventeen_moments.bulk.views.PACE", 0)
    table = SimpleUploadedFile("table.csv", as_csv({"title": "A"}, {"title": "B"}).encode())
    checked = editor.post(PAGE, {"table": table}).getvalue()
    return editor.post(PAGE, filled(type("Page", (), {"content": checked})))


@pytest.fixture
def other():
    """A second connection, which does not wait for locks."""
    other = connection.copy()
    other.connect()
    at_once = "PRAGMA busy_timeout = 0" if other.vendor == "sqlite" else "SET lock_timeout = 1"
    with other.cursor() as cursor:
        cursor.execute(at_once)
    yield other
    other.close()


def write(other):
    with other.cursor() as cursor:
        cursor.execute("UPDATE essays_essay SET year = 1954")
        return cursor.rowcount


def test_others_write_while_an_import_is_read(storing, other):
    written = [write(other) for _part in storing]
    assert (written, Text.objects.count()) == ([1] * 6, 2)


@pytest.mark.parametrize(("parts", "stored"), [(1, 0), (3, 0), (4, 0), (5, 2)])
def test_import_is_complete_or_absent_when_the_client_leaves(storing, other, parts, stored):
    answer = iter(storing)
    for _ in range(parts):
        next(answer)
    storing.close()
    assert (Text.objects.count(), connection.in_atomic_block, write(other)) == (stored, False, 1)


def test_busy_database_is_reported(thaw, table, other):
    factories.text(essay=thaw, slug="a")
    new_import = Import(table({"title": "New", "slug": "a"}))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA busy_timeout = 0")
        else:
            cursor.execute("SET lock_timeout = 1")
    with other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("UPDATE resources_text SET title = 'Old'")
        new_import.store()
        cursor.execute("ROLLBACK")
    connection.close()
    assert [problem.sentence for problem in new_import.report.problems] == [
        "The database is busy. Try again."
    ]


@pytest.mark.parametrize("action", ["export_sources_of_essays", "export_comments_as_csv"])
def test_others_write_while_an_export_is_read(editor, thaw, other, action):
    factories.text(essay=thaw)
    factories.comment(essay=thaw)
    chosen = {"action": action, "_selected_action": thaw.pk}
    answer = iter(editor.post(reverse("admin:essays_essay_changelist"), chosen))
    assert [write(other) for _line in answer] == [1, 1]


def test_report_is_in_the_language_of_its_page(editor):
    table = SimpleUploadedFile("table.csv", as_csv({"title": ""}).encode())
    page = editor.post(PAGE, {"table": table}, headers={"Accept-Language": "ru"})
    report = page.getvalue().decode()
    assert ("ничего не сохранено" in report, "nothing was saved" in report) == (True, False)
