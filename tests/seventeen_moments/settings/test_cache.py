import sys

import pytest


def test_cache_folder_that_is_a_file_is_refused(refusal, tmp_path):
    (tmp_path / "a-file").touch()
    path = tmp_path / "a-file"
    assert refusal(CACHE_URL=f"file:{path}") == f"CACHE_URL: {path} is a file, not a folder."


def test_redis_without_its_package_is_refused(refusal, monkeypatch):
    monkeypatch.setitem(sys.modules, "redis", None)
    line = "CACHE_URL: redis needs its package; install the archive as “.[redis]”."
    assert refusal(CACHE_URL="redis://host:6379/0") == line


def test_redis_is_used_if_its_package_is_installed(read):
    cache = read(CACHE_URL="rediss://host:6379/0")["CACHES"]["default"]
    assert cache["BACKEND"] == "seventeen_moments.caches.FaultTolerantRedisCache"
    assert cache["LOCATION"] == "rediss://host:6379/0"


def test_archives_that_share_a_cache_have_different_key_prefixes(read):
    urls = ["sqlite:////one.sqlite3", "postgres://here/one", "postgres://there/one"]
    caches = [read(DATABASE_URL=url)["CACHES"]["default"] for url in urls]
    assert len({cache["KEY_PREFIX"] for cache in caches}) == 3


@pytest.mark.parametrize(
    ("url", "backend", "folder"),
    [
        ("locmem:", "django.core.cache.backends.locmem.LocMemCache", None),
        ("file:", "seventeen_moments.caches.FaultTolerantFileCache", "data/cache"),
        ("file:{0}/my%20cache", "seventeen_moments.caches.FaultTolerantFileCache", "my cache"),
        ("file://{0}/cache", "seventeen_moments.caches.FaultTolerantFileCache", "cache"),
    ],
)
def test_cache_is_configured_by_its_url(read, tmp_path, url, backend, folder):
    cache = read(CACHE_URL=url.format(tmp_path))["CACHES"]["default"]
    assert cache["BACKEND"] == backend
    assert cache.get("LOCATION") == (folder and tmp_path / folder)
