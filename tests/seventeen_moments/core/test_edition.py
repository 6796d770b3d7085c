import os
import subprocess
import sys
from datetime import timedelta
from time import time

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from django.utils import timezone

from essays.models import Comment, Essay
from seventeen_moments.core import edition, retention
from seventeen_moments.core.edition_stores import Edition, FileStore, store
from seventeen_moments.core.models import PublicChange
from seventeen_moments.versions.models import Draft
from tests import factories

PRIVATE = ["auth_user", "django_session", "axes_accessattempt", "notices_mail", "audit_event"]


@pytest.fixture(autouse=True)
def in_this_process():
    edition.checked.at = -1
    edition.remembered.clear()


@pytest.fixture
def token(transactional_db):
    """Commits are real here."""
    return edition.current()


def test_edition_stays_while_nothing_changes(token, django_assert_num_queries):
    assert token
    with django_assert_num_queries(0):
        assert edition.current() == token


@pytest.mark.parametrize(
    "change",
    [
        lambda essay: essay.save(),
        lambda essay: Essay.objects.filter(pk=essay.pk).update(title="Другое"),
        lambda essay: Essay.objects.bulk_update([essay], ["title"]),
        lambda essay: essay.delete(),
        lambda essay: essay.themes.add("Amnesty"),
        lambda essay: factories.comment(essay=essay),
        lambda essay: factories.text(essay=essay),
        lambda essay: connection.cursor().execute("UPDATE essays_essay SET year = 1953"),
        lambda essay: connection.cursor().execute(
            "WITH ours AS (SELECT 1) DELETE FROM essays_comment WHERE id IN (SELECT * FROM ours)"
        ),
    ],
)
def test_change_begins_a_new_edition(transactional_db, change):
    essay = factories.essay()
    before = edition.current()
    change(essay)
    assert edition.current() not in {before, None}


def test_private_tables_do_not(transactional_db):
    token = edition.current()
    factories.user("Editors")
    assert edition.current() == token


def test_every_table_is_public_unless_it_is_named(db):
    """So a model that somebody adds is safe."""
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    assert not any(edition.is_public(name) for name in PRIVATE)
    assert {name for name in tables if edition.is_public(name)} == {
        "browse_formerslug",
        "essays_block",
        "essays_comment",
        "essays_commentsettings",
        "essays_essay",
        *(f"resources_{name}" for name in ["image", "recording", "reference", "text", "video"]),
        "pages_page",
        "removals_removal",
        "removals_removedaddress",
        *("resources_linkcheck", "resources_renditionjob"),  # counted on the dashboard
        "search_document",
        "search_document_themes",
        "search_titleword",
        "search_word",
        "taggit_tag",
        "taggit_taggeditem",
        "versions_draft",
    } & set(tables)


def test_none_in_a_transaction_and_a_new_one_after_it(token):
    with transaction.atomic():
        factories.essay()
        assert edition.current() is None
    assert edition.current() not in {token, None}


def test_rollback_leaves_the_edition(token):
    with transaction.atomic():
        factories.essay()
        transaction.set_rollback(True)
    assert edition.current() == token


def test_transaction_leaves_one_row(transactional_db):
    PublicChange.objects.all().delete()
    with transaction.atomic():
        essay = factories.essay()
        essay.save()
    assert PublicChange.objects.count() == 1


def test_row_survives_the_rollback_of_a_savepoint(transactional_db):
    essay = factories.essay()
    PublicChange.objects.all().delete()
    with transaction.atomic():
        with transaction.atomic():
            essay.save()
            transaction.set_rollback(True)
        essay.save()
    assert PublicChange.objects.count() == 1


def test_change_of_a_killed_process_is_noticed(token):
    """It committed, and did not get to renew the token."""
    PublicChange.objects.create()
    assert edition.current() == token  # within the second
    edition.checked.at = -1
    assert edition.current() not in {token, None}


def test_time_of_publication_begins_a_new_edition(transactional_db, monkeypatch):
    factories.essay(published_at=timezone.now() + timedelta(hours=1))
    token = edition.current()
    assert edition.current() == token
    monkeypatch.setattr(edition, "time", lambda: time() + 3601)
    assert edition.current() not in {token, None}


def test_scheduled_draft_does_so_too(transactional_db):
    soon = timezone.now() + timedelta(hours=1)
    Draft.objects.create(target=factories.essay(), data={}, publish_at=soon)
    edition.current()
    assert store().read().until == min(soon, edition.midnight()).timestamp()


