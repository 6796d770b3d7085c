"""Uploads in a bucket: visitors are redirected to a signed address, or get the file through."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from resources import rendition_worker, renditions
from seventeen_moments.preservation.fixity import checked_files
from tests import factories
from tests.buckets import fetched, stored_at
from tests.resources.media import body, get
from tests.serving import free_port

SIZES = ["2000", "400", "2500.0.0"]  # of what is made of a large picture


@pytest.fixture
def image(db, bucket):
    return factories.image()


@pytest.fixture
def streamed(db, bucket_server):
    with bucket_server.stored("&stream=1"):
        yield factories.recording()


def content(name):
    return b"".join(default_storage.chunks(name))


def test_visitor_is_redirected_to_a_signed_address(client, image):
    for name in image.file_names():
        response = client.get(f"/media/{name}")
        assert response.status_code == 302
        assert fetched(response["Location"]).content == content(name)


def test_redirect_ends_before_its_signature(client, image):
    response = client.get(image.file.url)
    assert response["Cache-Control"] == "public, max-age=1800"
    assert "X-Amz-Expires=3600" in response["Location"]


def test_nobody_reads_the_bucket_without_a_signature(client, image):
    address = client.get(image.file.url)["Location"].partition("?")[0]
    assert fetched(address).status == 403


def test_type_is_that_of_the_archive_not_of_the_bucket(client, image, bucket):
    key = f"uploads/{image.file.name}"
    bucket.client.put_object(Bucket=bucket.bucket_name, Key=key, ContentType="text/html", Body=b"")
    file = fetched(client.get(image.file.url)["Location"])
    assert file.headers["Content-Type"] == "image/png"


def test_rendition_is_awaited_as_in_a_folder(client, db, bucket):
    image = factories.image(file=factories.picture(2500, 1300, "gate.jpg", format="JPEG"))
    widest, smaller, tile = (f"/media/{image.folder}/{name}.webp" for name in SIZES)
    awaited = client.get(widest)
    assert (awaited["Location"], awaited["Cache-Control"]) == (smaller, "private, no-store")
    assert fetched(client.get(smaller)["Location"]).status == 200
    assert client.get(tile).status_code == 404
    assert [problem for _name, problem in checked_files() if problem] == []
    assert rendition_worker.run() == 1
    assert [fetched(client.get(name)["Location"]).status for name in (widest, tile)] == [200, 200]
    assert sorted(name for name, *_ in bucket.files()) == sorted(image.file_names())


def test_rebuilt_rendition_takes_the_place_of_the_stored_one(bucket, image):
    name, size = image.renditions[0]["name"], default_storage.size(image.renditions[0]["name"])
    default_storage.replace(name, ContentFile(b"half"))
    renditions.rebuild(image, "file")
    assert (default_storage.size(name), len(content(name))) == (size, size)


def test_proxy_sends_no_file_of_a_bucket(client, streamed):
    response = get(client, streamed, x_accel_mapping="/=/stored-media/")
    assert "X-Accel-Redirect" not in response
    assert body(response) == content(streamed.file.name)


def test_pages_have_only_addresses_of_the_archive(client, image):
    """A signed one ends, and pages are kept for longer."""
    pages = [image.get_absolute_url(), image.essay.get_absolute_url(), "/", "/feeds/sources/"]
    for address in [*pages, f"{image.essay.get_absolute_url()}images/"]:
        for page in [client.get(address), client.get(address)]:
            assert (page.status_code, default_storage.bucket_name in page.text) == (200, False)
    assert f'"{image.smallest["url"]}"' in client.get(image.get_absolute_url()).text
    assert image.smallest["url"].startswith("/media/")


def test_public_address_is_given_if_there_is_one(client, db, bucket_server):
    with bucket_server.stored("&public=https://files.example.org/archive/"):
        image = factories.image()
        response = client.get(image.file.url)
        assert (
            response["Location"] == f"https://files.example.org/archive/uploads/{image.file.name}"
        )


def test_hidden_files_are_missing_for_visitors_and_never_redirected(client, editor_client, bucket):
    image = factories.image(status="draft")
    response = editor_client.get(image.file.url)
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
    assert body(response) == content(image.file.name)
    editor_client.logout()
    assert client.get(image.file.url).status_code == 404


def test_withdrawn_file_has_no_new_address(client, image):
    type(image).objects.filter(pk=image.pk).update(published_at=timezone.now(), status="draft")
    assert client.get(image.file.url).status_code == 404


@pytest.mark.parametrize(
    ("wanted", "start", "stop"), [("bytes=0-", 0, None), ("bytes=100-199", 100, 200)]
)
def test_part_of_a_file_is_sent_through(client, streamed, wanted, start, stop):
    response = get(client, streamed, range=wanted)
    assert (response.status_code, body(response)) == (206, content(streamed.file.name)[start:stop])


def test_file_is_sent_through_and_revalidated(client, streamed):
    response = get(client, streamed)
    assert (response.status_code, body(response)) == (200, content(streamed.file.name))
    again = get(client, streamed, if_none_match=response["ETag"])
    assert again.status_code == 304


def test_unreachable_bucket_is_said(client, streamed, bucket_server):
    with stored_at(bucket_server.url("&stream=1", host=f"127.0.0.1:{free_port()}")):
        client.raise_request_exception = False
        response = get(client, streamed)
    assert response.status_code == 503
    assert "The storage of files is not responding." in response.text


def test_page_goes_on_without_its_bucket(client, image, bucket_server):
    with stored_at(bucket_server.url(host=f"127.0.0.1:{free_port()}")):
        response = client.get(image.get_absolute_url())
    assert response.status_code == 200
    assert "size unknown" in response.text
