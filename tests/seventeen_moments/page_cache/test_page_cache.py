import gzip
from datetime import UTC, datetime
from time import time

import brotli
import pytest
from django.core.cache import caches
from django.test import Client
from django.utils.http import http_date

from seventeen_moments.core import edition
from seventeen_moments.page_cache import answers, release, slots
from seventeen_moments.page_cache.answers import KnownRoute
from tests import factories

ADDRESS = "/essays/prisoners-return/"


@pytest.fixture(autouse=True)
def within_the_second_of_the_change(monkeypatch):
    monkeypatch.setattr(answers, "time", lambda: 0)


@pytest.fixture
def essay(transactional_db):
    return factories.essay(title="Prisoners Return", slug="prisoners-return", year=1953)


def is_kept(response):
    return isinstance(response.wsgi_request.resolver_match, KnownRoute)


def kept(client, address, **headers):
    """Whether the second answer is from the cache."""
    client.get(address, headers=headers)
    return is_kept(client.get(address, headers=headers))


def headers_of(response):
    return {name: value for name, value in response.items() if name != "X-Request-ID"}


def test_kept_page_is_the_same_and_takes_no_query(client, essay, django_assert_num_queries):
    made = client.get(ADDRESS)
    with django_assert_num_queries(0):
        answer = client.get(ADDRESS)
    assert (is_kept(made), is_kept(answer)) == (False, True)
    assert (answer.content, headers_of(answer)) == (made.content, headers_of(made))
    assert answer["X-Request-ID"] != made["X-Request-ID"]


def test_page_is_the_same_without_a_cache(client, essay, monkeypatch):
    made = client.get(ADDRESS)
    monkeypatch.setattr(edition, "now", lambda: None)
    alone = client.get(ADDRESS)
    ours = {"Last-Modified": made.get("Last-Modified")}
    assert (alone.content, headers_of(alone)) == (
        made.content,
        {name: value for name, value in headers_of(made).items() if name not in ours},
    )


def test_headers_of_a_page(client, essay):
    headers = headers_of(client.get(ADDRESS, headers={"Accept-Encoding": "br"}, secure=True))
    assert headers["Cache-Control"] == "public, no-cache"
    assert headers["Vary"] == "Accept-Language, Accept-Encoding"
    assert headers["Content-Encoding"] == "br"
    assert {"Content-Security-Policy", "X-Frame-Options", "ETag"} <= headers.keys()


@pytest.mark.parametrize(
    ("headers", "is_same"),
    [
        ({"Accept-Language": "ru"}, False),
        ({"Accept-Language": "en-GB, ru;q=0.5"}, True),
        ({"Accept-Language": "fi," * 1300}, True),
        ({"Host": "www.example.org"}, False),
        ({"X-Forwarded-Proto": "https"}, False),
        ({"Accept-Encoding": "gzip"}, False),
        ({"Accept-Encoding": "identity"}, True),
        ({"Accept-Encoding": "gzip;q=0"}, True),
        ({"Cookie": "_ga=1; django_language=ru"}, True),
        ({"Range": "bytes=0-9"}, True),
        ({"User-Agent": "Mozilla", "Referer": "https://example.org/"}, True),
        ({"Cookie": "sessionid=x"}, False),
        ({"Cookie": "a=b; csrftoken=x"}, False),
        ({"Cookie": "messages=x"}, False),
        ({"Authorization": "Basic eDp5"}, False),
    ],
)
def test_which_requests_share_a_page(client, essay, settings, headers, is_same):
    settings.ALLOWED_HOSTS = ["*"]
    client.get(ADDRESS)
    answer = client.get(ADDRESS, headers=headers)
    assert (answer.status_code, is_kept(answer)) == (200, is_same)
    assert is_kept(Client().get(ADDRESS))  # and nothing replaced it


@pytest.mark.parametrize(
    ("address", "is_kept"),
    [
        ("/", True),
        ("/?", True),
        ("/ru/essays/prisoners-return/", True),
        ("/essays/?page=2", True),
        ("/essays/?year=1953", True),
        ("/essays/?year=1953&page=2", True),
        ("/years/1953/?kind=essay", True),
        ("/search/", True),
        ("/robots.txt", True),
        ("/sitemap.xml", True),
        ("/essays/?page=1", False),  # as without it
        ("/essays/?page=02", False),
        ("/essays/?page=99", False),
        ("/essays/?year=1954", False),  # nothing is there
        ("/essays/?utm_source=x", False),
        ("/?page=2", False),
        (f"{ADDRESS}?page=2", False),
        (f"{ADDRESS}?cite=p1", False),
        (f"{ADDRESS}?draft", False),
        (f"{ADDRESS}comments/", False),
        (f"{ADDRESS}correction/", False),
        ("/search/?q=prisoners", False),
        ("/search/suggest/?q=pr", False),
        ("/missing/", False),
        ("/essays", False),
        ("/admin/login/", False),
        ("/healthz", False),
    ],
)
def test_which_pages_are_kept(client, essay, address, is_kept):
    for number in range(20):
        factories.essay(title=f"Essay {number}", year=1953)
    assert kept(client, address) == is_kept


