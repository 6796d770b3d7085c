"""Statements that PostgreSQL plans once in a connection.

Planning the queries of a page takes it several times as long as executing them. SQLite keeps what
it has compiled by itself.

A pooler may hand a connection on after each transaction, and the statement is then missing. From
then on the process plans no statement ahead.
"""

from datetime import date, datetime
from hashlib import blake2b

from django.db import DatabaseError
from psycopg2.extensions import AsIs

MOST_PLANS = 100  # in a connection
TYPES = {datetime: "timestamptz", date: "date", bool: "boolean", int: "bigint", str: "text"}
POOLED = {"26000", "42P05"}  # the statement is missing; somebody else has prepared it

pooled = set()  # aliases of databases


def rows(connection, sql, constants, values):
    """The rows of a statement; None if it cannot be planned ahead.

    The statement names its constants, which are part of the plan, and its values by `name_of()`.
    """
    if connection.vendor != "postgresql" or connection.alias in pooled:
        return None
    if connection.in_atomic_block:  # where a refused statement would end the transaction
        return None
    types = [TYPES.get(type(value)) for value in values]
    if None in types:
        return None
    try:
        with connection.cursor() as cursor:
            name = _prepare(connection, cursor, sql, constants, types)
            if name is None:
                return None
            places = ", ".join(["%s"] * len(values))
            cursor.execute(f"EXECUTE {name} ({places})" if values else f"EXECUTE {name}", values)
            return cursor.fetchall()
    except DatabaseError as error:
        if getattr(error.__cause__, "pgcode", None) not in POOLED:
            raise
        pooled.add(connection.alias)
        return None


def name_of(number):
    return f"p{number}"


def _prepare(connection, cursor, sql, constants, types):
    """The name of the statement in this connection, or None if it has too many."""
    plans = _plans(connection, cursor)
    # Equal constants of other types, such as 1 and True, are other constants.
    key = sql, tuple(types), tuple((type(each), each) for each in constants.values())
    if key not in plans:
        if len(plans) >= MOST_PLANS:
            return None
        values = {name_of(number): AsIs(f"${number + 1}") for number in range(len(types))}
        statement = cursor.mogrify(sql, constants | values).decode()
        # Of the statement, so that no pooler finds another one under this name.
        name = f"plan_{blake2b(statement.encode(), digest_size=12).hexdigest()}"
        declared = f"({', '.join(types)})" if types else ""
        cursor.execute(f"PREPARE {name} {declared} AS {statement}")
        plans[key] = name
    return plans[key]


def _plans(connection, cursor):
    """Of the connection that is open now."""
    opened, plans = getattr(connection, "plans", (None, None))
    if opened is not connection.connection:
        # Else PostgreSQL plans each statement five times before it keeps a plan.
        cursor.execute("SET plan_cache_mode = force_generic_plan")
        plans = {}
        connection.plans = connection.connection, plans
    return plans
