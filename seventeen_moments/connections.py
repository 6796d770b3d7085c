"""Settings of the database, the cache and the mail server, from their URLs."""

import re
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import dj_database_url
from django.db.backends.signals import connection_created
from django.dispatch import receiver
from psycopg2 import ProgrammingError
from psycopg2.extensions import make_dsn

from seventeen_moments.core.routing import REPLICA
from seventeen_moments.environment import env, refuse, split_url, writable_folder

NO_SERVER = "seventeen_moments.notices.no_server.EmailBackend"


def database(url, data_dir):
    config = parse_database("DATABASE_URL", url)
    if config["ENGINE"] == "django.db.backends.sqlite3":
        return config | sqlite(config, data_dir)
    if config["ENGINE"] != "django.db.backends.postgresql":
        refuse("DATABASE_URL", "only sqlite: and postgres: are supported.")
    # By default it takes minutes if the host does not answer.
    return config | postgresql("DATABASE_URL", config, {"connect_timeout": 5})


def replica(url, primary):
    """Settings of a database that is only read from, for visitors."""
    if not url:
        return {}
    if primary["ENGINE"] != "django.db.backends.postgresql":
        refuse("REPLICA_URL", "DATABASE_URL names SQLite, which has no replicas; leave it unset.")
    config = parse_database("REPLICA_URL", url)
    if config["ENGINE"] != "django.db.backends.postgresql":
        refuse("REPLICA_URL", "only postgres: is supported.")
    # The primary answers instead, soon.
    patience = {"connect_timeout": 2, "tcp_user_timeout": 5000}
    config |= postgresql("REPLICA_URL", config, patience) | {"TEST": {"MIRROR": "default"}}
    return {REPLICA: config}


def parse_database(name, url):
    try:
        return dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    except ValueError:
        return refuse(name, "not an address of the form postgres://user:password@host:5432/name.")


def postgresql(name, config, patience):
    if not config["NAME"]:
        refuse(name, "the name of the database is missing: postgres://host/name.")
    options = patience | config.get("OPTIONS", {})
    try:
        make_dsn(**options)
    except ProgrammingError:
        refuse(name, "has an option after “?” that PostgreSQL does not know.")
    return {"OPTIONS": options}


