"""Ranges and conditional requests (RFC 9110)."""

import pytest
from django.utils.http import http_date

from tests import factories
from tests.resources.media import SIZE, body, get, validators


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-499", 0, 499),
        ("bytes=500-999", 500, 999),
        ("bytes=8000-", 8000, SIZE - 1),
        (f"bytes={SIZE - 1}-", SIZE - 1, SIZE - 1),
        ("bytes=0-", 0, SIZE - 1),
        ("bytes=0-99999999", 0, SIZE - 1),
        ("bytes=-1", SIZE - 1, SIZE - 1),
        ("bytes=-500", SIZE - 500, SIZE - 1),
        ("bytes=-99999999", 0, SIZE - 1),
        ("Bytes=7-8", 7, 8),
        (" bytes=7-8 ", 7, 8),
    ],
)
def test_only_the_range_is_served(client, recording, asked, first, last):
    response, content = get(client, recording, Range=asked), factories.sound().read()
    actual = response.status_code, response.headers["Content-Range"], body(response)
    assert actual == (206, f"bytes {first}-{last}/{SIZE}", content[first : last + 1])
    assert response.headers["Content-Length"] == str(last + 1 - first)


@pytest.mark.parametrize(
    "asked", [f"bytes={SIZE}-", f"bytes={SIZE}-{SIZE + 9}", "bytes=999999999999-", "bytes=-0"]
)
def test_range_beyond_the_file_cannot_be_satisfied(client, recording, asked):
    response = get(client, recording, Range=asked)
    actual = response.status_code, response.headers["Content-Range"], response.content
    assert actual == (416, f"bytes */{SIZE}", b"")


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=2-1",
        "bytes=a-b",
        "bytes=0-1,3-4",
        "bytes=0-1, 3-4",
        "bytes=0--1",
        "bytes=--1",
        "bytes=+1-2",
        "bytes=1.5-2",
        "bytes=0x1-2",
        "bytes=١-٢",
        "bytes 0-1",
        "bytes=0 - 1",
        "lines=0-1",
        "seconds=1-2",
        "bytes=0-" + "9" * 5000,
        "\0",
    ],
)
def test_invalid_range_is_ignored(client, recording, content, asked):
    response = get(client, recording, Range=asked)
    assert (response.status_code, body(response)) == (200, content)
    assert not response.has_header("Content-Range")


@pytest.mark.parametrize("which", [0, 1], ids=["tag", "date"])
def test_range_with_a_current_validator_is_served(client, recording, which):
    current = validators(client, recording)[which]
    assert get(client, recording, Range="bytes=0-1", If_Range=current).status_code == 206


@pytest.mark.parametrize(
    "known",
    [
        '"other"',
        "W/{tag}",
        "{bare}",
        "",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Fri, 01 Jan 2100 00:00:00 GMT",
        "nonsense",
    ],
)
def test_range_with_an_outdated_validator_gets_the_complete_file(client, recording, content, known):
    tag = validators(client, recording)[0]
    known = known.format(tag=tag, bare=tag.strip('"'))
    response = get(client, recording, Range="bytes=0-1", If_Range=known)
    assert (response.status_code, body(response)) == (200, content)


def test_tag_is_strong_and_the_one_of_nginx(client, recording, media_root):
    mtime = int((media_root / recording.file.name).stat().st_mtime)
    assert validators(client, recording)[0] == f'"{mtime:x}-{SIZE:x}"'


def test_date_is_that_of_the_file(client, recording, media_root):
    mtime = (media_root / recording.file.name).stat().st_mtime
    assert validators(client, recording)[1] == http_date(mtime)


@pytest.mark.parametrize(
    "headers",
    [
        {"If_None_Match": "{0}"},
        {"If_None_Match": 'W/{0}, "other"'},
        {"If_None_Match": "*"},
        {"If_Modified_Since": "{1}"},
        {"If_Modified_Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
        {"If_None_Match": "{0}", "Range": "bytes=0-1"},
        {"If_None_Match": "{0}", "Range": "bytes=999999-"},
        {"If_None_Match": "{0}", "If_Modified_Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    ],
)
def test_cached_file_is_not_sent_again(client, recording, headers):
    current = validators(client, recording)
    sent = {name: value.format(*current) for name, value in headers.items()}
    response = get(client, recording, **sent)
    assert (response.status_code, response.content) == (304, b"")
    assert (response.headers["ETag"], response.headers["Cache-Control"]) == (
        current[0],
        "public, max-age=3600",
    )


@pytest.mark.parametrize(
    "headers",
    [
        {"If_None_Match": '"other"'},
        {"If_Modified_Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"If_Modified_Since": "nonsense"},
        {"If_None_Match": '"other"', "If_Modified_Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    ],
)
def test_outdated_file_is_sent_again(client, recording, content, headers):
    assert body(get(client, recording, **headers)) == content


def test_unmet_precondition_is_refused(client, recording):
    assert get(client, recording, If_Match='"other"').status_code == 412


@pytest.mark.parametrize("asked", ["", "bytes=0-1", "bytes=999999-"])
def test_head_ignores_ranges_and_sends_no_body(client, recording, asked):
    response = client.head(recording.file.url, headers={"Range": asked})
    actual = response.status_code, response.headers["Content-Length"], response.content
    assert actual == (200, str(SIZE), b"")
