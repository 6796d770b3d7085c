"""A real primary and its replica, which is behind while it is paused."""

from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from math import inf

import pytest
from django.core.files.storage import default_storage
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections, transaction
from django.db.backends.postgresql.base import DatabaseWrapper
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from essays.models import Comment, Essay
from seventeen_moments import outages
from seventeen_moments import replica as module
from seventeen_moments.connections import cache, database
from seventeen_moments.core import edition, retention
from seventeen_moments.core.models import PublicChange
from seventeen_moments.core.routing import REPLICA
from seventeen_moments.versions.models import Draft
from tests import factories
from tests.buckets import fetched, stored_at
from tests.fake_redis import FakeRedis
from tests.forms import comment_on
from tests.replication import Pair, programs
from tests.serving import serving

pytestmark = pytest.mark.django_db
NAME = "archive"
PAGE_CACHE = "seventeen_moments.page_cache.middleware.PageCacheMiddleware"


@pytest.fixture(scope="module")
def pair(django_db_setup):
    """The servers, with the tables of the test database."""
    if connection.vendor != "postgresql":
        pytest.skip("needs DATABASE_URL=postgres://…")
    if not programs():
        pytest.skip("no initdb; on Debian: apt-get install postgresql")
    pair = Pair()
    try:
        pair.start()
        pair.primary.ask(f"CREATE DATABASE {NAME}")
        pair.primary.copy_from(connection.settings_dict, NAME)
        pair.wait()
        yield pair
    finally:
        pair.stop()


@pytest.fixture
def archive(db, pair, settings, monkeypatch):
    """Its databases are the two servers. Commits are real, and stay for the other tests."""
    settings.DATABASE_ROUTERS = ["seventeen_moments.core.routing.Router"]
    place = settings.MIDDLEWARE.index("seventeen_moments.versions.middleware.PublishDueMiddleware")
    settings.MIDDLEWARE = [*settings.MIDDLEWARE]
    settings.MIDDLEWARE.insert(place, "seventeen_moments.replica.ReadFromReplica")
    settings.MIDDLEWARE.remove(PAGE_CACHE)  # pages are made each time, except where it is tested
    monkeypatch.setattr(module, "replica", module.Replica())
    # No test depends on the time that it takes.
    monkeypatch.setattr(edition, "CHECKED_EVERY", 1000)
    monkeypatch.setattr(module, "CHECKED_EVERY", 1000)
    monkeypatch.setattr(module, "CHECKED_WHILE_BEHIND", 0)
    edition.checked.at = -inf
    edition.remembered.clear()
    with connected(pair.primary), connected(pair.replica, REPLICA):
        yield pair
        pair.resume()


@pytest.fixture
def essay(archive):
    """An essay that both servers have."""
    essay = factories.essay(title="Amnesty", slug=f"amnesty-{Essay.objects.count()}")
    archive.wait()
    return essay


@pytest.fixture
def behind(archive, essay):
    """The replica replays nothing any more."""
    archive.pause()


@contextmanager
def connected(server, alias=DEFAULT_DB_ALIAS):
    usual = getattr(connections._connections, alias, None)
    config = connections[DEFAULT_DB_ALIAS].settings_dict | database(server.url(NAME), None)
    connections[alias] = wrapper = DatabaseWrapper(config, alias)
    try:
        yield
    finally:
        wrapper.close()
        if usual:
            connections[alias] = usual
        else:
            del connections[alias]


def read(address, client=None, **headers):
    """The page, and how many queries each of the two has had."""
    queries = Counter()

    def count(execute, sql, params, many, context):
        queries[context["connection"].alias] += 1
        return execute(sql, params, many, context)

    with (
        connections[DEFAULT_DB_ALIAS].execute_wrapper(count),
        connections[REPLICA].execute_wrapper(count),
    ):
        page = (client or Client()).get(address, headers=headers)
    return page, queries[DEFAULT_DB_ALIAS], queries[REPLICA]


def test_visitors_page_is_read_from_the_replica(essay):
    edition.current()
    for address in [
        "/",
        "/essays/",
        essay.get_absolute_url(),
        "/search/?q=amnesty",
        "/essays/no-such/",
    ]:
        read(address)  # what each process remembers
        _page, primary, queries = read(address)
        assert (primary, queries > 0) == (0, address != "/"), address  # all of which is remembered


def test_page_with_a_session_is_read_from_the_primary(essay):
    client = Client()
    client.force_login(factories.user("Editors", username=essay.slug))
    page, primary, queries = read(essay.get_absolute_url(), client)
    assert (page.status_code, primary > 0, queries) == (200, True, 0)


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_request_that_writes_is_read_from_the_primary(essay, method):
    request = RequestFactory().generic(method, "/")
    assert not module.may_read(request)


