import gc
from itertools import groupby
from math import inf
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.backends.base.creation import BaseDatabaseCreation
from django.test import RequestFactory, override_settings
from django.test.client import MULTIPART_CONTENT
from django.utils.http import urlencode

from resources import rendition_worker
from seventeen_moments.core import edition, retention
from seventeen_moments.csrf import ADMIN
from seventeen_moments.pages.foot import published_pages
from seventeen_moments.search import signals
from seventeen_moments.versions.publish_due import publish_in_time
from tests import factories
from tests.buckets import BucketServer

URLENCODED = "application/x-www-form-urlencoded"
BROWSER_TESTS = Path(__file__).parent / "browser"


def pytest_collection_modifyitems(items):
    """Restores groups and permissions after transactional tests, which empty the database.

    Marks the tests in the browser, and all that need a database. Those that use Chromium run last.
    """
    for item in items:
        if {"transactional_db", "live_server"} & set(item.fixturenames):
            restored = pytest.mark.django_db(transaction=True, serialized_rollback=True)
            item.add_marker(restored, append=False)
        asking = {"db", "refused_connection"} & set(item.fixturenames)
        if asking or item.get_closest_marker("django_db"):
            item.add_marker("database")
        if item.path.parent == BROWSER_TESTS:
            item.add_marker("browser")
    items.sort(key=lambda item: "chromium" in item.fixturenames)


def pytest_collection_finish():
    """Looks for unused cycles of objects less often: it took a tenth of the time of all tests."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)


@pytest.fixture(scope="session", autouse=True)
def media_of_the_live_server():
    """By default Django's live server serves /media/ itself, drafts too, without our view."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.test.testcases._MediaFilesHandler", lambda application: application)
        yield


@pytest.fixture(scope="session", autouse=True)
def forms_of_readers_are_urlencoded():
    """As browsers send them. Django's client would send multipart/form-data."""
    post = RequestFactory.post

    def encoded(self, path, data=None, content_type=MULTIPART_CONTENT, **kwargs):
        is_form = content_type == MULTIPART_CONTENT and isinstance(data or {}, dict)
        has_files = is_form and any(hasattr(value, "read") for value in (data or {}).values())
        if is_form and not has_files and not str(path).startswith(ADMIN):
            data, content_type = urlencode(data or {}, doseq=True), URLENCODED
        return post(self, path, data, content_type, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RequestFactory, "post", encoded)
        yield


@pytest.fixture(scope="session", autouse=True)
def fast_passwords():
    """Django's hasher takes a tenth of a second for each password, on purpose."""
    hasher = "django.contrib.auth.hashers.MD5PasswordHasher"
    with override_settings(PASSWORD_HASHERS=[hasher]):
        yield


@pytest.fixture(scope="session", autouse=True)
def fast_restoration():
    """After each transactional test Django saves the rows of the migrations one by one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseCreation, "deserialize_db_from_string", restore)
        yield


def restore(creation, data):
    """All rows are still there before the first transactional test."""
    restored = list(serializers.deserialize("json", data))
    with transaction.atomic(), creation.connection.constraint_checks_disabled():
        for model, group in groupby(restored, lambda row: type(row.object)):
            rows = [row.object for row in group]
            model._base_manager.bulk_create(rows, ignore_conflicts=True)
        for row in restored:
            for name, related in row.m2m_data.items():
                getattr(row.object, name).set(related)
    creation.connection.check_constraints()


@pytest.fixture(scope="module")
def shared(django_db_setup, django_db_blocker, tmp_path_factory):
    """The MEDIA_ROOT of what the tests of a module share, in the database and in files.

    Module fixtures that ask for this may write to both. Each test then starts from what they
    wrote, and its own changes of the database are rolled back. Not for transactional tests, nor
    for tests that change files.
    """
    media = tmp_path_factory.mktemp("shared")
    folders = override_settings(MEDIA_ROOT=media, DATA_DIR=tmp_path_factory.mktemp("data"))
    with django_db_blocker.unblock(), folders, transaction.atomic():
        yield media
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def nothing_cached():
    """What is cached must not reach the next test."""
    cache.clear()


@pytest.fixture(autouse=True)
def no_edition_without_a_database(request, monkeypatch):
    """The answer to a visitor would ask for it."""
    if not request.node.get_closest_marker("database"):
        monkeypatch.setattr(edition, "now", lambda: None)


@pytest.fixture(autouse=True)
def nothing_due():
    """A request checks every hour what has expired, which takes queries."""
    retention.clock.next = inf


@pytest.fixture(autouse=True)
def workers(monkeypatch):
    """Asks for a process that makes renditions are only counted."""
    asked = []
    monkeypatch.setattr(rendition_worker, "start", lambda: asked.append(True))
    return asked


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    return settings.DATA_DIR


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture(scope="session")
def bucket_server():
    server = BucketServer()
    yield server
    server.stop()


@pytest.fixture
def bucket(bucket_server):
    """Uploads are in a bucket, which is empty. Of the storage, by its names."""
    with bucket_server.stored():
        yield default_storage


@pytest.fixture
def django_assert_num_queries(db, django_assert_num_queries):
    """Without the queries for content types, which only the first test of a process needs, and for
    what is remembered until something is written: the foot of pages, the next scheduled draft."""

    def assert_num_queries(*args, **kwargs):
        ContentType.objects.get_for_models(*apps.get_models())
        published_pages()
        publish_in_time()
        return django_assert_num_queries(*args, **kwargs)

    return assert_num_queries


@pytest.fixture
def stored(media_root):
    """All files of all uploads, and empty folders."""

    def stored():
        paths = {path for depth in ["*/*", "*/*/*"] for path in media_root.glob(depth)}
        leaves = paths - {path.parent for path in paths}
        return sorted(str(path.relative_to(media_root)) for path in leaves)

    return stored


@pytest.fixture
def unsearched(monkeypatch):
    """Saves without updates of the search index, whose queries are not counted."""
    monkeypatch.setattr(signals, "index", lambda rows, with_words=True: None)


@pytest.fixture
def editor_client(client, db):
    client.force_login(factories.user("Editors"))
    return client


@pytest.fixture
def moderator_client(client, db):
    client.force_login(factories.user("Moderators"))
    return client


@pytest.fixture
def author(db):
    return factories.user("Authors", username="author")


@pytest.fixture
def author_client(client, author):
    client.force_login(author)
    return client
