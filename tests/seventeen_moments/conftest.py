from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite

from tests.serving import free_port


@pytest.fixture
def everything(db, media_root):
    """All rows and files, to compare before and after."""

    def read():
        rows = {model: list(model._base_manager.order_by("pk").values()) for model in _stored()}
        return rows, sorted(path for path in media_root.rglob("*") if path.is_file())

    return read


@contextmanager
def other_database(wrapper, **address):
    usual = connections["default"]
    connections["default"] = wrapper(usual.settings_dict | {"OPTIONS": {}} | address, "default")
    yield
    connections["default"].close()
    connections["default"] = usual


@pytest.fixture
def refused_connection(django_db_blocker):
    """A database on a port without a server."""
    address = {"HOST": "127.0.0.1", "PORT": free_port(), "NAME": "archive"}
    with django_db_blocker.unblock(), other_database(PostgreSQL, **address):
        yield


@pytest.fixture
def sqlite_at(django_db_blocker):
    """Uses another file as the database."""
    with django_db_blocker.unblock():
        yield lambda path: other_database(SQLite, NAME=str(path))


def _stored():
    return [model for model in apps.get_models() if model._meta.managed]
