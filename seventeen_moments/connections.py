"""Settings of the database, the cache and the mail server, from their URLs."""

from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

import dj_database_url
from django.db.backends.signals import connection_created
from django.dispatch import receiver
from psycopg2 import ProgrammingError
from psycopg2.extensions import make_dsn

from seventeen_moments.environment import refuse, split_url, writable_folder

NO_SERVER = "seventeen_moments.notices.no_server.EmailBackend"


def database(url, data_dir):
    try:
        config = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    except ValueError:
        refuse(
            "DATABASE_URL", "not an address of the form postgres://user:password@host:5432/name."
        )
    if config["ENGINE"] == "django.db.backends.sqlite3":
        return config | sqlite(config, data_dir)
    if config["ENGINE"] != "django.db.backends.postgresql":
        refuse("DATABASE_URL", "only sqlite: and postgres: are supported.")
    if not config["NAME"]:
        refuse("DATABASE_URL", "the name of the database is missing: postgres://host/name.")
    # By default it takes minutes if the host does not answer.
    options = {"connect_timeout": 5} | config.get("OPTIONS", {})
    try:
        make_dsn(**options)
    except ProgrammingError:
        refuse("DATABASE_URL", "has an option after “?” that PostgreSQL does not know.")
    return config | {"OPTIONS": options}


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