def test_value_is_remembered_until_a_change(transactional_db):
    essay, computed = factories.essay(), []

    def compute():
        computed.append(1)
        return Essay.objects.count()

    assert [edition.remember("essays", compute) for _ in range(3)] == [1, 1, 1]
    essay.delete()
    assert (edition.remember("essays", compute), len(computed)) == (0, 2)


def test_value_is_remembered_in_a_transaction_until_it_writes(db):
    counted = [edition.remember("essays", Essay.objects.count) for _ in range(2)]
    with transaction.atomic():
        factories.essay()
        counted.append(edition.remember("essays", Essay.objects.count))
        transaction.set_rollback(True)
    counted.append(edition.remember("essays", Essay.objects.count))
    assert counted == [0, 0, 1, 0]


def test_values_are_bounded(transactional_db):
    for number in range(edition.KEPT + 5):
        edition.remember(number, int)
    assert len(edition.remembered) <= edition.KEPT


def test_request_keeps_its_edition(transactional_db):
    essay = factories.essay()
    with edition.held() as (token, limits):
        subprocess.run([sys.executable, "-c", RENEW, store().path], check=True)
        assert edition.current() == token
        edition.limit(timezone.now())
        assert len(limits) == 1
        essay.save()  # its own change
        assert edition.current() != token
    assert edition.current() != token


def test_edition_that_is_known_late_is_held_too(transactional_db, monkeypatch):
    """A block within another that found none reads under one edition as well."""
    with monkeypatch.context() as patch:
        patch.setattr(edition, "now", lambda: None)
        held = edition.held()
        assert held.__enter__()[0] is None
    with edition.held() as (token, _limits):
        subprocess.run([sys.executable, "-c", RENEW, store().path], check=True)
        assert edition.current() == token
    held.__exit__(None, None, None)
    assert edition.current() not in {token, None}


RENEW = """
import sys
from seventeen_moments.core.edition_stores import Edition, FileStore
FileStore(sys.argv[1]).write(Edition.new())
"""


def test_process_sees_the_edition_of_another_at_once(token):
    subprocess.run([sys.executable, "-c", RENEW, store().path], check=True, cwd=settings.BASE_DIR)
    assert edition.current() not in {token, None}


@pytest.mark.parametrize("content", ["", "half of a line", "a 1 inf 0 b", "\0" * 200])
def test_damaged_file_begins_a_new_edition(token, content):
    with open(store().path, "w") as file:
        file.write(content)
    assert edition.current() not in {token, None}


def test_deleted_file_begins_a_new_edition(token):
    os.remove(store().path)
    assert edition.current() not in {token, None}


def test_file_is_overwritten_in_place(tmp_path):
    edition_file = FileStore(str(tmp_path / "edition"))
    edition_file.write(Edition.new("1-1-1"))
    before = os.stat(edition_file.path)
    edition_file.write(new := Edition.new())
    after = os.stat(edition_file.path)
    assert (after.st_ino, after.st_size) == (before.st_ino, before.st_size)
    assert edition_file.read() == new


def test_no_edition_without_its_folder(token, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "file" / "below"
    (tmp_path / "file").touch()
    essay = factories.essay()  # is still saved
    assert edition.current() is None
    assert edition.remember("essays", Essay.objects.count) == Essay.objects.count() == 1
    essay.delete()
    assert edition.remember("essays", Essay.objects.count) == 0


@pytest.mark.parametrize("port", ["6379", "1"])  # 1: refused
def test_edition_in_redis(transactional_db, settings, port):
    settings.CACHES = {
        "default": {
            "BACKEND": "seventeen_moments.caches.FaultTolerantRedisCache",
            "LOCATION": f"redis://127.0.0.1:{port}/9",
            "KEY_PREFIX": "test_edition",
        }
    }
    caches["default"].clear()
    essay = factories.essay()
    token = edition.current()
    if caches["default"].outage.lasts:  # no Redis here
        assert token is None
        return
    assert edition.current() == token
    essay.save()
    assert edition.current() not in {token, None}


def test_rows_are_deleted_after_an_hour(db):
    old = PublicChange.objects.create(at=timezone.now() - timedelta(hours=2))
    kept = PublicChange.objects.create(at=timezone.now())
    retention.apply()
    assert list(PublicChange.objects.filter(pk__in=[old.pk, kept.pk])) == [kept]


def test_changed_at_is_not_before_the_change(transactional_db):
    Comment.objects.all().delete()
    before = time()
    factories.essay()
    assert before <= edition.changed_at() <= time() + 1
