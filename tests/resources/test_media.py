import http.client
import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.http import http_date
from reversion import add_to_revision, create_revision

from tests import factories

SIZE = 44 + 8000  # bytes of the recording
MAKERS = [factories.image, factories.recording]
TOMORROW = timezone.now() + timedelta(days=1)


@pytest.fixture
def recording(db):
    return factories.recording()


@pytest.fixture
def content():
    return factories.sound().read()


def body(response):
    return b"".join(response) if response.streaming else response.content


def get(client, row, **headers):
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(row.file.url, headers=names)


def test_file_is_served_whole(client, recording, content):
    response = get(client, recording)
    assert (response.status_code, body(response)) == (200, content)


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Accept-Ranges", "bytes"),
        ("Content-Length", str(SIZE)),
        ("Content-Type", "audio/wav"),
        ("Content-Disposition", 'inline; filename="song.wav"'),
        ("Cache-Control", "public, max-age=3600"),
        ("X-Content-Type-Options", "nosniff"),
        (
            "Content-Security-Policy",
            "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; "
            "sandbox allow-same-origin",
        ),
    ],
)
def test_file_comes_with_its_headers(client, recording, header, value):
    sent = get(client, recording).headers[header]
    assert sorted(sent.split("; ")) == sorted(value.split("; "))


@pytest.mark.parametrize(
    ("file_format", "kind"),
    [
        ("JPEG", "image/jpeg"),
        ("PNG", "image/png"),
        ("WEBP", "image/webp"),
        ("GIF", "image/gif"),
        ("TIFF", "image/tiff"),
    ],
)
def test_picture_has_the_type_of_its_content(client, db, file_format, kind):
    image = factories.image(file=factories.picture(format=file_format, name="gate.txt"))
    assert get(client, image).headers["Content-Type"] == kind


def test_every_rendition_is_served(client, db, media_root):
    image = factories.image(file=factories.picture(500, 300))
    answers = {name: body(client.get(f"/media/{name}")) for name in image.file_names()}
    assert answers == {name: (media_root / name).read_bytes() for name in image.file_names()}


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
def test_range_is_served_alone(client, recording, asked, first, last):
    response, content = get(client, recording, Range=asked), factories.sound().read()
    told = response.status_code, response.headers["Content-Range"], body(response)
    assert told == (206, f"bytes {first}-{last}/{SIZE}", content[first : last + 1])
    assert response.headers["Content-Length"] == str(last + 1 - first)


@pytest.mark.parametrize(
    "asked", [f"bytes={SIZE}-", f"bytes={SIZE}-{SIZE + 9}", "bytes=999999999999-", "bytes=-0"]
)
def test_range_beyond_the_file_cannot_be_satisfied(client, recording, asked):
    response = get(client, recording, Range=asked)
    told = response.status_code, response.headers["Content-Range"], response.content
    assert told == (416, f"bytes */{SIZE}", b"")


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
def test_range_that_is_none_is_ignored(client, recording, content, asked):
    response = get(client, recording, Range=asked)
    assert (response.status_code, body(response)) == (200, content)
    assert not response.has_header("Content-Range")


def validators(client, row):
    headers = get(client, row).headers
    return headers["ETag"], headers["Last-Modified"]


@pytest.mark.parametrize("which", [0, 1], ids=["tag", "date"])
def test_range_of_the_file_that_the_client_knows_is_served(client, recording, which):
    known = validators(client, recording)[which]
    assert get(client, recording, Range="bytes=0-1", If_Range=known).status_code == 206


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
def test_range_of_another_file_is_answered_with_the_whole(client, recording, content, known):
    tag = validators(client, recording)[0]
    known = known.format(tag=tag, bare=tag.strip('"'))
    response = get(client, recording, Range="bytes=0-1", If_Range=known)
    assert (response.status_code, body(response)) == (200, content)


def test_tag_is_strong(client, recording):
    tag = validators(client, recording)[0]
    folder = recording.folder.partition("/")[2]
    assert tag == f'"{folder}-{SIZE:x}"'


