from datetime import timedelta

import pytest
from django.utils import timezone
from reversion import add_to_revision, create_revision

from tests import factories
from tests.resources.media import SIZE, body, get, validators

MAKERS = [factories.image, factories.recording]
TOMORROW = timezone.now() + timedelta(days=1)


def test_file_is_served_completely(client, recording, content):
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
def test_file_has_its_headers(client, recording, header, value):
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


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_other_methods_are_refused(client, recording, method):
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
def test_files_of_hidden_sources_are_missing_for_visitors(client, db, make, own, essay):
    row = make(essay=factories.essay(**essay), **own)
    answers = [client.get(f"/media/{name}").status_code for name in row.file_names()]
    assert set(answers) == {404}


@pytest.mark.parametrize("make", MAKERS)
def test_editor_gets_the_file_of_a_draft_uncached(editor_client, make):
    row = make(status="draft")
    response = get(editor_client, row)
    actual = response.status_code, response.headers["Cache-Control"]
    assert actual == (200, "private, no-store")


def test_editor_gets_the_public_response_of_a_published_file(editor_client):
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


def test_visitor_does_not_get_a_replaced_file(client, replaced):
    assert client.get(replaced).status_code == 404


def test_moderator_does_not_get_a_replaced_file(moderator_client, replaced):
    assert moderator_client.get(replaced).status_code == 404


def test_editor_gets_a_replaced_file_uncached(editor_client, replaced):
    response = editor_client.get(replaced)
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "private, no-store")


@pytest.mark.parametrize("other", ["400.webp", "..%2fsecret.png", 'x"', "x%5c"])
def test_editor_gets_no_other_file_of_the_folder(editor_client, replaced, other):
    address = f"{replaced.rpartition('/')[0]}/{other}"
    assert editor_client.get(address).status_code == 404


def test_editor_may_seek_in_a_draft(editor_client, content):
    response = get(editor_client, factories.recording(status="draft"), Range="bytes=44-45")
    assert (response.status_code, body(response)) == (206, content[44:46])


def test_withdrawn_file_is_hidden_immediately(client, recording):
    etag = validators(client, recording)[0]
    recording.status = "draft"
    recording.save()
    assert get(client, recording, If_None_Match=etag).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "",
        "images",
        "images/",
        "recordings/{folder}",
        "recordings/{folder}/",
        "recordings/{folder}/other.wav",
        "images/{folder}/song.wav",
        "recordings/0000000000000000/song.wav",
        "RECORDINGS/{folder}/song.wav",
        "recordings/{folder}/SONG.WAV",
        "../db.sqlite3",
        "..%2fdb.sqlite3",
        "../../../../etc/passwd",
        "%2e%2e/%2e%2e/etc/passwd",
        "%2fetc%2fpasswd",
        "recordings/" + "x" * 3000 + "/song.wav",
        "texts/{folder}/song.wav",
    ],
)
def test_other_addresses_are_missing(editor_client, address):
    folder = factories.recording().folder.partition("/")[2]
    assert editor_client.get(f"/media/{address.format(folder=folder)}").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "recordings/{folder}/song.wav/",
        "recordings/{folder}//song.wav",
        "recordings/{folder}/../{folder}/song.wav",
        "recordings/{folder}/%2e%2e/{folder}/song.wav",
        "recordings/./{folder}/song.wav",
        "recordings//{folder}/song.wav",
        "/recordings/{folder}/song.wav",
        "recordings\\{folder}\\song.wav",
        "recordings/{folder}/song.wav%20",
        "recordings/{folder}/song.wav%0a",
    ],
)
def test_mistyped_addresses_lead_to_the_file(client, recording, address):
    folder = recording.folder.partition("/")[2]
    response = client.get(f"/media/{address.format(folder=folder)}")
    assert (response.status_code, response["Location"]) == (301, recording.file.url)


def test_file_missing_on_disk_is_missing(client, recording, media_root):
    (media_root / recording.file.name).unlink()
    assert get(client, recording).status_code == 404


def test_other_file_in_the_folder_is_not_served(client, recording, media_root):
    (media_root / recording.folder / "notes.txt").write_text("For editors")
    assert client.get(f"/media/{recording.folder}/notes.txt").status_code == 404


@pytest.mark.parametrize("headers", [{}, {"Range": "bytes=0-1"}, {"If_None_Match": "*"}])
def test_visitor_costs_one_query(client, recording, django_assert_num_queries, headers):
    with django_assert_num_queries(1):
        body(get(client, recording, **headers))


def test_missing_file_costs_a_visitor_one_query(client, db, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/media/images/0000000000000000/gate.png")


def test_visitor_gets_no_cookie(client, recording):
    response = get(client, recording)
    assert (len(response.cookies), response.has_header("Vary")) == (0, False)


def test_only_a_trusted_proxy_is_given_the_name_of_a_file(client, recording, media_root):
    headers = {"X-Accel-Mapping": f"/data/media/=/stored-media/, {media_root}/=/stored-media/"}
    answers = [
        client.get(recording.file.url, headers=headers, REMOTE_ADDR=address)
        for address in ["127.0.0.1", "203.0.113.9"]
    ]
    assert [answer.get("X-Accel-Redirect") for answer in answers] == [
        f"/stored-media/{recording.file.name}",
        None,
    ]
    assert [body(answer) for answer in answers] == [b"", factories.sound().read()]


def test_proxy_that_finds_files_elsewhere_is_given_no_name(client, recording):
    headers = {"X-Accel-Mapping": "/srv/other/=/stored-media/"}
    assert "X-Accel-Redirect" not in client.get(recording.file.url, headers=headers)
