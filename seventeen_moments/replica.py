"""Reads for visitors from a streaming replica of the database: REPLICA_URL.

A request without a session that only reads may use it while it has replayed the edition that is
current (core/edition.py): a replica that is behind by one change of anything public is not asked.
So whoever reads after a change sees it, those who made it, too, without a cookie. A page made from
the replica is of the edition, and may be kept under it.

This is compared when the edition is renewed, and once a second. If the replica fails or is behind,
the primary answers.
"""

from threading import Lock
from time import monotonic

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

from .core import edition
from .core.database_errors import is_unavailable
from .core.routing import REPLICA, reading_from_replica, return_to_primary, state
from .csrf import SAFE, is_public
from .outages import Outage

CHECKED_EVERY = 1  # seconds
CHECKED_WHILE_BEHIND = 0.05
PATIENCE = 10  # seconds behind, after which it is said
# Of the cluster, which replicas share, and of the database in it.
IDENTITY = (
    "SELECT system_identifier, oid FROM pg_control_system(), pg_database"
    " WHERE datname = current_database()"
)


class AnotherDatabaseError(DatabaseError):
    pass


class Replica:
    """What this process knows of it."""

    def __init__(self):
        self.outage = Outage("The replica is not used; the primary answers readers")
        self.lock = Lock()
        self.is_identified = False
        self.compared = None  # the token of the edition
        self.is_current, self.until = False, float("-inf")
        self.current_at = monotonic()

    def serves(self):
        """Whether it has all of the edition."""
        now = edition.now()
        if now is None or self.outage.lasts:
            return False
        if self._is_known(now):
            return self.is_current
        if not self.lock.acquire(blocking=False):
            return False  # another thread asks
        try:
            return (self._is_known(now) and self.is_current) or self._compare(now)
        finally:
            self.lock.release()

    def fault(self):
        """What an operator should know; None if it serves, or has only just fallen behind."""
        if self.serves():
            return None
        if self.outage.lasts:
            return "the replica is not responding"
        is_late = monotonic() > self.current_at + PATIENCE
        return "the replica is behind" if is_late else None

    def fails(self, error):
        self.is_identified, self.compared = False, None
        self.outage.begin(error)
        connections[REPLICA].close()

    def _is_known(self, now):
        return self.compared == now.token and monotonic() < self.until

    def _compare(self, now):
        try:
            if not self.is_identified:
                self._identify()
            self.is_current = edition.recorded(REPLICA) == now.state
        except DatabaseError as error:
            self.fails(error)
            return False
        self.compared = now.token
        at = monotonic()
        self.until = at + (CHECKED_EVERY if self.is_current else CHECKED_WHILE_BEHIND)
        if self.is_current:
            self.current_at = at
        elif at > self.current_at + PATIENCE:
            self.outage.say(f"it is behind by {at - self.current_at:.0f} seconds")
        return self.is_current

    def _identify(self):
        found = []
        for alias in [DEFAULT_DB_ALIAS, REPLICA]:
            with connections[alias].cursor() as cursor:
                cursor.execute(IDENTITY)
                found.append(cursor.fetchone())
        if found[0] != found[1]:
            raise AnotherDatabaseError("REPLICA_URL is no replica of DATABASE_URL")
        self.is_identified = True


replica = Replica()


class ReadFromReplica:
    """If the replica fails while a page is made, the page is made again from the primary."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not may_read(request):
            return self.get_response(request)
        # Held, so that nothing made from the replica is kept under a later edition.
        with edition.held() as (token, _limits):
            if token is None or not replica.serves():
                return self.get_response(request)
            with reading_from_replica():
                return self.get_response(request)

    def process_exception(self, request, exception):
        if not (state.uses_replica and is_unavailable(exception)):
            return None
        replica.fails(exception)
        return_to_primary()
        match = request.resolver_match
        response = match.func(request, *match.args, **match.kwargs)
        if hasattr(response, "render"):
            response.render()
        return response


def may_read(request):
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return request.method in SAFE and is_public(request) and not has_session
