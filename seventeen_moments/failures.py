"""The page for what went wrong: 503 while the database is down or busy, 500 for a bug.

logs.py says how the error is logged.
"""

import sqlite3
import sys

import psycopg2
from django.db import Error
from django.http import HttpResponse
from django.template import loader
from django.utils.cache import add_never_cache_headers
from django.utils.log import log_response
from django.utils.translation import gettext as _

RETRY_AFTER = 30  # seconds

# Error names that are not the fault of the query. A missing table is SQLITE_ERROR.
SQLITE_UNAVAILABLE = (
    *("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_IOERR"),
    *("SQLITE_FULL", "SQLITE_PERM", "SQLITE_NOTADB", "SQLITE_CORRUPT"),
)
# Error classes: connection lost, rolled back in a deadlock, out of resources, lock not available,
# shut down or cancelled, disk errors.
POSTGRESQL_UNAVAILABLE = ("08", "40", "53", "55P03", "57", "58")


def server_error(request):
    response = _answer(request)
    # Django does this afterwards, but not for an error in the page that says what is missing.
    log_response(
        *("%s: %s", response.reason_phrase, request.path),
        response=response,
        request=request,
        exception=sys.exception(),
    )
    return response


def _answer(request):
    if is_unavailable(sys.exception()):
        sent = request.method not in {"GET", "HEAD"}
        response = _page(
            request,
            503,
            _("The archive is not available at the moment"),
            sent=sent,
            answered=sent and getattr(request, "answered", False),
        )
        response.headers["Retry-After"] = RETRY_AFTER
        return response
    return _page(request, 500, _("Something went wrong"))


def _page(request, status, title, **context):
    """Without the request's context: the masthead would ask the database for the moments."""
    context |= {"title": title, "status": status, "request_id": getattr(request, "id", "")}
    page = loader.render_to_string(f"{status}.html", context)
    response = HttpResponse(page, status=status)
    add_never_cache_headers(response)
    return response


def is_unavailable(error):
    """Whether the database, not the query, is at fault."""
    if not isinstance(error, Error):
        return False
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorname", "").startswith(SQLITE_UNAVAILABLE)
    if isinstance(cause, psycopg2.Error) and cause.pgcode:
        return cause.pgcode.startswith(POSTGRESQL_UNAVAILABLE)
    # Errors without a code: there is no connection, or it was lost.
    return isinstance(cause, (psycopg2.OperationalError, psycopg2.InterfaceError))


def note_answer(get_response):
    """An error after this point, such as in storing the session, undoes nothing that was saved."""

    def middleware(request):
        response = get_response(request)
        request.answered = response.status_code < 500
        return response

    return middleware
