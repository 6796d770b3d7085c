"""The page for what went wrong: 503 while the database is down or busy, 500 for a bug.

logs.py says how the error is logged.
"""

import sys

from django.http import HttpResponse
from django.template import loader
from django.utils.cache import add_never_cache_headers
from django.utils.log import log_response
from django.utils.translation import gettext as _

from .core.database_errors import is_unavailable

RETRY_AFTER = 30  # seconds


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


def note_answer(get_response):
    """An error after this point, such as in storing the session, undoes nothing that was saved."""

    def middleware(request):
        response = get_response(request)
        request.answered = response.status_code < 500
        return response

    return middleware