@receiver(connection_created)
def without_jit(connection, **kwargs):
    """PostgreSQL compiles queries that it expects to be long. Without statistics, as after a
    restore, it expects that of many: pages of the tests took five times as long. A statement, as
    some poolers refuse options."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET jit = off")


def sqlite(config, data_dir):
    file = Path(config["NAME"]).absolute()
    # SQLite opens “:memory:” and “file:…” as something else.
    is_file = not config["NAME"].startswith((":", "file:")) and not file.is_dir()
    if config.get("HOST") or not is_file or not file.parent.is_dir():
        refuse("DATABASE_URL", "not a file in an existing folder: sqlite:////folder/name.sqlite3.")
    return {
        # Writers wait for the lock at BEGIN instead of failing later. Readers never wait.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
        # A file, as in production: an in-memory database has neither WAL nor locks.
        "TEST": {"NAME": data_dir / "test.sqlite3"},
    }


def cache(url, data_dir):
    forms = "locmem:, file:, redis://host:6379/0"
    parts = split_url("CACHE_URL", url, forms)
    if parts.scheme == "locmem":
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if parts.scheme == "file" and not parts.netloc:
        return {
            "BACKEND": "seventeen_moments.caches.FaultTolerantFileCache",
            "LOCATION": writable_folder("CACHE_URL", unquote(parts.path) or data_dir / "cache"),
        }
    if parts.scheme not in {"redis", "rediss"} or not parts.hostname:
        refuse("CACHE_URL", f"not one of {forms}.")
    if not find_spec("redis"):
        refuse("CACHE_URL", "redis needs its package; install the archive as “.[redis]”.")
    from redis import ConnectionPool  # noqa: PLC0415 - an optional package

    try:
        pool = ConnectionPool.from_url(url)
        pool.connection_class(**pool.connection_kwargs)  # does not connect yet
    except (TypeError, ValueError):
        refuse("CACHE_URL", "has an option after “?” that redis does not know.")
    return {"BACKEND": "seventeen_moments.caches.FaultTolerantRedisCache", "LOCATION": url}


def storage(url):
    """Of uploads: the folder MEDIA_ROOT, or the bucket of an S3-compatible service."""
    if not url:
        return {"BACKEND": "seventeen_moments.core.storages.FolderStorage"}
    forms = "s3://bucket?region=name, s3://key:secret@bucket/folder?endpoint=https://host"
    parts = split_url("STORAGE_URL", url, forms)
    bucket, folder = parts.netloc.rpartition("@")[2], unquote(parts.path).strip("/")
    is_bucket = re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", bucket)
    is_folder = re.fullmatch(r"([\w-][\w.-]*(/[\w-][\w.-]*)*)?", folder)
    if parts.scheme != "s3" or not is_bucket or not is_folder or parts.fragment:
        refuse("STORAGE_URL", f"not one of {forms}.")
    if bool(parts.username) != bool(parts.password):
        refuse("STORAGE_URL", "has only one of key and secret: s3://key:secret@bucket.")
    options = storage_options(bucket, parts.query)
    if not (find_spec("storages") and find_spec("boto3")):
        refuse("STORAGE_URL", "s3 needs its packages; install the archive as “.[s3]”.")
    options |= {"bucket_name": bucket, "location": folder}
    if parts.username:
        keys = {"access_key": unquote(parts.username), "secret_key": unquote(parts.password)}
        options |= keys | {"security_token": None}
    return {"BACKEND": "seventeen_moments.core.bucket.BucketStorage", "OPTIONS": options}


def storage_options(bucket, query):
    given = dict(parse_qsl(query, keep_blank_values=True))
    if unknown := sorted(given.keys() - {"endpoint", "region", "public", "stream"}):
        refuse("STORAGE_URL", f"“{unknown[0]}” is not one of endpoint, region, public, stream.")
    for name in sorted(given.keys() & {"endpoint", "public"}):
        address = split_url("STORAGE_URL", given[name], f"{name}=https://host")
        is_plain = address.hostname and not (address.username or address.query or address.fragment)
        if address.scheme not in {"http", "https"} or not is_plain:
            refuse("STORAGE_URL", f"{name} is not an address such as https://files.example.org.")
    if given.get("stream", "1") != "1" or {"stream", "public"} <= given.keys():
        refuse("STORAGE_URL", "stream is 1, and not given together with public.")
    region = given.get("region") or env("AWS_REGION") or env("AWS_DEFAULT_REGION")
    if not region and "endpoint" not in given:
        refuse("STORAGE_URL", "the region is missing: s3://bucket?region=eu-central-1.")
    region = region or "us-east-1"  # what services without regions expect
    if not re.fullmatch(r"[a-z0-9-]+", region):
        refuse("STORAGE_URL", "region is not the name of one, for example eu-central-1.")
    # Services other than Amazon's need not have a host name for each bucket.
    has_host = "endpoint" not in given and "." not in bucket
    return {
        "endpoint_url": given.get("endpoint") or f"https://s3.{region}.amazonaws.com",
        "addressing_style": "virtual" if has_host else "path",
        "region_name": region,
        "public_address": given.get("public", "").rstrip("/"),
        "is_streamed": "stream" in given,
    }


def storage_origin(storage):
    """The origin from which browsers get uploads; None if it is the archive's own."""
    options = storage.get("OPTIONS")
    if not options or options["is_streamed"]:
        return None
    scheme, host, *_rest = urlsplit(options["public_address"] or options["endpoint_url"])
    if options["addressing_style"] == "virtual" and not options["public_address"]:
        host = f"{options['bucket_name']}.{host}"
    return f"{scheme}://{host}"


def mail(url, debug):
    forms = "console:, smtp://host:25, smtp+tls://host:587, smtps://host:465"
    parts = split_url("EMAIL_URL", url, forms)
    if parts.scheme == "console":
        console = "django.core.mail.backends.console.EmailBackend"
        return {"EMAIL_BACKEND": console if debug else NO_SERVER}
    beyond_host = parts.path.strip("/") or parts.query or parts.fragment
    if parts.scheme not in {"smtp", "smtp+tls", "smtps"} or not parts.hostname or beyond_host:
        refuse("EMAIL_URL", f"not one of {forms}.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }
