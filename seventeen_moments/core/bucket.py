"""Uploads in a bucket of an S3-compatible service: STORAGE_URL.

Everything goes through django-storages, except what it does in ways that do not suit large files:
it reads a whole file into memory, and makes a client for each thread. Errors become OSError, as on
a disk, so that whoever handles a full disk handles an unreachable bucket.
"""

import errno
from contextlib import closing, contextmanager
from functools import cache, lru_cache
from tempfile import SpooledTemporaryFile
from threading import Lock
from urllib.parse import quote

import boto3
from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files import File
from storages.backends.s3 import S3Storage

from .storages import CHUNK, StoredFile

IN_MEMORY = 2**20  # bytes of a file that is read; a larger one is on the disk
# A signed address, and with it a file that is withdrawn, can be used for an hour at most.
SIGNED_FOR = 3600  # seconds
CLIENT = Config(
    connect_timeout=3,  # seconds
    read_timeout=20,
    retries={"total_max_attempts": 2, "mode": "standard"},
    max_pool_connections=20,
    signature_version="s3v4",
    # Other services than Amazon's do not know the newer checksums.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


@contextmanager
def os_errors(name="STORAGE_URL"):
    try:
        yield
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        if status == 404 and error.response["Error"]["Code"] != "NoSuchBucket":
            raise FileNotFoundError(errno.ENOENT, "Not in the bucket", name) from error
        raise OSError(errno.EHOSTDOWN, f"The storage of files refuses: {error}", name) from error
    except (BotoCoreError, Boto3Error) as error:
        raise OSError(errno.EHOSTDOWN, f"The storage of files fails: {error}", name) from error


def with_os_errors(method):
    def wrapped(self, name, *args, **kwargs):
        with os_errors(name):
            return method(self, name, *args, **kwargs)

    return wrapped


session = cache(boto3.Session)  # it reads descriptions of the service, which takes half a second


class BucketStorage(S3Storage):
    VARIABLE = "STORAGE_URL"

    def __init__(self, addressing_style=None, **options):
        config = CLIENT.merge(Config(s3={"addressing_style": addressing_style}))
        # Threads of its own would need as many connections; files are sent one after another.
        transfer = TransferConfig(use_threads=False)
        super().__init__(client_config=config, transfer_config=transfer, **options)
        self._resource, self._lock = None, Lock()
        # What an address shows never changes.
        self._size = lru_cache(4096)(super().size)

    def get_default_settings(self):
        ours = {"public_address": "", "is_streamed": False}
        return super().get_default_settings() | ours | {"max_memory_size": IN_MEMORY}

    @property
    def connection(self):
        """One for all threads. Each would take 15 MB."""
        with self._lock:
            if self._resource is None:
                keys = self.access_key, self.secret_key, self.security_token
                self._resource = session(*keys).resource(
                    "s3",
                    region_name=self.region_name,
                    endpoint_url=self.endpoint_url,
                    config=self.client_config,
                )
        return self._resource

    @property
    def client(self):
        return self.connection.meta.client

    def url(self, name):
        """The archive decides who may see a file: media.py."""
        return f"{settings.MEDIA_URL}{quote(name)}"

    def delivery_address(self, name, content_type):
        """Where browsers get the file; None if the archive sends it."""
        if self.public_address:
            return f"{self.public_address}/{quote(self._normalize_name(name))}"
        if self.is_streamed:
            return None
        parameters = {"Bucket": self.bucket_name, "Key": self._normalize_name(name)}
        parameters |= {
            "ResponseContentType": content_type,
            "ResponseCacheControl": f"private, max-age={SIGNED_FOR}",
        }
        return self.client.generate_presigned_url("get_object", parameters, SIGNED_FOR)

    def chunks(self, name, start=0, stop=None):
        """Yields the bytes from `start` to `stop`, by default all."""
        if stop is not None and start >= stop:
            return
        wanted = {} if not start and stop is None else {"Range": _range(start, stop)}
        with os_errors(name):
            found = self.client.get_object(
                Bucket=self.bucket_name, Key=self._normalize_name(name), **wanted
            )
            with closing(found["Body"]) as body:
                yield from body.iter_chunks(CHUNK)

    def files(self):
        """Yields all files, sorted by name."""
        prefix = f"{self.location}/" if self.location else ""
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket_name, Prefix=prefix
        )
        with os_errors():
            for page in pages:
                for entry in page.get("Contents", ()):
                    modified = int(entry["LastModified"].timestamp() * 10**9)
                    yield StoredFile(entry["Key"].removeprefix(prefix), entry["Size"], modified)

    def replace(self, name, content):
        """Stores all of the file or nothing, as a bucket does with every file."""
        self._size.cache_clear()
        self.save(name, content)

    def check(self):
        """Raises OSError if the bucket does not answer."""
        with os_errors():
            self.client.head_bucket(Bucket=self.bucket_name)

    @with_os_errors
    def size(self, name):
        return self._size(name)

    @with_os_errors
    def exists(self, name):
        return super().exists(name)

    @with_os_errors
    def delete(self, name):
        self._size.cache_clear()
        super().delete(name)

    @with_os_errors
    def listdir(self, name):
        return super().listdir(name)

    @with_os_errors
    def get_modified_time(self, name):
        return super().get_modified_time(name)

    @with_os_errors
    def _save(self, name, content):
        return super()._save(name, content)

    def _open(self, name, mode="rb"):
        chunks = self.chunks(name)
        first = next(chunks, b"")  # before there is anything to close
        file = SpooledTemporaryFile(IN_MEMORY, dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115
        file.write(first)
        file.writelines(chunks)
        file.seek(0)
        return File(file, name)


def _range(start, stop):
    return f"bytes={start}-{'' if stop is None else stop - 1}"
