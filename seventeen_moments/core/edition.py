"""The edition of the archive: a token that names the state of everything public.

Each transaction that writes to a table which visitors see renews the token when it has committed,
and so does each time of publication that passes. What was made from the database while a token
held can therefore be kept under that token: `remember()` does so in this process, the page cache
for all processes.

All processes read the token from one place (edition_stores.py), without a query. If a process is
killed between its commit and the renewal, or cannot reach that place, the others learn of the
change from the database: each transaction also leaves a row there (PublicChange), and each process
asks once in CHECKED_EVERY seconds.
"""

import logging
import re
import threading
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from math import inf
from time import monotonic, time

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, transaction
from django.db.backends.signals import connection_created
from django.db.models import Count, Max, Sum
from django.dispatch import receiver
from django.utils import timezone

from .edition_stores import Edition, store
from .models import PublicChange
from .retention import delete_expired, retention_rule
from .routing import primary, return_to_primary

CHECKED_EVERY = 1  # seconds
KEPT = 1000  # values in a process
RECORDED_FOR = 3600  # seconds

WRITE = re.compile(
    r"\s*\b(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?)"
    r'\s+(?:ONLY\s+)?"?(\w+)',
    re.IGNORECASE,
)
READS = ("SELECT", "(SELECT", "EXECUTE plan_")
RECORD = PublicChange._meta.db_table

logger = logging.getLogger(__name__)
due_times = []  # functions of a time: the next one at which something becomes public, or None
serials = count()
recording = set()  # names of databases that have the table


class State(threading.local):
    edition = None  # held for this request
    limits = None  # times at which its page changes


state = State()


class Checked:
    at = -inf  # monotonic seconds


checked = Checked()


def current():
    """The token, or None if no process may rely on one: in a transaction, and without its store.

    Read it before you read from the database what is to be kept under it.
    """
    edition = now()
    return edition and edition.token


def changed_at():
    """When the edition was last renewed, in whole seconds since 1970; None without an edition."""
    edition = now()
    return edition and edition.changed


@contextmanager
def held():
    """Keeps one token for a whole request that only reads. Yields it, and what limits its page:
    the times that `limit()` is told of."""
    is_outermost = state.limits is None
    if is_outermost:
        state.limits = []
    try:
        state.edition = state.edition or now()
        yield state.edition and current(), state.limits
    finally:
        if is_outermost:
            state.edition = state.limits = None


def limit(time_of_change):
    """Says that the page of this request changes at that time, by itself."""
    if state.limits is not None:
        state.limits.append(time_of_change.timestamp())


def remember(name, compute):
    """The result of `compute()`, kept in this process until the edition is renewed.

    In a transaction it is kept until that changes something itself.
    """
    token = current() or _token_in_transaction()
    if token is None:
        return compute()
    kept_token, value = remembered.get(name, (None, None))
    if kept_token != token:
        value = compute()
        if len(remembered) >= KEPT:
            remembered.clear()
        remembered[name] = token, value
    return value


remembered = {}


def remember_one(group, key, compute):
    """The same for one of many values, whose keys visitors choose by their addresses.

    They never replace what `remember()` keeps, or the values of another group.
    """
    values = remember(group, dict)
    if key in values:
        return values[key]
    value = compute()
    if len(values) >= KEPT:
        values.clear()
    values[key] = value
    return value


def renew():
    """Begins a new edition. Writes of Django do it by themselves."""
    state.edition = None
    return_to_primary()
    try:
        store().write(Edition.new())
    except OSError as error:
        # The others learn of the change from the database.
        logger.error("The edition of the archive could not be stored: %s", error)


def due_time(function):
    """Declares a function that names the next time at which something becomes public."""
    due_times.append(function)
    return function


@due_time
def midnight():
    """Of the time zone of the archive: citations and “on this day” name the day."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, datetime.min.time()))


def now():
    """The edition itself, or None."""
    if connection.in_atomic_block:
        return None
    if state.edition:
        return state.edition
    with primary():
        return _settled()


def _settled():
    stored = store()
    edition = stored.read()
    if edition and edition.is_settled and time() < edition.until and _is_confirmed(edition):
        return edition
    try:
        with stored.locked():
            again = stored.read()
            if again and again.is_settled and again != edition:
                return again  # another thread or process did it
            checked.at = monotonic()
            stored.write(Edition.new(recorded(), _next_due_time()))
        return stored.read()
    except (OSError, DatabaseError):
        return None


def _is_confirmed(edition):
    if monotonic() < checked.at + CHECKED_EVERY:
        return True
    checked.at = monotonic()
    try:
        return edition.state == recorded()
    except DatabaseError:
        return True  # nobody changes what cannot be reached


def recorded(alias=DEFAULT_DB_ALIAS):
    """The state of the record; the sum changes if transactions commit in another order."""
    changes = PublicChange.objects.using(alias).aggregate(
        n=Count("pk"), last=Max("pk"), sum=Sum("pk")
    )
    return "{n}-{last}-{sum}".format_map(changes)


def _next_due_time():
    times = [found.timestamp() for function in due_times if (found := function())]
    return min(times, default=inf)


# Writes


@receiver(connection_created)
def watch(connection, **kwargs):
    is_watched = note_write in connection.execute_wrappers
    if connection.alias == DEFAULT_DB_ALIAS and not is_watched:
        connection.execute_wrappers.append(note_write)


def note_write(execute, sql, params, many, context):
    """Sees every statement, those of `update()`, of bulk operations and of plain SQL, too."""
    if not any(map(is_public, written_tables(str(sql)))):
        return execute(sql, params, many, context)
    connection = context["connection"]
    _record(connection)
    result = execute(sql, params, many, context)
    if not connection.in_atomic_block:
        renew()
    return result


def written_tables(sql):
    """The names of the tables that a statement writes to; some of them may only be mentioned."""
    if sql.startswith(READS):  # by far the most
        return []
    if first := WRITE.match(sql):  # not the values of many rows
        return [first[1]]
    if sql.startswith("DROP TABLE"):
        recording.clear()
    return WRITE.findall(sql)


def is_public(table):
    return not table.startswith(settings.PRIVATE_TABLES)


def _record(connection):
    connection.public_change = next(serials)
    if any(function is renew for _savepoints, function, *_ in connection.run_on_commit):
        return
    if _has_record(connection):  # else before the first migration
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {RECORD} DEFAULT VALUES")
    if connection.in_atomic_block:
        transaction.on_commit(renew)


def _has_record(connection):
    database = connection.settings_dict["NAME"]
    if database not in recording:
        with connection.cursor() as cursor:
            if RECORD in connection.introspection.table_names(cursor):
                recording.add(database)
    return database in recording


def _token_in_transaction():
    """Changes with each write, and is different in each transaction and savepoint."""
    if not connection.in_atomic_block:
        return None
    blocks = [
        block.__dict__.setdefault("edition", next(serials)) for block in connection.atomic_blocks
    ]
    return (*blocks, getattr(connection, "public_change", None))


@retention_rule("public changes")
def delete_records(at):
    """Long after all processes know of them. The last stays: without any, a replica that is hours
    behind would look like the primary."""
    last = PublicChange.objects.aggregate(pk=Max("pk"))["pk"]
    old = PublicChange.objects.filter(at__lt=at - timedelta(seconds=RECORDED_FOR))
    return delete_expired(old.exclude(pk=last))
