"""Uploads that nginx sends, once the archive has decided who may see them."""

from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import quote

import pytest

from resources.models import Recording
from tests import factories

from .nginx import NGINX, any_certificate, running

pytestmark = [
    pytest.mark.skipif(not NGINX, reason="needs nginx (Debian: nginx-light)"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

DIFFER = {"date", "server", "connection", "accept-ranges", "content-language", "x-request-id"}
SENT_BY_ARCHIVE = "x-request-id"


@pytest.fixture
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("nginx")


@contextmanager
def in_front_of(live_server, folder, media, readable=None):
    """`readable` is where nginx looks for what it believes to be in `media`."""
    upstream = live_server.url.removeprefix("http://").replace("localhost", "127.0.0.1")
    # The header first, which names the folder of the archive as well.
    site = {
        "unix:/run/archive/archive.sock": upstream,
        "/data/media/=": f"{media}/=",
        "alias /var/lib/archive/media/": f"alias {readable or media}/",
    }
    with running(folder, site) as port:
        yield lambda *asked, **headers: ask(
            HTTPSConnection("localhost", port, context=any_certificate()), *asked, **headers
        )


def ask(connection, path, method="GET", **headers):
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(connection):
        connection.request(method, path, headers={"X-Forwarded-Proto": "https"} | sent)
        response = connection.getresponse()
        answered = {name.lower(): value for name, value in response.getheaders()}
        return response.status, answered, response.read()


def same(answers):
    return [
        (status, {name: value for name, value in headers.items() if name not in DIFFER}, body)
        for status, headers, body in answers
    ]


def test_nginx_sends_what_the_archive_would_send(live_server, folder, media_root):
    path = factories.recording().file.url

    def directly(**headers):
        host = live_server.url.removeprefix("http://")
        return ask(HTTPConnection(host), path, **headers)

    tag = directly()[1]["etag"]
    requests = [
        {},
        {"method": "HEAD"},
        {"Range": "bytes=5-9"},
        {"Range": "bytes=-5"},
        {"Range": "bytes=99999999-"},
        {"Range": "bytes=0-1,4-5"},
        {"Range": "bytes=5-9", "If_Range": tag},
        {"Range": "bytes=5-9", "If_Range": '"other"'},
        {"If_None_Match": tag},
        {"If_Match": '"other"'},
        {"Accept_Encoding": "gzip"},
        {"X_Accel_Mapping": f"{media_root}/=/elsewhere/"},
    ]
    with in_front_of(live_server, folder, media_root) as through_nginx:
        answers = [through_nginx(path, **headers) for headers in requests]
        hidden = through_nginx(path.replace("/media/", "/stored-media/"))
    assert SENT_BY_ARCHIVE not in answers[0][1]
    assert same(answers) == same(directly(**headers) for headers in requests)
    assert hidden[0] == 404


@pytest.mark.parametrize("name", ["Песня о Воркуте.wav", "100%25 + №1?#.wav"])
def test_nginx_finds_files_of_any_name(live_server, folder, media_root, name):
    recording = factories.recording()
    renamed = recording.file.name.replace("song.wav", name)
    (media_root / recording.file.name).rename(media_root / renamed)
    Recording.objects.update(file=renamed)
    with in_front_of(live_server, folder, media_root) as through_nginx:
        status, headers, body = through_nginx(f"/media/{quote(renamed)}")
    assert (status, SENT_BY_ARCHIVE in headers, body) == (200, False, factories.sound().read())


def test_nginx_sends_no_draft(live_server, folder, media_root):
    recording = factories.recording(status="draft")
    with in_front_of(live_server, folder, media_root) as through_nginx:
        assert through_nginx(recording.file.url)[0] == 404


def test_archive_sends_what_nginx_cannot_read(live_server, folder, media_root):
    recording = factories.recording()
    with in_front_of(live_server, folder, media_root, folder / "empty") as through_nginx:
        status, headers, body = through_nginx(recording.file.url, Range="bytes=0-99")
    assert (status, SENT_BY_ARCHIVE in headers) == (206, True)
    assert body == factories.sound().read()[:100]
