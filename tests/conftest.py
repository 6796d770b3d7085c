import pytest
from django.core.cache import cache

from seventeen_moments.search import signals
from seventeen_moments.versions.schedule import timetable
from tests import factories


def pytest_collection_modifyitems(items):
    """A transactional test empties the database behind it: what the migrations brought (groups,
    permissions) must be there again for the next. The others are marked that need a database at
    all."""
    for item in items:
        if {"transactional_db", "live_server"} & set(item.fixturenames):
            restored = pytest.mark.django_db(transaction=True, serialized_rollback=True)
            item.add_marker(restored, append=False)
        asking = {"db", "refused_connection"} & set(item.fixturenames)
        if asking or item.get_closest_marker("django_db"):
            item.add_marker("database")


@pytest.fixture(scope="session", autouse=True)
def media_of_the_live_server():
    """Left to itself, Django's live server hands out /media/ past our view, drafts and all."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.test.testcases._MediaFilesHandler", lambda application: application)
        yield


@pytest.fixture(autouse=True)
def nothing_cached():
    """Counts of one test are not those of the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def nothing_due():
    """Left to itself, a request asks every few seconds whether a draft is due: one query more."""
    timetable.note(None)


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def unsearched(monkeypatch):
    """The queries counted are those of what is saved, not of the index that follows it."""
    monkeypatch.setattr(signals, "index", list)
    monkeypatch.setattr(signals, "pass_on", vars)


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