def test_admin_is_read_from_the_primary(essay):
    assert read("/admin/login/")[2] == 0


def test_transaction_is_read_from_the_primary(essay):
    with module.reading_from_replica(), transaction.atomic():
        assert Essay.objects.get(pk=essay.pk)._state.db == DEFAULT_DB_ALIAS
        assert Essay.objects.select_for_update().get(pk=essay.pk)._state.db == DEFAULT_DB_ALIAS


def test_relation_of_a_row_from_the_replica_is_read_from_the_primary_later(essay):
    with module.reading_from_replica():
        found = Essay.objects.get(pk=essay.pk)
    assert (found._state.db, found.comments.db) == (REPLICA, DEFAULT_DB_ALIAS)
    found.save()
    assert Essay.objects.get(pk=essay.pk).updated == found.updated


def test_private_tables_are_read_from_the_primary(essay):
    with module.reading_from_replica():
        assert (Essay.objects.db, PublicChange.objects.db) == (REPLICA, DEFAULT_DB_ALIAS)


def test_next_reader_sees_a_change_while_the_replica_is_behind(essay, behind):
    assert read(essay.get_absolute_url())[2] > 0
    Essay.objects.filter(pk=essay.pk).update(title="Another title")
    page, primary, _queries = read(essay.get_absolute_url())
    assert ("Another title" in page.text, primary > 0) == (True, True)


def test_change_of_something_unrelated_is_waited_for_too(essay, behind):
    factories.essay(slug=f"other-{essay.slug}")
    assert read(essay.get_absolute_url())[1] > 0


def test_replica_is_used_again_when_it_has_caught_up(archive, essay):
    archive.pause()
    Essay.objects.filter(pk=essay.pk).update(title="Another title")
    assert read(essay.get_absolute_url())[1] > 0
    archive.resume()
    page, _primary, queries = read(essay.get_absolute_url())
    assert ("Another title" in page.text, queries > 1) == (True, True)


def test_commenter_sees_their_own_comment(essay, behind):
    read(essay.get_absolute_url())
    client = Client()
    sent = client.post(f"{essay.get_absolute_url()}comments/", comment_on(essay))
    assert sent.status_code == 302
    assert "I was there." in client.get(sent["Location"]).text
    Comment.objects.filter(essay=essay).update(state="approved")
    assert "I was there." in client.get(essay.get_absolute_url()).text


def test_draft_that_a_visit_publishes_is_on_its_page(essay, behind):
    read(essay.get_absolute_url())
    at = timezone.now() + timedelta(milliseconds=1)
    Draft.objects.create(target=essay, data={"title": "As scheduled"}, publish_at=at)
    assert "As scheduled" in read(essay.get_absolute_url())[0].text
    assert not Draft.objects.filter(publish_at=at).exists()


def test_what_is_remembered_in_a_request_is_of_its_edition(essay, behind):
    """A change during the request must not make its reading the next one's."""

    def page(request):
        Essay.objects.using(DEFAULT_DB_ALIAS).filter(pk=essay.pk).count()
        with connected_again() as other:
            other.execute("INSERT INTO core_publicchange DEFAULT VALUES")
        edition.store().write(edition.Edition.new())  # as another process does
        edition.remember("title", lambda: Essay.objects.get(pk=essay.pk).title)
        return HttpResponse()

    edition.current()
    module.ReadFromReplica(page)(RequestFactory().get("/"))
    Essay.objects.filter(pk=essay.pk).update(title="Another title")
    assert edition.remember("title", lambda: Essay.objects.get(pk=essay.pk).title) == (
        "Another title"
    )


def test_page_of_the_replica_is_kept_under_an_edition_that_it_has(essay, behind, settings):
    settings.MIDDLEWARE = [PAGE_CACHE, *settings.MIDDLEWARE]
    address, titles = essay.get_absolute_url(), []
    for title in ["Amnesty", "Another title", "A third title"]:
        if title != essay.title:
            Essay.objects.filter(pk=essay.pk).update(title=title)
        made, kept = read(address), read(address)
        assert kept[1:] == (0, 0)
        titles.append([title in page.text for page in (made[0], kept[0])])
    assert titles == [[True, True]] * 3