def test_invented_addresses_store_nothing(client, essay, data_dir):
    for number in range(30):
        client.get(f"/essays/invented-{number}/")
        client.get(f"{ADDRESS}?page={number + 2}")
        client.get(f"/essays/?year={1000 + number}&page=1")
    assert not list(data_dir.glob("pages/*"))


def test_editor_sees_a_page_of_their_own(client, essay, editor_client):
    reader = Client()
    assert kept(reader, ADDRESS)
    page = editor_client.get(ADDRESS)
    assert (is_kept(page), page["Cache-Control"]) == (False, "private, no-cache")
    answer = reader.get(ADDRESS)
    assert (is_kept(answer), page.text == answer.text) == (True, False)


@pytest.mark.parametrize("encoding", ["", "gzip", "br"])
def test_reader_who_has_the_page_gets_304(client, essay, encoding, django_assert_num_queries):
    made = client.get(ADDRESS, headers={"Accept-Encoding": encoding})
    for tag in [made["ETag"], f"W/{made['ETag']}", f'"a", {made["ETag"]}', "*"]:
        asked = {"If-None-Match": tag, "Accept-Encoding": encoding}
        with django_assert_num_queries(0):
            again = client.get(ADDRESS, headers=asked)
        assert (again.status_code, again.content) == (304, b"")
    missing = {"Content-Type", "Content-Length", "Content-Encoding"}
    expected = {name: text for name, text in headers_of(made).items() if name not in missing}
    assert headers_of(again) == expected


def test_tag_is_of_the_bytes(client, essay):
    found = {client.get(ADDRESS, headers={"Accept-Encoding": each})["ETag"] for each in ["", "br"]}
    assert len(found) == 2
    type(essay).objects.update(title=essay.title)  # the same words, in a new edition
    assert {client.get(ADDRESS)["ETag"]} < found


def test_time_of_change_is_known_after_its_second(client, essay, monkeypatch):
    assert not client.get(ADDRESS).has_header("Last-Modified")
    changed = edition.changed_at()
    essay.save()
    changed = edition.changed_at()
    monkeypatch.setattr(answers, "time", lambda: changed + 1)
    made = client.get(ADDRESS)
    assert made["Last-Modified"] == http_date(changed)
    since = {"If-Modified-Since": made["Last-Modified"]}
    assert client.get(ADDRESS, headers=since).status_code == 304
    for other in [changed - 1, changed + 9]:  # a client with a clock that is ahead
        since = {"If-Modified-Since": http_date(other)}
        assert client.get(ADDRESS, headers=since).status_code == 200
    since = {"If-Modified-Since": made["Last-Modified"], "If-None-Match": '"other"'}
    assert client.get(ADDRESS, headers=since).status_code == 200


def test_head_is_answered_from_the_page_of_get(client, essay):
    first = client.head(ADDRESS)
    assert not is_kept(first)  # and is not stored
    made, head = client.get(ADDRESS), client.head(ADDRESS)
    assert (is_kept(made), is_kept(head), head.content) == (False, True, b"")
    assert headers_of(first) == headers_of(head) == headers_of(made)


def test_encodings(client, essay):
    plain = client.get(ADDRESS).content
    asked = "br;q=0.5, gzip, *;q=0.1"
    assert client.get(ADDRESS, headers={"Accept-Encoding": asked})["Content-Encoding"] == "gzip"
    for asked, unpack in [("gzip, br", brotli.decompress), ("*", gzip.decompress)]:
        assert unpack(client.get(ADDRESS, headers={"Accept-Encoding": asked}).content) == plain


@pytest.mark.parametrize("asked", ["identity, gzip;q=0.5", "br;q=0", "br;q=x", "deflate", ","])
def test_page_is_sent_as_it_is(client, essay, asked):
    assert not client.get(ADDRESS, headers={"Accept-Encoding": asked}).get("Content-Encoding")


