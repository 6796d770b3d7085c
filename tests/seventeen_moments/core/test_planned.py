"""On PostgreSQL; on SQLite the statements are executed as they are."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models import Value
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from essays.models import Essay
from seventeen_moments.core import planned
from seventeen_moments.core.compiled import compiled, compiled_together
from tests import factories

PLANNED = connection.vendor == "postgresql"


@compiled(Essay)
def essays(*, at, keys):
    return Essay.objects.published(at).filter(pk__in=keys).order_by("pk").values_list("pk", "title")


@compiled_together(Essay)
def counted():
    return [Essay.objects.order_by("pk").values_list("title"), Essay.objects.values_list("notes")]


@pytest.fixture(autouse=True)
def _no_pooler(monkeypatch):
    monkeypatch.setattr(planned, "pooled", set())


@pytest.fixture
def keys(transactional_db):
    return [factories.essay(title=f"100 % {n}: it's").pk for n in range(3)]


def statements(keys, at=None):
    """The first words of what is executed for the query, which finds the essays."""
    with CaptureQueriesContext(connection) as queries:
        found = essays(at=at or timezone.now(), keys=keys)
    assert found == [(key, f"100 % {n}: it's") for n, key in enumerate(keys)]
    return [query["sql"].split()[0] for query in queries.captured_queries]


def test_statement_is_planned_once_in_a_connection(keys):
    once, again = statements(keys), statements(keys)
    assert once[-1:] == again == (["EXECUTE"] if PLANNED else ["SELECT"])
    assert essays(at=timezone.now() - timedelta(days=1), keys=keys) == []
    connection.close()
    assert statements(keys) == once
    with transaction.atomic():
        assert statements(keys) == ["SELECT"]
    assert counted() == [[(f"100 % {n}: it's",) for n in range(3)], [([],)] * 3]


def test_constants_are_part_of_the_plan(transactional_db):
    query = compiled(Essay)(lambda value: Essay.objects.values_list(Value(value)))
    factories.essay()
    for value in [2, 3, True, 1, "1", 2]:
        ((found,),) = query(value)
        assert (found, type(found)) == (value, type(value))


def test_pooler_that_changes_connections_is_noticed(keys):
    statements(keys)
    if PLANNED:
        with connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")
    assert statements(keys)[-1] == "SELECT"
    assert statements(keys) == ["SELECT"]


def test_plans_of_a_connection_are_bounded(keys, monkeypatch):
    monkeypatch.setattr(planned, "MOST_PLANS", 1)
    connection.close()
    query = compiled(Essay)(lambda *, number: Essay.objects.filter(pk=number).values_list("pk"))
    assert statements(keys)[-1] == ("EXECUTE" if PLANNED else "SELECT")
    with CaptureQueriesContext(connection) as queries:
        assert query(number=keys[0]) == [(keys[0],)]
    assert [each["sql"][:6] for each in queries.captured_queries] == ["SELECT"]
