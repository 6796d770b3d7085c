"""Error pages: 503 while the database is down or busy or nothing can be stored, 500 for a bug.

The errors are logged as logs.py says.
"""

import sys

from django.http import HttpResponse
from django.template import loader
from django.utils.cache import add_never_cache_headers
from django.utils.log import log_response
from django.utils.translation import gettext as _

from .core.database_errors import is_unavailable
from .core.storage_errors import is_unreachable, reason
from .core.templatetags.unsent import fields_to_send_again
from .csrf import is_public, is_same_origin

RETRY_AFTER = 30  # seconds


def server_error(request):
    response = _error_response(request)
    # Django logs it after this view, but not an error in the 404 page.
    log_response(
        *("%s: %s", response.reason_phrase, request.path),
        response=response,
        request=request,
        exception=sys.exception(),
    )
    return response


def _error_response(request):
    sent = request.method not in {"GET", "HEAD"}
    why = reason(sys.exception()) if sent or is_unreachable(sys.exception()) else None
    if why or is_unavailable(sys.exception()):
        response = _page(
            request,
            503,
            _("The archive is temporarily unavailable"),
            reason=why,
            sent=sent,
        )
        response.headers["Retry-After"] = RETRY_AFTER
        return response
    return _page(request, 500, _("Something went wrong"))


def _page(request, status, title, **context):
    """Rendered without context processors, as these would query the database."""
    context |= {"title": title, "status": status, "request_id": getattr(request, "id", "")}
    context |= {"request": request, "answered": getattr(request, "answered", False)}
    if is_public(request) and is_same_origin(request):
        # With the token of the form, for a new one needs the session.
        context["again"] = fields_to_send_again(request)
        context["csrf_token"] = request.POST.get("csrfmiddlewaretoken") if context["again"] else ""
    page = loader.render_to_string(f"{status}.html", context)
    response = HttpResponse(page, status=status)
    add_never_cache_headers(response)
    return response


def note_answer(get_response):
    """Notes that the view succeeded. A later error, as in saving the session, undoes nothing."""

    def middleware(request):
        response = get_response(request)
        request.answered = response.status_code < 500
        return response

    return middleware