def test_page_that_a_change_overtakes_is_not_the_next_readers(essay, behind, settings, monkeypatch):
    settings.MIDDLEWARE = [PAGE_CACHE, *settings.MIDDLEWARE]
    address, serves = essay.get_absolute_url(), module.Replica.serves

    def serve_then_change(self):
        served = serves(self)
        with connected_again() as other:
            other.execute(
                "UPDATE essays_essay SET title = 'Another title' WHERE id = %s", [essay.pk]
            )
            other.execute("INSERT INTO core_publicchange DEFAULT VALUES")
        edition.store().write(edition.Edition.new())  # as another process does
        return served

    edition.current()
    with monkeypatch.context() as patch:
        patch.setattr(module.Replica, "serves", serve_then_change)
        page, _primary, queries = read(address)
    assert ("Another title" in page.text, queries > 0) == (False, True)
    assert "Another title" in read(address)[0].text


@contextmanager
def connected_again():
    """Another connection to the primary, as of another process."""
    other = connections[DEFAULT_DB_ALIAS].copy()
    try:
        with other.cursor() as cursor:
            yield cursor
    finally:
        other.close()


def test_replica_that_fails_in_the_middle_changes_nothing(archive, essay, caplog, monkeypatch):
    read(essay.get_absolute_url())
    archive.replica.stop()
    try:
        page, primary, _queries = read(essay.get_absolute_url())
        assert ("Amnesty" in page.text, primary > 0) == (True, True)
        assert read("/essays/")[2] == 0  # it is not asked again for some seconds
    finally:
        archive.replica.start()
    [line] = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert line.startswith("The replica is not used; the primary answers readers: ")
    monkeypatch.setattr(outages.Outage, "lasts", False)
    archive.wait()
    assert read(essay.get_absolute_url())[2] > 0


def test_another_database_is_not_read(archive, essay, caplog):
    archive.primary.ask("CREATE DATABASE another TEMPLATE template0")
    archive.wait()
    connections[REPLICA].close()
    connections[REPLICA].settings_dict = connections[REPLICA].settings_dict | {"NAME": "another"}
    assert not module.replica.serves()
    assert "REPLICA_URL is no replica of DATABASE_URL" in caplog.text


def test_primary_is_a_replica_of_itself_for_a_trial(archive, essay):
    with connected(archive.primary, REPLICA):
        assert module.replica.serves()


def test_without_an_edition_the_primary_answers(essay, monkeypatch):
    monkeypatch.setattr(edition, "now", lambda: None)
    assert not module.replica.serves()


def test_readiness_names_a_replica_that_fails_or_is_late(archive, essay, monkeypatch):
    def faults():
        return [line for line in Client().get("/readyz").text.splitlines() if "replica" in line]

    assert faults() == []
    module.replica.fails(OperationalError("gone"))
    assert faults() == ["the replica is not responding"]
    module.replica = module.Replica()
    archive.pause()
    Essay.objects.filter(pk=essay.pk).update(title="Another title")
    assert faults() == []  # for a moment
    monkeypatch.setattr(module, "PATIENCE", -1)
    assert faults() == ["the replica is behind"]
    archive.resume()


def test_last_change_stays_on_record(archive, essay):
    """Else a replica that is hours behind could look like the primary."""
    PublicChange.objects.update(at=timezone.now() - timedelta(days=1))
    last = PublicChange.objects.latest("pk")
    retention.apply()
    assert list(PublicChange.objects.all()) == [last]


@pytest.fixture
def machines(archive, bucket_server, settings, tmp_path):
    """The second of two without a shared disk, in a process; this process is the first."""
    redis, storage = FakeRedis(answers=inf), bucket_server.url()
    settings.CACHES = {"default": cache(redis.url, None) | {"KEY_PREFIX": "127.0.0.1/archive"}}
    variables = {
        "DATABASE_URL": archive.primary.url(NAME),
        "REPLICA_URL": archive.replica.url(NAME),
        "CACHE_URL": redis.url,
        "STORAGE_URL": storage,
    }
    with stored_at(storage), serving(tmp_path / "second", **variables) as second:
        default_storage.client.create_bucket(Bucket=default_storage.bucket_name)
        yield second
    redis.close()


def test_second_machine_shows_what_the_first_has_changed(archive, essay, machines):
    address = essay.get_absolute_url()
    assert "Amnesty" in machines.get(address).text
    archive.pause()
    Essay.objects.filter(pk=essay.pk).update(title="Another title")
    assert "Another title" in machines.get(address).text
    image = factories.image(essay=essay)
    assert image.title in machines.get(address).text
    file = machines.get(image.file.url)
    assert file.status == 302
    with default_storage.open(image.file.name) as stored:
        assert fetched(file.headers["Location"]).content == stored.read()
