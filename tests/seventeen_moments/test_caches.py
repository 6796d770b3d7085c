import errno
import os
import socket

import pytest
from django.core.cache import caches

from essays.models import Essay
from seventeen_moments import caches as tolerant
from seventeen_moments import outages
from tests import factories
from tests.fake_redis import FakeRedis
from tests.serving import free_port

REDIS = "seventeen_moments.caches.FaultTolerantRedisCache"
FILES = "seventeen_moments.caches.FaultTolerantFileCache"


@pytest.fixture(autouse=True)
def no_outage_before():
    tolerant.outages.clear()


@pytest.fixture
def use(settings):
    def use(backend, location):
        settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": str(location)}}
        return caches["default"]

    return use


@pytest.fixture
def down(use):
    """Redis on a port without a server."""
    return use(REDIS, f"redis://127.0.0.1:{free_port()}/0")


@pytest.fixture
def redis():
    servers = []

    def redis(**options):
        servers.append(FakeRedis(**options))
        return servers[-1]

    yield redis
    for server in servers:
        server.close()


@pytest.fixture(params=["full", "file"])
def broken_files(use, tmp_path, request, monkeypatch):
    """A file cache that nobody can write to, not even root."""
    folder = tmp_path / "cache"
    cache = use(FILES, folder)
    if request.param == "full":

        def full(*args, **kwargs):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr("tempfile.mkstemp", full)
    else:
        folder.rmdir()
        folder.touch()
    return cache


CALLS = [
    (lambda cache: cache.get("a", "default"), "default"),
    (lambda cache: cache.get_or_set("a", lambda: 1), 1),
    (lambda cache: cache.get_many(["a"]), {}),
    (lambda cache: cache.set("a", 1), None),
    (lambda cache: cache.set_many({"a": 1}), ["a"]),
    (lambda cache: cache.add("a", 1), False),
    (lambda cache: cache.touch("a"), False),
    (lambda cache: cache.has_key("a"), False),
    (lambda cache: "a" in cache, False),
    (lambda cache: cache.delete("a"), False),
    (lambda cache: cache.delete_many(["a"]), None),
    (lambda cache: cache.clear(), None),
]


@pytest.mark.parametrize(("call", "answer"), CALLS)
def test_redis_that_is_down_behaves_like_an_empty_cache(down, call, answer):
    assert call(down) == answer


def test_missing_key_cannot_be_incremented(down):
    with pytest.raises(ValueError, match="not found"):
        down.incr("a")


@pytest.mark.parametrize("address", ["/", "/essays/", "/years/", "/themes/", "/search/?q=law"])
def test_page_is_shown_while_redis_is_down(client, db, down, address):
    factories.essay(year=1954).themes.add("Law")
    assert client.get(address).status_code == 200


def test_essay_is_saved_while_redis_is_down(transactional_db, down):
    factories.essay(title="Prisoners Return")
    assert Essay.objects.get().title == "Prisoners Return"


def test_essay_is_saved_while_the_disk_of_the_cache_fails(transactional_db, broken_files):
    factories.essay(title="Prisoners Return")
    assert Essay.objects.get().title == "Prisoners Return"


@pytest.mark.parametrize(("call", "answer"), CALLS[:4])
def test_unwritable_file_cache_behaves_like_an_empty_cache(broken_files, call, answer):
    assert call(broken_files) == answer


def test_redis_that_fails_later_behaves_like_an_empty_cache(use, redis):
    cache = use(REDIS, redis(answers=2).url)
    cache.set("a", "stored")
    assert [cache.get("a"), cache.get("a", "default")] == ["stored", "default"]


def test_closed_redis_connection_is_opened_again(use, redis):
    server = redis(answers=2)
    cache = use(REDIS, server.url)
    cache.set("a", "stored")
    server.connections[0].shutdown(socket.SHUT_RDWR)
    assert cache.get("a") == "stored"


def test_silent_redis_is_waited_for_once(use, redis):
    server = redis(silent=True)
    cache = use(REDIS, server.url)
    assert [cache.get("a", "default") for _ in range(20)] == ["default"] * 20
    assert len(server.connections) == 1


@pytest.mark.parametrize("wait", ["socket_timeout", "socket_connect_timeout"])
def test_redis_timeout_is_half_a_second(down, wait):
    assert down._cache.get_client().connection_pool.connection_kwargs[wait] == 0.5


def test_cache_is_used_again_after_the_pause(use, redis, monkeypatch):
    monkeypatch.setattr(outages, "PAUSE", 0)
    server = redis()
    cache = use(REDIS, server.url)
    cache.set("a", "lost")
    server.answers = 2
    cache.set("a", "stored")
    assert cache.get("a") == "stored"


def test_outage_is_logged_once(down, caplog, monkeypatch):
    monkeypatch.setattr(outages, "PAUSE", 0)
    for _ in range(5):
        down.get("a")
    assert [row.levelname for row in caplog.records] == ["ERROR"]
    assert "Connection refused" in caplog.text


@pytest.mark.parametrize("stored", [b"", b"junk", b"\x80\x05cnosuchmodule\nname\n."])
def test_unreadable_entry_is_replaced(use, redis, stored, caplog):
    server = redis(answers=9)
    cache = use(REDIS, server.url)
    server.stored[b":1:a"] = stored
    assert cache.get("a", "default") == "default"


def test_incomplete_file_is_replaced(use, tmp_path):
    cache = use(FILES, tmp_path)
    cache.set("a", "x" * 1000)
    [path] = tmp_path.glob("*.djcache")
    path.write_bytes(path.read_bytes()[:-4])
    assert [cache.get_or_set("a", "new"), cache.get("a")] == ["new", "new"]
