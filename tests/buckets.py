"""A server of buckets on loopback, in a thread, with the interface of Amazon's S3."""

from contextlib import contextmanager
from http.client import HTTPConnection
from secrets import token_hex
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.test import override_settings

from seventeen_moments.connections import storage


class BucketServer:
    def __init__(self):
        from moto.server import ThreadedMotoServer  # noqa: PLC0415 - takes a second

        self.server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
        self.server.start()
        self.host = "{}:{}".format(*self.server.get_host_and_port())

    def stop(self):
        self.server.stop()

    def url(self, query="", host=None):
        return f"s3://key:secret@{token_hex(8)}/uploads?endpoint=http://{host or self.host}{query}"

    @contextmanager
    def stored(self, query=""):
        """Keeps uploads in a new bucket."""
        with stored_at(self.url(query)):
            default_storage.client.create_bucket(Bucket=default_storage.bucket_name)
            yield


@contextmanager
def stored_at(url):
    """Keeps uploads where this STORAGE_URL says."""
    with override_settings(STORAGES=settings.STORAGES | {"default": storage(url)}):
        yield


def fetched(address):
    """From the bucket, as a browser does."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc)
    connection.request("GET", f"{parts.path}?{parts.query}")
    response = connection.getresponse()
    response.content = response.read()
    connection.close()
    return response