def test_date_is_that_of_the_file(client, recording, media_root):
    written = (media_root / recording.file.name).stat().st_mtime
    assert validators(client, recording)[1] == http_date(written)


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
def test_file_that_the_client_has_is_not_sent_again(client, recording, headers):
    known = validators(client, recording)
    sent = {name: value.format(*known) for name, value in headers.items()}
    response = get(client, recording, **sent)
    assert (response.status_code, response.content) == (304, b"")
    assert (response.headers["ETag"], response.headers["Cache-Control"]) == (
        known[0],
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
def test_file_that_the_client_has_not_is_sent(client, recording, content, headers):
    assert body(get(client, recording, **headers)) == content


def test_file_that_must_be_another_is_refused(client, recording):
    assert get(client, recording, If_Match='"other"').status_code == 412


@pytest.mark.parametrize("asked", ["", "bytes=0-1", "bytes=999999-"])
def test_head_tells_of_the_whole_file_and_sends_none(client, recording, asked):
    response = client.head(recording.file.url, headers={"Range": asked})
    told = response.status_code, response.headers["Content-Length"], response.content
    assert told == (200, str(SIZE), b"")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_sent_to_a_file(client, recording, method):
    assert getattr(client, method)(recording.file.url).status_code == 405


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(
    ("own", "essay"),
    [
        ({"status": "draft"}, {}),
        ({"published_at": TOMORROW}, {}),
        ({}, {"status": "draft"}),
        ({}, {"published_at": TOMORROW}),
    ],
)
def test_what_is_not_published_is_hidden_with_all_its_files(client, db, make, own, essay):
    row = make(essay=factories.essay(**essay), **own)
    answers = [client.get(f"/media/{name}").status_code for name in row.file_names()]
    assert set(answers) == {404}


@pytest.mark.parametrize("make", MAKERS)
def test_editor_sees_the_file_of_a_draft_and_no_cache_keeps_it(editor_client, make):
    row = make(status="draft")
    response = get(editor_client, row)
    told = response.status_code, response.headers["Cache-Control"]
    assert told == (200, "private, no-store")


def test_editor_hears_what_everybody_hears_of_a_published_file(editor_client):
    response = get(editor_client, factories.recording())
    assert response.headers["Cache-Control"] == "public, max-age=3600"


def test_moderator_does_not_see_the_file_of_a_draft(moderator_client):
    assert get(moderator_client, factories.image(status="draft")).status_code == 404


@pytest.fixture(params=MAKERS)
def replaced(request, db):
    """The address of a file which only an earlier state of a published row has."""
    row = request.param()
    with create_revision():
        add_to_revision(row)
    address = row.file.url
    row.file = factories.sound() if row.kind_name == "recording" else factories.picture()
    row.save()
    return address


def test_visitor_does_not_get_a_file_that_was_replaced(client, replaced):
    assert client.get(replaced).status_code == 404


def test_moderator_does_not_get_a_file_that_was_replaced(moderator_client, replaced):
    assert moderator_client.get(replaced).status_code == 404


def test_editor_gets_a_file_that_was_replaced_and_no_cache_keeps_it(editor_client, replaced):
    response = editor_client.get(replaced)
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "private, no-store")


@pytest.mark.parametrize("other", ["400.webp", "..%2fsecret.png", 'x"', "x%5c"])
def test_editor_gets_no_other_file_of_that_folder(editor_client, replaced, other):
    address = f"{replaced.rpartition('/')[0]}/{other}"
    assert editor_client.get(address).status_code == 404


def test_editor_may_seek_in_a_draft(editor_client, content):
    response = get(editor_client, factories.recording(status="draft"), Range="bytes=44-45")
    assert (response.status_code, body(response)) == (206, content[44:46])


def test_withdrawn_file_is_hidden_at_once(client, recording):
    known = validators(client, recording)[0]
    recording.status = "draft"
    recording.save()
    assert get(client, recording, If_None_Match=known).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "",
        "images",
        "images/",
        "recordings/{folder}",
        "recordings/{folder}/",
        "recordings/{folder}/other.wav",
        "recordings/{folder}/song.wav/",
        "recordings/{folder}//song.wav",
        "recordings/{folder}/../{folder}/song.wav",
        "recordings/{folder}/%2e%2e/{folder}/song.wav",
        "recordings/./{folder}/song.wav",
        "recordings//{folder}/song.wav",
        "/recordings/{folder}/song.wav",
        "images/{folder}/song.wav",
        "recordings/0000000000000000/song.wav",
        "RECORDINGS/{folder}/song.wav",
        "recordings/{folder}/SONG.WAV",
        "../db.sqlite3",
        "..%2fdb.sqlite3",
        "../../../../etc/passwd",
        "%2e%2e/%2e%2e/etc/passwd",
        "%2fetc%2fpasswd",
        "recordings\\{folder}\\song.wav",
        "recordings/{folder}/song.wav%20",
        "recordings/{folder}/song.wav%0a",
        "recordings/" + "x" * 3000 + "/song.wav",
        "texts/{folder}/song.wav",
    ],
)
def test_address_of_no_file_is_missing(editor_client, address):
    folder = factories.recording().folder.partition("/")[2]
    assert editor_client.get(f"/media/{address.format(folder=folder)}").status_code == 404


def test_file_missing_on_disk_is_missing(client, recording, media_root):
    (media_root / recording.file.name).unlink()
    assert get(client, recording).status_code == 404


def test_file_beside_those_of_the_row_is_not_served(client, recording, media_root):
    (media_root / recording.folder / "notes.txt").write_text("For editors")
    assert client.get(f"/media/{recording.folder}/notes.txt").status_code == 404


@pytest.mark.parametrize("headers", [{}, {"Range": "bytes=0-1"}, {"If_None_Match": "*"}])
def test_visitor_costs_one_query(client, recording, django_assert_num_queries, headers):
    with django_assert_num_queries(1):
        body(get(client, recording, **headers))


def test_missing_file_costs_a_visitor_two_queries(client, db, django_assert_num_queries):
    with django_assert_num_queries(2):  # the file, and the line of moments on the page that says so
        client.get("/media/images/0000000000000000/gate.png")


def test_visitor_gets_no_cookie(client, recording):
    response = get(client, recording)
    assert (len(response.cookies), response.has_header("Vary")) == (0, False)


# Over a real socket


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


def test_parts_fetched_one_after_the_other_make_the_whole(connection):
    source, content = factories.recording(), factories.sound().read()
    parts = [
        fetch(connection, source, Range=f"bytes={start}-{start + 2999}")
        for start in range(0, SIZE, 3000)
    ]
    assert [status for status, _part in parts] == [206, 206, 206]
    assert b"".join(part for _status, part in parts) == content


def test_large_file_comes_whole(connection):
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
