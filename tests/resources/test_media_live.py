"""Uploads over a real socket."""

import http.client
import os
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories
from tests.resources.media import SIZE


def large_sound():
    return SimpleUploadedFile("song.wav", factories.sound(2000).read())


@pytest.fixture
def connection(live_server):
    address = live_server.url.removeprefix("http://")
    connection = http.client.HTTPConnection(address, timeout=10)
    yield connection
    connection.close()


def fetch(connection, row, **headers):
    connection.request("GET", row.file.url, headers=headers)
    response = connection.getresponse()
    return response.status, response.read()


def is_open(path):
    links = [Path("/proc/self/fd", number) for number in os.listdir("/proc/self/fd")]
    return any(link.exists() and link.resolve() == path for link in links)


def test_consecutive_ranges_make_the_complete_file(connection):
    source, content = factories.recording(), factories.sound().read()
    parts = [
        fetch(connection, source, Range=f"bytes={start}-{start + 2999}")
        for start in range(0, SIZE, 3000)
    ]
    assert [status for status, _part in parts] == [206, 206, 206]
    assert b"".join(part for _status, part in parts) == content


def test_large_file_is_complete(connection):
    source = factories.recording(file=large_sound())
    assert fetch(connection, source) == (200, large_sound().read())


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs Linux to see open files")
def test_client_that_hangs_up_leaves_no_file_open(connection, media_root):
    source = factories.recording(file=large_sound())
    connection.request("GET", source.file.url)
    assert connection.getresponse().read(1000) == large_sound().read(1000)
    connection.close()
    deadline = time.monotonic() + 10
    while is_open(media_root / source.file.name) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_open(media_root / source.file.name)
    assert fetch(connection, source, Range="bytes=0-3") == (206, b"RIFF")