@pytest.mark.parametrize("damage", [b"", b"x", None])
def test_damaged_slot_is_replaced(client, essay, data_dir, damage):
    made = client.get(ADDRESS)
    [slot] = data_dir.glob("pages/*")
    slot.write_bytes(slot.read_bytes()[:-1] if damage is None else damage)
    again = client.get(ADDRESS)
    assert (is_kept(again), again.content) == (False, made.content)
    assert is_kept(client.get(ADDRESS))


def test_slot_that_a_killed_process_began_is_used_again(client, essay, data_dir, monkeypatch):
    client.get(ADDRESS)
    [slot] = data_dir.glob("pages/*")
    slot.rename(f"{slot}.new")
    assert not kept(client, ADDRESS)
    monkeypatch.setattr(slots, "time", lambda: time() + 61)
    assert not kept(client, ADDRESS)
    assert kept(client, ADDRESS)
    assert list(data_dir.glob("pages/*")) == [slot]


def test_number_of_slots_is_bounded(client, essay, data_dir, monkeypatch):
    monkeypatch.setattr(slots, "SLOTS", 2)
    for address in ["/", "/essays/", "/years/", "/themes/", ADDRESS, "/search/", "/about/"]:
        client.get(address)
    assert len(list(data_dir.glob("pages/*"))) == 2


def test_large_answer_is_not_stored(client, essay, data_dir, monkeypatch):
    monkeypatch.setattr(slots, "LARGEST", 1000)
    assert not kept(client, ADDRESS)


def test_page_of_another_release_is_not_shown(client, essay, monkeypatch):
    client.get(ADDRESS)
    monkeypatch.setattr("seventeen_moments.page_cache.keys.release", lambda: "another")
    assert not is_kept(client.get(ADDRESS))
    assert kept(client, ADDRESS)


def test_release_is_of_the_code_and_the_settings(monkeypatch, settings, tmp_path):
    digests = [release.release.__wrapped__() for _ in range(2)]
    monkeypatch.setenv("SITE_NAME", "Another archive")
    digests.append(release.release.__wrapped__())
    monkeypatch.setenv("WEB_CONCURRENCY", "3")
    monkeypatch.setenv("REPLICA_URL", "postgres://127.0.0.1/archive")
    digests.append(release.release.__wrapped__())
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "base.html").write_text("<html>")
    settings.BASE_DIR = tmp_path
    digests.append(release.release.__wrapped__())
    (templates / "base.html").write_text("<HTML>")
    digests.append(release.release.__wrapped__())
    first, second, third, fourth, fifth, sixth = digests
    assert (first == second, third == fourth, len({first, third, fifth, sixth})) == (True, True, 4)


@pytest.mark.parametrize("fault", ["full", "a file"])
def test_pages_go_on_without_a_disk(essay, data_dir, monkeypatch, caplog, fault):
    client = Client()
    if fault == "full":

        def full(*args):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(slots.os, "replace", full)
    else:
        (data_dir / "pages").touch()
    answers = [client.get(ADDRESS) for _ in range(3)]
    assert {(each.status_code, is_kept(each)) for each in answers} == {(200, False)}
    assert len([record for record in caplog.records if "DATA_DIR" in record.message]) == 1
    assert [path.name for path in data_dir.glob("pages/*")] == []


def test_log_names_the_route_of_a_kept_page(client, essay, caplog):
    caplog.set_level("INFO", logger="seventeen_moments.requests")
    client.get(ADDRESS)
    client.get(ADDRESS)
    lines = [record.message.rpartition(" ")[0] for record in caplog.records]
    assert lines == ["method=GET route=essays/<page_slug:slug>/ status=200"] * 2


def test_clock_that_is_set_back_shows_no_old_page(client, essay, monkeypatch):
    client.get(ADDRESS)
    past = datetime(2020, 1, 1, tzinfo=UTC).timestamp()
    for module in [edition, answers]:
        monkeypatch.setattr(module, "time", lambda: past)
    essay.title = "Amnesty"
    essay.save()
    assert "Amnesty" in client.get(ADDRESS).text


@pytest.mark.parametrize("port", ["6379", "1"])  # 1: refused
def test_pages_are_kept_in_redis(client, essay, settings, data_dir, port):
    settings.CACHES = {
        "default": {
            "BACKEND": slots.REDIS,
            "LOCATION": f"redis://127.0.0.1:{port}/3",
            "KEY_PREFIX": "test_page_cache",
        }
    }
    caches["default"].clear()
    found = [client.get(ADDRESS) for _ in range(2)]
    is_up = not caches["default"].outage.lasts  # there may be no Redis here
    assert [(each.status_code, is_kept(each)) for each in found] == [(200, False), (200, is_up)]
    assert found[0].content == found[1].content
    assert not list(data_dir.glob("pages/*"))
